/** Webhook data that is fetched again while deliveries come in, at a pace that a flood of them cannot raise. [WP3] */
import { createEffect, on, onCleanup } from "solid-js";
import type { LiveCircle } from "../../live/circle.ts";
import { createRemote, type Remote } from "../../live/remote.ts";

/** Milliseconds to wait before the next fetch: none when the last is long enough ago. */
export const waitBefore = (now: number, last: number, every: number): number => Math.max(0, last + every - now);

const slowest = 3_000;

/** A fetch that takes long is made less often, a tenth of the time at most; never less than twice a minute. */
export const paceFor = (every: number, took: number): number => Math.max(every, 10 * Math.min(took, slowest));

/** `every`: at most one fetch in so many milliseconds, and always one after the last announcement. */
export const createPaced = <Data>(live: LiveCircle, path: () => string | null, every = 1_000): Remote<Data> => {
  const remote = createRemote<Data>({ live, path, topics: {} });
  let last = 0;
  let took = 0;
  let asking = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const fetchNow = (): void => {
    timer = undefined;
    last = Date.now();
    asking = true;
    remote.refetch();
  };
  createEffect(
    on(remote.data, (answer) => {
      if (!asking || answer === undefined) return;
      asking = false;
      took = Date.now() - last;
    }),
  );
  live.onAnnouncement(({ topic }) => {
    if (topic === "webhooks") timer ??= setTimeout(fetchNow, waitBefore(Date.now(), last, paceFor(every, took)));
  });
  onCleanup(() => clearTimeout(timer));
  return remote;
};
