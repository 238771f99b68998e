/** Who belongs to the circle, as the room keeps it: people keep their number, and their name, when they leave. [SY13] */
import type { WireMember } from "./protocol.ts";
import type { Person } from "./rpc.ts";
import type { Member, Storage } from "./storage.ts";

export const memberOf = (storage: Storage, user: string): Member | undefined =>
  storage.list("member", "user", { at: [user], limit: 1 })[0];

export const membersOf = (storage: Storage): WireMember[] =>
  storage.list("member", "n").map(({ n, user, name, role }) => [n, user, name, role]);

/** Adds the person, or changes their name and role; somebody who comes back gets their old number. */
export const admit = (storage: Storage, { user, name, role }: Person): { member: Member; roleChanged: boolean } =>
  storage.transact(() => {
    const found = memberOf(storage, user);
    if (found) {
      storage.patch("member", found.n, { name, role });
      return { member: { ...found, name, role }, roleChanged: found.role !== role };
    }
    const n = (storage.list("member", "n", { backwards: true, limit: 1 })[0]?.n ?? 0) + 1;
    const member: Member = { n, user, name, role };
    storage.insert("member", member);
    return { member, roleChanged: true };
  });

/** Null when there was nobody to dismiss. */
export const dismiss = (storage: Storage, user: string): Member | null =>
  storage.transact(() => {
    const found = memberOf(storage, user);
    if (!found?.role) return null;
    storage.patch("member", found.n, { role: null });
    return found;
  });

/** Users that are gone go by this and the number they had. */
const erased = "erased:";
export const isErased = (user: string): boolean => user.startsWith(erased);

/** [D15] The account is gone: the number stays beside what it did, and says no more who it was. */
export const erase = (storage: Storage, user: string): Member | null =>
  storage.transact(() => {
    const found = memberOf(storage, user);
    if (!found) return null;
    storage.patch("member", found.n, { user: `${erased}${found.n}`, name: "Former member", role: null });
    return found;
  });

/** Refuses a session from now on, and forgets refusals that nobody needs any more. */
export const revoke = (storage: Storage, session: string, until: number, now: number): void =>
  storage.transact(() => {
    for (const old of storage.list("revoked", "until", { below: now })) storage.remove("revoked", old.session);
    if (storage.get("revoked", session)) storage.patch("revoked", session, { until });
    else storage.insert("revoked", { session, until });
  });
