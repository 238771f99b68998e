/*
 * Before the first paint: the stored theme and density, and the files of the page at this address, asked for at once and
 * not when the entry has run. Blocking and outside the bundle: the CSP allows no inline script.
 */
(() => {
  // The build puts here what `scripts/early-files.ts` found.
  const early = /* early files */ { files: [], pages: {} };
  const others = { contacts: "board", settings: "circle-settings" };
  try {
    const stored = JSON.parse(localStorage.getItem("rondo:preferences") || "{}");
    if (stored.theme === "light" || stored.theme === "dark") document.documentElement.dataset.theme = stored.theme;
    if (stored.density === "compact") document.documentElement.dataset.density = "compact";
    if (localStorage.getItem("rondo:me") === null) return;
    const [, first, , inner = "today"] = location.pathname.split("/");
    const name = first === "c" ? others[inner] || inner : first;
    for (const number of early.pages[name] || []) {
      const link = document.createElement("link");
      const file = early.files[number];
      link.rel = file.endsWith(".css") ? "preload" : "modulepreload";
      if (file.endsWith(".css")) link.as = "style";
      link.crossOrigin = "";
      link.href = `/${file}`;
      document.head.append(link);
    }
  } catch {
    // Storage is off: the system's choice stands, and the entry asks for what it needs.
  }
})();
