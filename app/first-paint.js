/*
 * Before the first paint: the stored theme and density; and what the page at this address will ask for, asked for now and
 * not when the entry has run: its files, and what this browser keeps for it. Blocking and outside the bundle: the CSP
 * allows no inline script.
 */
(() => {
  // The build puts here what `scripts/early-files.ts` found.
  const early = /* early files */ { files: [], pages: {} };
  const others = { contacts: "board", settings: "circle-settings" };

  const askForFiles = (name) => {
    for (const number of early.pages[name] || []) {
      const link = document.createElement("link");
      const file = early.files[number];
      link.rel = file.endsWith(".css") ? "stylesheet" : "modulepreload";
      if (file.endsWith(".css")) link.setAttribute("blocking", "render");
      link.crossOrigin = "";
      link.href = `/${file}`;
      document.head.append(link);
    }
  };

  /* What the pages of a circle keep, as text by name. Taken by `live/browser-store.ts`. */
  const readKept = (database) =>
    new Promise((done) => {
      const nothing = () => done(new Map());
      const opening = indexedDB.open(database);
      // There is none yet, and making it is not for this script.
      opening.addEventListener("upgradeneeded", () => opening.transaction.abort());
      opening.addEventListener("error", nothing);
      opening.addEventListener("success", () => {
        const open = opening.result;
        try {
          const reading = open.transaction("kept");
          const names = reading.objectStore("kept").getAllKeys();
          const texts = reading.objectStore("kept").getAll();
          reading.addEventListener("complete", () =>
            done(new Map(names.result.map((name, at) => [name, texts.result[at]]))),
          );
          reading.addEventListener("abort", nothing);
        } catch {
          nothing();
        }
        open.close();
      });
    });

  try {
    const stored = JSON.parse(localStorage.getItem("rondo:preferences") || "{}");
    if (stored.theme === "light" || stored.theme === "dark") document.documentElement.dataset.theme = stored.theme;
    if (stored.density === "compact") document.documentElement.dataset.density = "compact";
    const me = JSON.parse(localStorage.getItem("rondo:me") || "null");
    if (me === null) return;
    const [, first, second, inner = "today"] = location.pathname.split("/");
    const circle = first === "c" ? second : first === "account" ? stored.circle : undefined;
    if (circle) {
      const database = `rondo-${circle}-${me.user.id}`;
      globalThis.rondoKept = { database, entries: readKept(database) };
    }
    askForFiles(first === "c" ? others[inner] || inner : first);
  } catch {
    // Storage is off: the system's choice stands, and the entry asks for what it needs.
  }
})();
