/** What the room tells this tab: others' moves, values that met, changes it refused. [BD15] [BD16] [BD17] */
import { onCleanup } from "solid-js";
import type { Notice } from "../../../party/storage.ts";
import type { LiveCircle } from "../../live/circle.ts";
import type { News } from "../../live/news.ts";
import { announce } from "../../parts/announcer.tsx";
import { showToast } from "../../parts/toast.tsx";
import type { Acts } from "./acts.ts";
import { keepDraft } from "./draft.ts";
import type { Flights } from "./flights.ts";
import { clockTime, fieldName, quoted, refusal, summary } from "./words.ts";

/** Announcements gather for so long, so that a busy circle is one sentence and not a hundred. */
const gather = 1_200;
const mostInMotion = 16;

type Refused = Extract<Notice["body"], { kind: "refused" }>;
type Met = Exclude<Notice["body"], { kind: "refused" }>;

export const createHearing = (parts: { live: LiveCircle; acts: Acts; flights: Flights }): void => {
  const { live, acts, flights } = parts;
  const nameOf = (member: number | null | undefined): string =>
    (member ? live.people[member]?.name : undefined) ?? "Somebody";

  let gathered: News[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tell = (): void => {
    timer = undefined;
    const words = summary(gathered, nameOf);
    gathered = [];
    if (words) announce(words);
  };
  live.onNews((news) => {
    const others = news.filter((one) => one.client !== live.self().client);
    if (others.length === 0) return;
    gathered.push(...others);
    // A busy circle would be all motion, and drawing it would cost more than it tells.
    if (gathered.length <= mostInMotion) flights.expect();
    timer ??= setTimeout(tell, gather);
  });
  onCleanup(() => clearTimeout(timer));

  const tellRefused = ({ mutation, name, problem }: Refused): void => {
    const sent = acts.sentAs(mutation);
    if (problem.code === "superseded" && sent) {
      const { by, at } = problem as { by?: number; at?: number };
      const when = typeof at === "number" ? ` at ${clockTime(at)}` : "";
      showToast({
        text: `${nameOf(by)} changed this${when}. Undo would overwrite it.`,
        action: { label: "Restore anyway", run: () => void flights.around(() => live.undoAnyway(sent.args)) },
      });
      return;
    }
    if (name === "note.add" && sent) {
      const { contact, note } = sent.args as { contact: string; note: string };
      keepDraft(live.circle, contact, note);
    }
    showToast({ text: refusal(name, problem), tone: "bad", seconds: 12 });
  };

  const tellMet = ({ kind, table, id, field, yours, theirs, by }: Met): void => {
    // Both notes are in the history: nobody lost anything.
    if (table === "contact" && field === "notes") return;
    const contact = table === "contact" ? live.peek(id) : undefined;
    const of = contact ? ` of ${contact.name}` : "";
    const [other, mine] = [quoted(field, theirs), quoted(field, yours)];
    const wrote = `${nameOf(by)} wrote ${other} for ${fieldName(field)}${of} while you wrote ${mine}.`;
    const restore = (value: unknown) => () => acts.restore(id, field, value);
    if (!contact) showToast({ text: wrote });
    else if (kind === "lost")
      showToast({ text: wrote, action: { label: "Restore mine", run: restore(yours) }, seconds: 12 });
    else
      showToast({ text: `${wrote} Yours stands.`, action: { label: "Use theirs", run: restore(theirs) }, seconds: 12 });
  };

  live.onNotices((notices) => {
    for (const { body } of notices) {
      if (body.kind === "refused") tellRefused(body);
      else tellMet(body);
    }
  });
};
