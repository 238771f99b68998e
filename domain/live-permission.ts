/**
 * Who may do what to the records of the live room: the rows of the permission table that its mutators ask. They stand
 * apart from the others because every browser loads them with the engine.
 */
import { Problem } from "./problem.ts";

export const roles = ["member", "moderator", "admin"] as const;
export type Role = (typeof roles)[number];

/** `read` is an API key that may only look; people and write keys have `write`. */
export type Scope = "read" | "write";

/** The least role an action needs, whether it writes, and the words a refused person reads. */
export type Permission = readonly [Role, Scope, string];

export const livePermissions = {
  "contact.create": ["moderator", "write", "create contacts"],
  "contact.edit": ["member", "write", "edit contacts"],
  "contact.delete": ["moderator", "write", "delete contacts"],
  "contact.restore": ["moderator", "write", "restore deleted contacts"],
  "contact.import": ["moderator", "write", "import contacts"],
  "note.add": ["member", "write", "add notes"],
  "note.edit_own": ["member", "write", "edit their own notes"],
  "note.edit_any": ["moderator", "write", "edit other people's notes"],
  "kpi.create": ["moderator", "write", "create KPIs"],
  "kpi.record": ["member", "write", "update KPI values"],
  "kpi.edit": ["member", "write", "edit KPIs"],
  "kpi.edit_targets": ["moderator", "write", "change names, targets and units while targets are locked"],
  "kpi.delete": ["moderator", "write", "delete KPIs"],
  "kpi.restore": ["moderator", "write", "restore deleted KPIs"],
  "kpi.import": ["moderator", "write", "import a KPI's history"],
  "round.lead": ["moderator", "write", "lead check-in rounds"],
} as const satisfies Record<string, Permission>;

/** What a mutator may ask leave for. */
export type LiveAction = keyof typeof livePermissions;

/** [P3] [P4] [P5] True when this role, through this scope, has the permission. */
export const has = (who: { role: Role; scope: Scope }, [least, kind]: Permission): boolean =>
  roles.indexOf(who.role) >= roles.indexOf(least) && (kind === "read" || who.scope === "write");

/** Why not, as a sentence for a tooltip or a problem's detail. */
export const whyWithout = (who: { role: Role; scope: Scope }, [least, kind, words]: Permission): string => {
  if (kind === "write" && who.scope === "read") return "This key may only read.";
  const them = least === "admin" ? "Only admins" : "Only moderators and admins";
  return least === "member" ? `Members of the circle may ${words}.` : `${them} may ${words}.`;
};

/** Refuses what is not permitted, by the action's name. */
export const insist = (who: { role: Role; scope: Scope }, action: string, permission: Permission): void => {
  if (!has(who, permission)) throw new Problem("forbidden", { detail: whyWithout(who, permission), extra: { action } });
};
