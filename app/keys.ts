/** Every shortcut of the app: what it is called, what to press, where it belongs. Handlers are given in `shortcuts.ts`. */

export interface Key {
  /** As the event names it, lower case: `n`, `?`, `arrowdown`; with `mod+` (⌘ or Ctrl), `shift+`, `alt+`; two in a row: `g b`. Several ways: a list. */
  press: string | readonly string[];
  label: string;
  group:
    | "Anywhere"
    | "Go to"
    | "Today"
    | "Board"
    | "Card"
    | "KPIs"
    | "Accounts"
    | "Health lab"
    | "Webhooks"
    | "Playbooks";
}

export const keys = {
  search: { press: "/", label: "Search", group: "Anywhere" },
  create: { press: "c", label: "New contact", group: "Board" },
  help: { press: "?", label: "Show the shortcuts", group: "Anywhere" },
  close: { press: "escape", label: "Close, or cancel", group: "Anywhere" },
  undo: { press: "mod+z", label: "Undo", group: "Anywhere" },
  redo: { press: ["mod+shift+z", "mod+y"], label: "Redo", group: "Anywhere" },
  rail: { press: "mod+\\", label: "Fold or unfold the side rail", group: "Anywhere" },
  why: { press: "alt+w", label: "Why this number", group: "Anywhere" },
  goToday: { press: "g t", label: "Today", group: "Go to" },
  goPortfolio: { press: "g p", label: "Portfolio", group: "Go to" },
  goBoard: { press: "g b", label: "Board", group: "Go to" },
  goKpis: { press: "g k", label: "KPIs", group: "Go to" },
  goAccounts: { press: "g a", label: "Accounts", group: "Go to" },
  goAsk: { press: "g q", label: "Ask", group: "Go to" },
  goPlaybooks: { press: "g y", label: "Playbooks", group: "Go to" },
  goLab: { press: "g h", label: "Health lab", group: "Go to" },
  goImport: { press: "g i", label: "Import", group: "Go to" },
  goWebhooks: { press: "g w", label: "Webhooks", group: "Go to" },
  goSettings: { press: "g s", label: "Circle settings", group: "Go to" },
  next: { press: "j", label: "Next card", group: "Board" },
  previous: { press: "k", label: "Previous card", group: "Board" },
  below: { press: "arrowdown", label: "Card below", group: "Board" },
  above: { press: "arrowup", label: "Card above", group: "Board" },
  nextColumn: { press: "arrowright", label: "Next column", group: "Board" },
  previousColumn: { press: "arrowleft", label: "Previous column", group: "Board" },
  open: { press: "enter", label: "Open the card", group: "Board" },
  filter: { press: "f", label: "Filter", group: "Board" },
  select: { press: "x", label: "Select the card, or not", group: "Card" },
  lift: { press: "space", label: "Lift the card, or put it down", group: "Card" },
  stage: { press: ["1", "2", "3", "4", "5", "6", "7", "8"], label: "Move to stage 1 to 8", group: "Card" },
  up: { press: "[", label: "Move up in the column", group: "Card" },
  down: { press: "]", label: "Move down in the column", group: "Card" },
  move: { press: "m", label: "Move to…", group: "Card" },
  edit: { press: "e", label: "Edit", group: "Card" },
  note: { press: "n", label: "Write a note", group: "Card" },
  remove: { press: "#", label: "Delete", group: "Card" },
  actions: { press: ".", label: "All actions", group: "Card" },
  createKpi: { press: "c", label: "New KPI", group: "KPIs" },
  nextKpi: { press: "j", label: "Next KPI", group: "KPIs" },
  previousKpi: { press: "k", label: "Previous KPI", group: "KPIs" },
  recordKpi: { press: "u", label: "Update the value", group: "KPIs" },
  raiseKpi: { press: ["+", "="], label: "One step up", group: "KPIs" },
  lowerKpi: { press: "-", label: "One step down", group: "KPIs" },
  openKpi: { press: "o", label: "Open the history", group: "KPIs" },
  editKpi: { press: "e", label: "Edit", group: "KPIs" },
  removeKpi: { press: "#", label: "Delete", group: "KPIs" },
  tableKpis: { press: "t", label: "Tiles or table", group: "KPIs" },
  createAccount: { press: "c", label: "New account", group: "Accounts" },
  nextAccount: { press: "j", label: "Next account", group: "Accounts" },
  previousAccount: { press: "k", label: "Previous account", group: "Accounts" },
  selectAccount: { press: "x", label: "Select the account, or not", group: "Accounts" },
  selectAccounts: { press: "shift+x", label: "Select all up to the account", group: "Accounts" },
  selectAllAccounts: { press: "mod+a", label: "Select all accounts of the view", group: "Accounts" },
  openAccount: { press: "o", label: "Open the account", group: "Accounts" },
  editAccount: { press: ["e", "f2"], label: "Edit the cell", group: "Accounts" },
  filterAccounts: { press: "f", label: "Filter", group: "Accounts" },
  accountTab: { press: ["1", "2", "3", "4"], label: "Overview, Profile, Insights, Activity", group: "Accounts" },
  layoutAccounts: { press: "t", label: "Table, cards or renewals", group: "Accounts" },
  publishLab: { press: "p", label: "Publish the draft", group: "Health lab" },
  versionsLab: { press: "v", label: "Versions", group: "Health lab" },
  segmentLab: { press: "s", label: "Settings of the next segment", group: "Health lab" },
  dropLab: { press: "#", label: "Drop the draft", group: "Health lab" },
  nextMover: { press: "j", label: "Next account that moves", group: "Health lab" },
  previousMover: { press: "k", label: "Previous account that moves", group: "Health lab" },
  nextPlaybook: { press: "j", label: "Next playbook", group: "Playbooks" },
  previousPlaybook: { press: "k", label: "Previous playbook", group: "Playbooks" },
  nextAction: { press: "j", label: "Next thing to do", group: "Today" },
  previousAction: { press: "k", label: "Previous thing to do", group: "Today" },
  peekAction: { press: "space", label: "Peek at the account", group: "Today" },
  openAction: { press: "enter", label: "Open the account", group: "Today" },
  snoozeAction: { press: "s", label: "Snooze for three days", group: "Today" },
  dismissAction: { press: "u", label: "Not useful", group: "Today" },
  nextDelivery: { press: "j", label: "Next delivery", group: "Webhooks" },
  previousDelivery: { press: "k", label: "Previous delivery", group: "Webhooks" },
} as const satisfies Record<string, Key>;

export type KeyName = keyof typeof keys;

/** The ways to press it, each a list of keys one after another. */
export const pressesOf = (name: KeyName): string[][] => {
  const { press } = keys[name];
  return (typeof press === "string" ? [press] : [...press]).map((way) => way.split(" "));
};
