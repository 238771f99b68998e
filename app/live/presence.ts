/** Who else is here, and where: kept apart from the board's rows, because it changes far more often. [SY10] */
import { createStore, produce, reconcile } from "solid-js/store";
import type { Presence } from "../../party/protocol.ts";

/** What a tab tells of itself. */
export interface Whereabouts extends Presence {
  /** The card whose panel is open. */
  card?: string | null;
  /** The field of that card under the cursor, such as `phone` or `note`. */
  field?: string | null;
  /** The card in this person's hand, and the stage it hovers over. */
  drag?: { card: string; stage: string } | null;
  idle?: boolean;
}

export interface Other {
  client: number;
  member: number;
  state: Whereabouts;
}

/** Presence goes out at most this often, the last state last. */
const sendEvery = 150;

export const createPresence = (send: (mine: Whereabouts | null) => void) => {
  const [others, setOthers] = createStore<Record<number, Other>>({});
  let self = 0;
  let mine: Whereabouts = {};
  let timer: ReturnType<typeof setTimeout> | undefined;
  let lastSent = 0;

  const flush = (): void => {
    clearTimeout(timer);
    timer = undefined;
    lastSent = performance.now();
    send(mine);
  };

  return {
    others,
    /** Changes what others see of this tab; named parts only. */
    show: (part: Whereabouts): void => {
      mine = { ...mine, ...part };
      timer ??= setTimeout(flush, Math.max(0, sendEvery - (performance.now() - lastSent)));
    },
    welcome: (client: number, present: readonly [number, number, Presence][]): void => {
      self = client;
      const here = present
        .filter(([other]) => other !== client)
        .map(([other, member, state]) => [other, { client: other, member, state }]);
      setOthers(reconcile(Object.fromEntries(here)));
      flush();
    },
    heard: (changes: readonly [number, number, Presence | null][]): void =>
      setOthers(
        produce((all) => {
          for (const [client, member, state] of changes) {
            if (client === self) continue;
            if (state === null) delete all[client];
            else all[client] = { client, member, state };
          }
        }),
      ),
    gone: (): void => setOthers(reconcile({})),
  };
};
