/** What this person put away from their list: shown at once, kept on the server, taken back by undo. [PF12] */
import { createMemo } from "solid-js";
import { type Answer, type NextAction, type PutAway, untilOf, usualDays } from "../../../domain/next-actions.ts";
import { type PutAwayResource, putAwayFrom, putAwayResource } from "../../../domain/portfolio-resource.ts";
import { api, asProblem } from "../../api.ts";
import type { LiveCircle } from "../../live/circle.ts";
import { createRemote } from "../../live/remote.ts";
import { showToast } from "../../parts/toast.tsx";

interface Held {
  results: PutAwayResource[];
}

export const createAnswering = (live: LiveCircle) => {
  const path = `/api/circles/${live.circle}/next-actions/answers/`;
  const held = createRemote<Held>({ live, path: () => path, topics: {}, kept: true });
  const away = createMemo(
    (): ReadonlyMap<string, PutAway> => new Map(held.data()?.results.map((one) => [one.account, putAwayFrom(one)])),
  );
  const without = (account: string) => (now: Held) => ({
    results: now.results.filter((one) => one.account !== account),
  });
  const failed = (error: unknown): void => {
    held.refetch();
    showToast({ text: `Your list could not be changed. ${asProblem(error).message}`, tone: "bad" });
  };

  const bringBack = async (account: string): Promise<void> => {
    const writing = api.remove(`${path}${account}/`);
    held.change(without(account), writing);
    try {
      await writing;
    } catch (error) {
      failed(error);
    }
  };

  const putAway = async (action: NextAction, answer: Answer, days = usualDays[answer]): Promise<void> => {
    const { account, name, health_bucket: bucket, reasons } = action;
    const until = untilOf(answer, Date.now(), days);
    const mine = putAwayResource({ account, answer, until, bucket, kinds: reasons.map(({ kind }) => kind) });
    const writing = api.post(path, { account, answer, days });
    held.change((now) => ({ results: [mine, ...without(account)(now).results] }), writing);
    showToast({
      text:
        answer === "snoozed"
          ? `${name} is snoozed for ${days === 1 ? "a day" : `${days} days`}.`
          : `${name} is off your list for ${days} days.`,
      action: { label: "Undo", run: () => void bringBack(account) },
    });
    try {
      await writing;
    } catch (error) {
      failed(error);
    }
  };

  return { away, recalled: held.recalled, putAway, bringBack };
};

export type Answering = ReturnType<typeof createAnswering>;
