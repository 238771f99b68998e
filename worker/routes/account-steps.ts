/** `/api/accounts/bulk/` and `/api/accounts/undo/`: one change to many accounts as one step, and taking a step back. [AA4] [AA5] */
import { allow } from "../../domain/permission.ts";
import { Hono } from "hono";
import * as z from "zod/mini";
import { AccountChange } from "../../domain/account.ts";
import { circleOf } from "../../domain/id.ts";
import { overrideFields, overrideIn } from "../../domain/override.ts";
import { Problem, wrong } from "../../domain/problem.ts";
import type { AccountRow } from "../../drizzle/accounts.ts";
import { demandOwner, overrideSaid, sameOverride } from "../accounts/account-write.ts";
import { type AccountFields, authorOf, changeAccounts, newStep, rowsOf } from "../accounts/change.ts";
import { accountFor, deskOf } from "../accounts/scope.ts";
import { demandUndo, eventsOf, undoStep } from "../accounts/undo.ts";
import { standingIn } from "../circles.ts";
import type { Shell } from "../context.ts";
import { idempotent } from "../middleware/idempotent.ts";
import { signedIn, withinScope } from "../middleware/signed-in.ts";
import { BulkChange, StepDone, StepName, UndoDone } from "../openapi/account-steps.ts";
import { once } from "../openapi/circle-components.ts";
import { operation } from "../openapi/operation.ts";
import { readBody } from "./circle-door.ts";
import { readQuery } from "./contact-query.ts";

const tag = "accounts";
const mostIds = 2_000;

const Ids = z.object({
  ids: z
    .array(z.string("Must be an id.").check(z.refine((id) => circleOf(id) !== null, "Is not an id of this system.")))
    .check(z.minLength(1, "Name at least one account."), z.maxLength(mostIds, `At most ${mostIds} at once.`)),
});
const Change = z.extend(AccountChange, overrideFields);
const Step = z.object({
  step: z.uuid("Must be a step's id."),
  anyway: z._default(z.boolean("Must be true or false."), false),
});

export const accountSteps = new Hono<Shell>()
  .post(
    "/bulk",
    operation({
      tag,
      summary: "Change many accounts alike",
      description:
        "All of one circle, as one step that is undone together. A name can be given to one account only. Nothing is written when one of them is not there.",
      headers: once,
      body: BulkChange,
      answers: { 200: StepDone },
      problems: [403, 404, 409],
    }),
    signedIn,
    idempotent,
    async (c) => {
      const { fields } = await readBody(c);
      const ids = [...new Set(readQuery(Ids, fields).ids.map((id) => id.toLowerCase()))];
      const { circle } = await accountFor(c, ids[0] ?? "", "account.edit");
      const given = fields["change"] ?? fields["changes"];
      if (given === null || typeof given !== "object" || Array.isArray(given))
        throw wrong("change", given === undefined ? "This field is required." : "Must be an object.");
      const { health_score, health_reason, health_until, ...change } = readQuery(
        Change,
        given as Record<string, unknown>,
      );
      if (change.name !== undefined && ids.length > 1) throw wrong("name", "Two accounts cannot have one name.");
      const desk = deskOf(c);
      const author = authorOf(c);
      await demandOwner(desk.db, circle.id, change.owner);
      const override = overrideSaid(c, circle, { health_score, health_reason, health_until }, author);
      const there = await rowsOf(desk, circle.id, ids);
      const known = new Set(there.filter(({ deleted_at }) => deleted_at === null).map(({ id: one }) => one));
      const missing = ids.filter((id) => !known.has(id));
      if (missing.length > 0)
        throw wrong("ids", `${missing.length} of these are not accounts of this circle.`, { missing });
      const decide = (row: AccountRow): Partial<AccountFields> => {
        if (row.deleted_at !== null) throw new Problem("not_found");
        const same = override === undefined || sameOverride(override, overrideIn(row));
        return { ...change, ...(same ? {} : { override }) };
      };
      const step = newStep(c);
      const changed = await changeAccounts(desk, circle, ids, decide, {
        kind: "account.changed",
        step,
        author,
        cause: override === undefined ? "account" : "override",
      });
      return c.json({ step, changed: changed.length, unchanged: ids.length - changed.length, ids: changed });
    },
  )
  .post(
    "/undo",
    operation({
      tag,
      summary: "Take a step back",
      description:
        "Every write to accounts, feedback, meetings, metrics and usage is a step: `bulk` answers with its id, other writes name it in the `Undo-Step` header, the timeline in `step`. When somebody has changed the same since, this is 409 and says who; `anyway` restores all the same. The answer's step undoes the undo.",
      headers: once,
      body: StepName,
      answers: { 200: UndoDone },
      problems: [403, 404, 409],
    }),
    signedIn,
    idempotent,
    async (c) => {
      const { fields } = await readBody(c);
      const { step: id, anyway } = readQuery(Step, fields);
      const desk = deskOf(c);
      const all = await eventsOf(desk.db, id.toLowerCase());
      const [first] = all;
      if (!first) throw new Problem("not_found", { detail: "There is nothing to undo." });
      withinScope(c, circleOf(first.account));
      const { user, scope } = c.get("claim");
      const circle = await standingIn(desk.db, first.circle, user);
      c.set("circle", circle.id);
      allow({ role: circle.role, scope }, "account.edit");
      const events = all.filter(({ undone_at }) => undone_at === null);
      if (events.length === 0) throw new Problem("not_found", { detail: "This was undone already." });
      demandUndo({ role: circle.role, scope, user }, events);
      const step = newStep(c);
      const undone = await undoStep({ desk, circle, author: authorOf(c), step, anyway }, events, (account) =>
        accountFor(c, account, "account.edit"),
      );
      return c.json({ step, undone });
    },
  );
