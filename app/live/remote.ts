/**
 * Data that lives behind REST, kept fresh: shown from the browser's store at once, fetched, and fetched again when the
 * circle announces a change or the socket is back after a pause. A burst of announcements is one fetch. [SY17]
 */
import { batch, createEffect, createSignal, on, onCleanup, untrack } from "solid-js";
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
  /** True once the browser's store has answered, or was not to be asked. */
  recalled(): boolean;
  /** True until there is something to show. */
  loading(): boolean;
  /** True while what is shown is from before the connection was lost, or from the store. */
  stale(): boolean;
  problem(): Problem | undefined;
  refetch(): void;
  /**
   * Shows a change before the server has said it. Until it is written nothing that was asked before is shown; what was
   * missed meanwhile is asked again.
   */
  change(next: (data: Data) => Data, written?: Promise<unknown>): void;
}

/** A burst is waited for this long. */
const gather = 120;
/** With something to show, the line is waited for this long. */
const opening = 1_000;

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
  const [recalled, setRecalled] = createSignal(!kept);
  let asking: AbortController | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let left = false;
  let writes = 0;
  let missed = false;

  const keep = (): void => {
    const [address, known] = [untrack(path), untrack(data)];
    if (kept && address !== null && known !== undefined) void live.keeping.keep(address, known);
  };
  const fetchNow = async (): Promise<void> => {
    const address = untrack(path);
    asking?.abort();
    if (address === null) return;
    if (writes > 0) return void (missed = true);
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
      keep();
    } catch (error) {
      if (!mine.signal.aborted) setProblem(asProblem(error));
    } finally {
      if (asking === mine) asking = undefined;
    }
  };
  const written = (): void => {
    writes -= 1;
    if (writes > 0 || !missed || left) return;
    missed = false;
    void fetchNow();
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
      if (!kept) return void fetchNow();
      // What is known is drawn before anything is asked for.
      void live.keeping.recall<Data>(address).then((known) => {
        if (untrack(path) !== address) return;
        batch(() => {
          if (known !== undefined && untrack(data) === undefined) setData(() => known);
          setRecalled(true);
        });
        if (known === undefined || untrack(live.state) === "live") void fetchNow();
        // The line is about to open, and asks: what was asked before it might miss what is announced in between.
        else timer ??= setTimeout(() => void fetchNow(), opening);
      });
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
        // What was asked before the line was open may have missed an announcement.
        if (now === "live" && before !== "live") soon();
        if (now !== "live") setStale(true);
      },
      { defer: true },
    ),
  );
  onCleanup(() => {
    left = true;
    asking?.abort();
    clearTimeout(timer);
  });

  return {
    data,
    recalled,
    loading: () => data() === undefined && problem() === undefined,
    stale,
    problem,
    refetch: () => void fetchNow(),
    change: (next, writing) => {
      setData((now) => (now === undefined ? now : next(now)));
      keep();
      if (!writing) return;
      writes += 1;
      missed ||= asking !== undefined;
      asking?.abort();
      asking = undefined;
      void writing.then(written, written);
    },
  };
};
