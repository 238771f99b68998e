/** What the room keeps of browsers that never came back, and for how long. [SY4] [SY6] */
import type { Client, Notice, Storage } from "./storage.ts";

const day = 24 * 60 * 60_000;
/** A tab that only looked on leaves a row behind: most do. */
const silentKept = 30 * day;
/** What nobody came to hear. */
const noticesKept = 90 * day;

/** A refusal came with its author's last change; news of an overwritten value may come long after it. */
const toldAt = ({ body }: Notice, { seen_at }: Client): number => (body.kind === "refused" ? seen_at : body.at);

/**
 * Forgets clients that never had a change settled: one that comes back after all is enrolled again as the same one.
 * A client that did is kept for ever, because its last number is what keeps a change from being done twice.
 * Who is `spokenFor` by an open socket is left alone.
 */
export const forgetTheGone = (storage: Storage, spokenFor: ReadonlySet<number>, now: number): void =>
  storage.transact(() => {
    const clients = new Map(storage.list("client", "n").map((client) => [client.n, client]));
    for (const { n, last, seen_at } of clients.values())
      if (last === 0 && seen_at < now - silentKept && !spokenFor.has(n)) storage.remove("client", n);
    for (const notice of storage.list("notice", "seq")) {
      const author = clients.get(notice.client);
      const wanted = author && (spokenFor.has(author.n) || toldAt(notice, author) >= now - noticesKept);
      if (!wanted) storage.remove("notice", notice.seq);
    }
  });
