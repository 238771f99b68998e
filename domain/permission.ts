/** Who may do what: one table, asked by REST, socket, import, undo and every button. */
import { type Permission, type Role, type Scope, has, insist, livePermissions, whyWithout } from "./live-permission.ts";

export { roles } from "./live-permission.ts";
export type { Role, Scope } from "./live-permission.ts";

const table = {
  ...livePermissions,
  "circle.view": ["member", "read", "see this circle"],
  "circle.edit": ["admin", "write", "change the circle's settings"],
  "circle.delete": ["admin", "write", "delete the circle"],
  "member.invite": ["admin", "write", "invite people"],
  "member.role": ["admin", "write", "change roles"],
  "member.remove": ["admin", "write", "remove people"],
  "contact.view": ["member", "read", "see contacts"],
  "kpi.view": ["member", "read", "see KPIs"],
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
} as const satisfies Record<string, Permission>;

export type Action = keyof typeof table;

/** [P3] [P4] [P5] True when this role, through this scope, may do the action. */
export const may = (who: { role: Role; scope: Scope }, action: Action): boolean => has(who, table[action]);

/** Why not, as a sentence for a tooltip or a problem's detail. */
export const whyNot = (who: { role: Role; scope: Scope }, action: Action): string => whyWithout(who, table[action]);

/** Throws `forbidden`, with the action and the reason, where the table says no. */
export const allow = (who: { role: Role; scope: Scope }, action: Action): void => insist(who, action, table[action]);
