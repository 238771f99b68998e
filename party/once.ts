/** One effect and one answer for one idempotency key, however often it is asked. [SY4] */
import { Problem } from "../domain/problem.ts";
import type { Outcome } from "./room.ts";
import type { KeptReply, Storage } from "./storage.ts";

/** Answers are kept for a day. */
export const repliesKept = 24 * 60 * 60_000;

export interface Once {
  /** The client's key with user and route. */
  key: string;
  /** Of the body. */
  hash: string;
}
type Answer = Pick<KeptReply, "status" | "body">;

/**
 * Runs `write` unless this key was answered within a day: then the same answer comes again, marked `repeated`.
 * The answer is stored in the transaction of the write. Refuses another body under the same key (`key_reused`).
 */
export const answerOnce = <A extends Answer>(
  storage: Storage,
  once: Once | undefined,
  now: number,
  write: (also: (outcome: Outcome) => void) => void,
  answer: (outcome: Outcome) => A,
): A | (Answer & { repeated: true }) => {
  const kept = once && storage.get("reply", once.key);
  const fresh = kept && kept.at > now - repliesKept ? kept : null;
  if (fresh && fresh.hash !== once?.hash) throw new Problem("key_reused");
  if (fresh) return { status: fresh.status, body: fresh.body, repeated: true };
  let given: A | null = null;
  write((outcome) => {
    given = answer(outcome);
    if (!once) return;
    if (kept) storage.remove("reply", kept.key);
    storage.insert("reply", { ...once, status: given.status, body: given.body, at: now });
  });
  if (!given) throw new Error("a write ended without an answer");
  return given;
};
