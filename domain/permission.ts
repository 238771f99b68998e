/** Who may do what: one table, asked by REST, socket, import, undo and every button. */

export const roles = ["member", "moderator", "admin"] as const;
export type Role = (typeof roles)[number];

/** The least role each action needs, whether it writes, and the words a refused person reads. */
const table = {
  "circle.view": ["member", "read", "see this circle"],
  "circle.edit": ["admin", "write", "change the circle's settings"],
  "circle.delete": ["admin", "write", "delete the circle"],
  "member.invite": ["admin", "write", "invite people"],
  "member.role": ["admin", "write", "change roles"],
  "member.remove": ["admin", "write", "remove people"],
  "contact.view": ["member", "read", "see contacts"],
  "contact.create": ["moderator", "write", "create contacts"],
  "contact.edit": ["member", "write", "edit contacts"],
  "contact.delete": ["moderator", "write", "delete contacts"],
  "contact.restore": ["moderator", "write", "restore deleted contacts"],
  "contact.import": ["moderator", "write", "import contacts"],
  "note.add": ["member", "write", "add notes"],
  "note.edit_own": ["member", "write", "edit their own notes"],
  "note.edit_any": ["moderator", "write", "edit other people's notes"],
  "kpi.view": ["member", "read", "see KPIs"],
  "kpi.create": ["moderator", "write", "create KPIs"],
  "kpi.record": ["member", "write", "update KPI values"],
  "kpi.edit": ["member", "write", "edit KPIs"],
  "kpi.edit_targets": ["moderator", "write", "change names, targets and units while targets are locked"],
  "kpi.delete": ["moderator", "write", "delete KPIs"],
  "kpi.restore": ["moderator", "write", "restore deleted KPIs"],
  "kpi.import": ["moderator", "write", "import a KPI's history"],
  "round.lead": ["moderator", "write", "lead check-in rounds"],
  "account.view": ["member", "read", "see accounts"],
  "account.create": ["moderator", "write", "create accounts"],
  "account.edit": ["member", "write", "edit accounts, their metrics, feedback and meetings"],
  "account.delete": ["moderator", "write", "delete accounts, feedback and meetings"],
  "account.restore": ["moderator", "write", "restore deleted accounts"],
  "account.undo_any": ["moderator", "write", "undo what others did to accounts"],
  "account.import": ["moderator", "write", "import accounts and usage"],
  "health.override": ["member", "write", "override a health score"],
  "health.recompute": ["moderator", "write", "recompute all health scores"],
  "health.draft": ["member", "write", "try out another health model"],
  "health.publish": ["moderator", "write", "publish a health model"],
  "today.answer": ["member", "write", "put accounts away on their Today page"],
  "view.save": ["member", "write", "save views"],
  "view.edit_any": ["moderator", "write", "change other people's shared views"],
  "webhook.manage": ["admin", "write", "manage webhooks and see their deliveries"],
  "playbook.run": ["member", "write", "start and work on playbooks"],
  "ai.ask": ["member", "read", "ask for insights and summaries"],
} as const satisfies Record<string, readonly [Role, "read" | "write", string]>;

export type Action = keyof typeof table;

/** `read` is an API key that may only look; people and write keys have `write`. */
export type Scope = "read" | "write";

/** [P3] [P4] [P5] True when this role, through this scope, may do the action. */
export const may = (who: { role: Role; scope: Scope }, action: Action): boolean => {
  const [least, kind] = table[action];
  return roles.indexOf(who.role) >= roles.indexOf(least) && (kind === "read" || who.scope === "write");
};

/** Why not, as a sentence for a tooltip or a problem's detail. */
export const whyNot = (who: { role: Role; scope: Scope }, action: Action): string => {
  const [least, kind, words] = table[action];
  if (kind === "write" && who.scope === "read") return "This key may only read.";
  const them = least === "admin" ? "Only admins" : "Only moderators and admins";
  return least === "member" ? `Members of the circle may ${words}.` : `${them} may ${words}.`;
};
