/**
 * How the app's shared modules are put together: one file for each set of pages that share them. Left to itself the bundler
 * makes a file for every icon that two pages have in common, and a page asks for sixty of them. Decision 14.
 */
interface Modules {
  getModuleInfo: (id: string) => { importedIds: readonly string[] } | null;
}

/** Pages that are opened together; a module lies with all the groups that need it. */
const groups: Record<string, readonly string[]> = {
  entry: ["main"],
  doors: ["pages/landing/landing", "pages/sign-in/sign-in", "pages/sign-in/sign-up"],
  shell: ["shell"],
  // What several pages load only when it is asked for.
  later: ["written/circle-summary-body", "parts/why-panel"],
  board: ["pages/board/board"],
  kpis: ["pages/kpis/kpis"],
  // Where a circle opens: it waits for nothing that it does not show.
  today: ["pages/today/today"],
  accounts: [
    ...["portfolio", "accounts", "account", "playbooks", "ask", "lab"].map((name) => `pages/${name}/${name}`),
    "pages/account/brief",
    "pages/account/similar",
  ],
  rest: [
    ...["circles", "import", "webhooks", "circle-settings", "settings", "help"].map((name) => `pages/${name}/${name}`),
    "pages/import/usage/usage",
    "pages/invitation/invitation",
    "pages/missing/missing",
  ],
};

/** Which groups' pages import a module, however far away; read once for the whole build. */
const readUses = (app: string, modules: Modules): Map<string, Set<string>> => {
  const uses = new Map<string, Set<string>>();
  for (const [group, pages] of Object.entries(groups)) {
    const ahead = pages.map((page) => `${app}/${page}.tsx`);
    for (const page of ahead)
      if (!modules.getModuleInfo(page)) throw new Error(`scripts/chunks.ts names ${page}, which is not built.`);
    for (let id = ahead.pop(); id !== undefined; id = ahead.pop()) {
      const used = uses.get(id) ?? new Set();
      if (used.has(group)) continue;
      uses.set(id, used.add(group));
      ahead.push(...(modules.getModuleInfo(id)?.importedIds ?? []));
    }
  }
  return uses;
};

/** The name of a module's file, for the bundler; null leaves it to the bundler. */
export const chunkNames = (app: string): ((id: string, modules: Modules) => string | null) => {
  let uses: Map<string, Set<string>> | undefined;
  return (id, modules) => {
    uses ??= readUses(app, modules);
    const used = uses.get(id);
    if (!used) return null;
    // What is always there need not be told apart by who else needs it.
    if (used.has("entry")) return "entry";
    if (used.has("shell")) return used.has("doors") ? "doors" : "frame";
    // Short, since every page's list of files goes with the first script.
    return [...used].map((group) => group.slice(0, 1)).join("");
  };
};
