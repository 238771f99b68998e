/** Webhook data that is fetched again while deliveries come in, at a pace that a flood of them cannot raise. [WP3] */
import { onCleanup } from "solid-js";
import type { LiveCircle } from "../../live/circle.ts";
import { createRemote, type Remote } from "../../live/remote.ts";

/** Milliseconds to wait before the next fetch: none when the last is long enough ago. */
export const waitBefore = (now: number, last: number, every: number): number => Math.max(0, last + every - now);

/** `every`: at most one fetch in so many milliseconds, and always one after the last announcement. */
export const createPaced = <Data>(live: LiveCircle, path: () => string | null, every = 1_000): Remote<Data> => {
  const remote = createRemote<Data>({ live, path, topics: {} });
  let last = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const fetchNow = (): void => {
    timer = undefined;
    last = Date.now();
    remote.refetch();
  };
  live.onAnnouncement(({ topic }) => {
    if (topic === "webhooks") timer ??= setTimeout(fetchNow, waitBefore(Date.now(), last, every));
  });
  onCleanup(() => clearTimeout(timer));
  return remote;
};
