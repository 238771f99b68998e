/** Who asks, for all routes; and the doors that some of them have. */
import { createMiddleware } from "hono/factory";
import { type CircleKey, circleName, circleOf } from "../../domain/id.ts";
import { Problem } from "../../domain/problem.ts";
import type { Shell, ShellContext } from "../context.ts";
import { who } from "../session.ts";

/** Sets `who`; refuses nobody. */
export const identified = createMiddleware<Shell>(async (c, next) => {
  c.set("who", await who(c.req.raw, c.env));
  await next();
});

/** [P1] [ID5] 401 without a valid credential; else sets `claim`. Needs `identified` before it. */
export const signedIn = createMiddleware<Shell>(async (c, next) => {
  const person = c.get("who");
  if (!person) throw new Problem("signed_out");
  c.set("claim", { user: person.user, session: person.session, scope: person.scope, via: "rest" });
  await next();
});

/** [ID4] A circle outside the API key's list is `not_found`, like one that does not exist. Gives the key. */
export const withinScope = (c: ShellContext, key: CircleKey | null): CircleKey => {
  const limited = c.get("who")?.circles;
  if (key === null || (limited && !limited.has(key))) throw new Problem("not_found");
  return key;
};

/** The circle that an id (of a circle or anything in it) belongs to, within the key's scope; notes the object's name for the log of denials. */
export const circleKeyOf = (c: ShellContext, id: string): CircleKey => {
  const key = withinScope(c, circleOf(id));
  c.set("circle", circleName(key));
  return key;
};

/** A write that is no circle's: refused to keys that may only read, and to keys limited to some circles. */
export const wholeAccount = (c: ShellContext, action: string): void => {
  const person = c.get("who");
  if (person?.by !== "key") return;
  if (person.scope !== "write")
    throw new Problem("forbidden", { detail: "This key may only read.", extra: { action } });
  if (person.circles)
    throw new Problem("forbidden", { detail: "This key is limited to some circles.", extra: { action } });
};

/** [ID4] Keys are made and deleted by people, never by keys. */
export const inPerson = createMiddleware<Shell>(async (c, next) => {
  if (c.get("who")?.by === "key") throw new Problem("forbidden", { detail: "An API key cannot manage API keys." });
  await next();
});
