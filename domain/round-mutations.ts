/** What can happen to a check-in round. Values stay unseen until the reveal, also by those who lead it. [KP20] */
import { readAmount } from "./amount.ts";
import { addPoint, follow } from "./kpi-mutations.ts";
import type { Mutator, Tx } from "./mutation.ts";
import { Problem, wrong } from "./problem.ts";
import {
  type Round,
  type RoundAnswer,
  type RoundEntry,
  type RoundState,
  largestDiscussion,
  largestRound,
  readComments,
  readEntered,
} from "./round.ts";

export interface StartRound {
  id: string;
}
export interface EnterValue {
  id: string;
  round: string;
  kpi: string;
  value: string;
  comment: string;
}
export interface CommentRound {
  id: string;
  text: string;
}
export interface CloseRound {
  id: string;
  minutes: string;
}

const stands: Record<RoundState, string> = {
  open: "This round has not been revealed yet.",
  revealed: "This round has been revealed already.",
  closed: "This round is closed already.",
};

/** A round that is cancelled while somebody offline still enters values is missing like one that never was. */
const roundOf = (tx: Tx, id: string, state: RoundState): Round => {
  const round = tx.get("round", id);
  if (!round) throw new Problem("not_found", { detail: "There is no such round; it may have been cancelled." });
  if (round.state !== state) throw new Problem("superseded", { detail: stands[round.state] });
  return round;
};

/** What an entry takes of the row that will hold every answer. */
const sizeOf = ({ comment }: Pick<RoundEntry, "comment">): number => 150 + comment.length;

/** One round at a time. */
const start: Mutator<StartRound> = {
  right: "round.lead",
  record: (args) => args.id,
  run(tx, { id }) {
    if (tx.get("round", id)) throw new Problem("id_taken", { extra: { existing_id: id } });
    const running = [...tx.where("round", "state", "open"), ...tx.where("round", "state", "revealed")][0];
    if (running)
      throw new Problem("superseded", {
        detail: "Another round is still running.",
        extra: { existing_id: running.id },
      });
    tx.insert("round", {
      id,
      state: "open",
      started_at: tx.now,
      started_by: tx.actor.member,
      entered: "[]",
      answers: null,
      comments: "[]",
      minutes: null,
      closed_at: null,
    });
  },
};

/** A member's second entry for a KPI replaces the first. Everybody sees how many, nobody sees what. */
const enter: Mutator<EnterValue> = {
  right: "kpi.record",
  record: (args) => args.round,
  run(tx, { id, round: roundId, kpi, value, comment }) {
    const round = roundOf(tx, roundId, "open");
    const entered = tx.get("kpi", kpi);
    if (!entered) throw new Problem("not_found", { detail: "This KPI has been deleted." });
    if (entered.source !== null) throw wrong("value", "This value follows its source and cannot be entered.");
    const { member } = tx.actor;
    const entries = tx.where("round_entry", "round", roundId);
    const same = (entry: RoundEntry): boolean => entry.member === member && entry.kpi === kpi;
    for (const entry of entries) if (same(entry)) tx.remove("round_entry", entry.id);
    if (tx.get("round_entry", id)) throw new Problem("id_taken", { detail: "This entry's id is already in use." });
    const others = entries.filter((entry) => !same(entry));
    if (others.reduce((size, entry) => size + sizeOf(entry), sizeOf({ comment })) > largestRound)
      throw new Problem("too_large", { detail: "This round is full. Reveal it and start another." });
    tx.insert("round_entry", {
      id,
      round: roundId,
      kpi,
      member,
      value: readAmount(value),
      comment,
      entered_at: tx.now,
    });
    const count = others.filter((entry) => entry.member === member && tx.get("kpi", entry.kpi)).length + 1;
    const rest = readEntered(round).filter(([who]) => who !== member);
    tx.patch("round", roundId, { entered: JSON.stringify([...rest, [member, count]]) });
  },
};

/**
 * Every entry becomes a value of its KPI, in the order they were made, so that all of them stand in its history.
 * An entry goes without effect when its KPI is gone or follows a source by now. [CR8]
 */
const reveal: Mutator<StartRound> = {
  right: "round.lead",
  record: (args) => args.id,
  run(tx, { id }) {
    roundOf(tx, id, "open");
    const entries = tx.where("round_entry", "round", id).toSorted((a, b) => a.entered_at - b.entered_at || a.n - b.n);
    const before = new Map<string, number>();
    const answers: RoundAnswer[] = [];
    for (const { kpi: kpiId, member, value, comment } of entries) {
      const kpi = tx.get("kpi", kpiId);
      if (!kpi || kpi.source !== null) continue;
      if (!before.has(kpiId)) before.set(kpiId, kpi.current_value);
      answers.push({
        kpi: kpiId,
        member,
        value,
        before: before.get(kpiId) ?? kpi.current_value,
        comment,
        name: kpi.name,
        unit: kpi.unit,
      });
      const followed = follow(kpi, value, kpi.target, tx.now);
      tx.patch("kpi", kpiId, { ...followed, updated_at: tx.now, updated_by: member });
      addPoint(tx, { id: kpiId, ...followed }, "round", { by: member, ...(comment === "" ? {} : { note: comment }) });
    }
    tx.patch("round", id, { state: "revealed", answers: JSON.stringify(answers) });
  },
};

const comment: Mutator<CommentRound> = {
  right: "kpi.record",
  record: (args) => args.id,
  run(tx, { id, text }) {
    const round = roundOf(tx, id, "revealed");
    const comments = JSON.stringify([...readComments(round), { member: tx.actor.member, at: tx.now, text }]);
    if (comments.length > largestDiscussion)
      throw new Problem("too_large", { detail: "This round holds no more comments. Close it with its minutes." });
    tx.patch("round", id, { comments });
  },
};

/** The minutes are what the page wrote from the answers, and what the lead made of it. */
const close: Mutator<CloseRound> = {
  right: "round.lead",
  record: (args) => args.id,
  run(tx, { id, minutes }) {
    roundOf(tx, id, "revealed");
    tx.patch("round", id, { state: "closed", minutes, closed_at: tx.now });
  },
};

/** A round that nobody wants any more goes, with what was entered unseen. */
const cancel: Mutator<StartRound> = {
  right: "round.lead",
  record: (args) => args.id,
  run(tx, { id }) {
    roundOf(tx, id, "open");
    for (const entry of tx.where("round_entry", "round", id)) tx.remove("round_entry", entry.id);
    tx.remove("round", id);
  },
};

/** The room alone runs them: only it holds what was entered. */
export const roundMutations = {
  "round.start": start,
  "round.enter": enter,
  "round.reveal": reveal,
  "round.comment": comment,
  "round.close": close,
  "round.cancel": cancel,
};
