/**
 * Data that lives behind REST, kept fresh: shown from the browser's store at once, fetched, and fetched again when the
 * circle announces a change or the socket is back after a pause. A burst of announcements is one fetch. [SY17]
 */
import { createEffect, createSignal, on, onCleanup, untrack } from "solid-js";
import type { Announcements, Topic } from "../../domain/announcement.ts";
import type { Problem } from "../../domain/problem.ts";
import { api, asProblem } from "../api.ts";
import type { LiveCircle } from "./circle.ts";

export interface RemoteOptions {
  live: LiveCircle;
  /** Address with its query; null asks for nothing yet. Read reactively. */
  path: () => string | null;
  /** What makes it old. The function may say that an announcement concerns somebody else. */
  topics: Partial<{ [On in Topic]: true | ((body: Announcements[On]) => boolean) }>;
  /** For an address that reads, but is asked by POST. */
  method?: "get" | "post";
  /** Keep the answer in the browser for the next visit. */
  kept?: boolean;
}

export interface Remote<Data> {
  /** The newest answer; undefined until there is one, from the store or the network. */
  data(): Data | undefined;
  /** True until there is something to show. */
  loading(): boolean;
  /** True while what is shown is from before the connection was lost, or from the store. */
  stale(): boolean;
  problem(): Problem | undefined;
  refetch(): void;
  /** Shows a change before the server has said it. */
  change(next: (data: Data) => Data): void;
}

/** A burst is waited for this long. */
const gather = 120;

export const createRemote = <Data>({
  live,
  path,
  topics,
  method = "get",
  kept = false,
}: RemoteOptions): Remote<Data> => {
  const [data, setData] = createSignal<Data>();
  const [problem, setProblem] = createSignal<Problem>();
  const [stale, setStale] = createSignal(true);
  let asking: AbortController | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const fetchNow = async (): Promise<void> => {
    const address = untrack(path);
    asking?.abort();
    if (address === null) return;
    const mine = (asking = new AbortController());
    try {
      const { signal } = mine;
      const answer = await (method === "get"
        ? api.get<Data>(address, { signal })
        : api.post<Data>(address, undefined, { signal }));
      if (mine.signal.aborted) return;
      setData(() => answer);
      setProblem(undefined);
      setStale(false);
      if (kept) void live.keeping.keep(address, answer);
    } catch (error) {
      if (!mine.signal.aborted) setProblem(asProblem(error));
    }
  };
  const soon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => void fetchNow(), gather);
  };

  createEffect(
    on(path, (address) => {
      setData(undefined);
      setProblem(undefined);
      setStale(true);
      if (address === null) return;
      if (kept)
        void live.keeping.recall<Data>(address).then((known) => {
          if (known !== undefined && untrack(path) === address && untrack(data) === undefined) setData(() => known);
        });
      void fetchNow();
    }),
  );
  live.onAnnouncement(({ topic, body }) => {
    const wanted = topics[topic as Topic] as true | ((body: unknown) => boolean) | undefined;
    if (wanted === true || wanted?.(body)) soon();
  });
  createEffect(
    on(
      live.state,
      (now, before) => {
        if (now === "live" && before !== "live" && before !== "connecting") soon();
        if (now !== "live") setStale(true);
      },
      { defer: true },
    ),
  );
  onCleanup(() => {
    asking?.abort();
    clearTimeout(timer);
  });

  return {
    data,
    loading: () => data() === undefined && problem() === undefined,
    stale,
    problem,
    refetch: () => void fetchNow(),
    change: (next) => setData((now) => (now === undefined ? now : next(now))),
  };
};
