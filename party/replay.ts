/** Running a waiting change on what is shown, and writing it for the wire. [SY5] */
import { type Actor, type Mutator, type Settings, demand } from "../domain/mutation.ts";
import { type MutationName, mutationCodes } from "../domain/mutations.ts";
import { Problem } from "../domain/problem.ts";
import { type Effect, takeBack } from "../domain/undo.ts";
import type { WireMutation } from "./protocol.ts";
import type { Pending } from "./queue.ts";
import { type View, ViewTx } from "./replica-view.ts";
import { translateArgs } from "./wire.ts";

export interface Ground {
  view: View;
  actor: Actor;
  settings: Settings;
  /** Those that a browser can show. */
  mutators: Partial<Record<MutationName, Mutator<never>>>;
  fresh(): string;
}

/** What the change did, or why it cannot be done; then the view is as before. */
export const replay = ({ view, actor, settings, mutators, fresh }: Ground, pending: Pending): Effect[] | Problem => {
  const tx = new ViewTx(view, pending.at, actor, settings, fresh);
  try {
    if (pending.name === "undo") takeBack(tx, pending.effects ?? []);
    else {
      const mutator = mutators[pending.name];
      // What only the room can do shows once the room has done it.
      if (!mutator) return [];
      demand(tx, mutator.right);
      mutator.run(tx, pending.args as never);
    }
    return tx.effects();
  } catch (error) {
    tx.rollBack();
    if (error instanceof Problem) return error;
    throw error;
  }
};

/** As it goes up: a code for its name, short numbers for the contacts that the room has. */
export const wireOf = (view: View, { id, base, name, args }: Pending): WireMutation => {
  const code = mutationCodes.indexOf(name);
  const short = (value: string | number): string | number =>
    typeof value === "string" ? (view.base("contact", value)?.n ?? value) : value;
  return [id, base, code, translateArgs(code, args, short)];
};
