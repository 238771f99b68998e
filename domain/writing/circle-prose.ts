/** Prose about a week on the board and of the KPIs, by rules. [WR2] */
import { type Fact, numberOf, sayNumber, sayValue } from "../grounding/fact.ts";
import { count, list, say, sayMove, sentences, type Shelf, sizeOf } from "./prose.ts";
import type { PartSentence } from "./surface.ts";

const text = (fact: Fact | undefined): string => (fact === undefined ? "" : sayValue(fact.value));
const number = (fact: Fact | undefined): number => (fact ? (numberOf(fact) ?? 0) : 0);

export const boardWeek = (shelf: Shelf): PartSentence[] => {
  const [contacts, created, notes, moved, won, lost, stalled] = [
    "contacts",
    "created",
    "notes",
    "moved",
    "won",
    "lost",
    "stalled",
  ].map(shelf.one);
  const stages = shelf.assignment.facts.filter(({ group }) => group === "stage");
  const fullest = stages.toSorted((one, other) => number(other) - number(one))[0];
  const happened = [
    number(created) > 0 ? { fact: created, says: `${count(number(created), "contact")} came in` } : null,
    number(moved) > 0 ? { fact: moved, says: `${count(number(moved), "contact")} changed stage` } : null,
    number(notes) > 0
      ? { fact: notes, says: `${count(number(notes), "note")} ${number(notes) === 1 ? "was" : "were"} written` }
      : null,
  ].filter((one) => one !== null);
  const moves = shelf.all("stage_now").flatMap((now) => {
    const before = shelf.all("stage_before").find((fact) => fact.id === now.id);
    return before ? [{ now, before }] : [];
  });
  const seen = moves
    .filter(({ now }, at) => moves.findIndex((other) => other.now.subject === now.subject) === at)
    .slice(0, 3);
  return sentences(
    number(contacts) === 0 ? say("week", "There are no contacts on the board yet.", contacts) : null,
    happened.length > 0
      ? say(
          "week",
          `In the last 7 days ${list(happened.map(({ says }) => says))}.`,
          ...happened.map(({ fact }) => fact),
        )
      : number(contacts) > 0
        ? say("week", "Nothing moved on the board in the last 7 days.", moved, created, notes)
        : null,
    number(won) > 0 || number(lost) > 0
      ? say(
          "week",
          `${list([number(won) > 0 ? `${count(number(won), "contact was", "contacts were")} won` : "", number(lost) > 0 ? `${count(number(lost), "contact was", "contacts were")} closed without a deal` : ""].filter((part) => part !== ""))}.`,
          number(won) > 0 ? won : undefined,
          number(lost) > 0 ? lost : undefined,
        )
      : null,
    ...seen.map(({ now, before }) =>
      say("week", `${now.subject} moved from ${text(before)} to ${text(now)}.`, before, now),
    ),
    fullest && number(contacts) > 0 && number(fullest) > 0
      ? say(
          "week",
          `The board holds ${count(number(contacts), "contact")}, ${sayNumber(number(fullest))} of them in “${fullest.label.replace("Contacts in ", "")}”.`,
          contacts,
          fullest,
        )
      : null,
    number(stalled) > 0
      ? say(
          "week",
          `${count(number(stalled), "open contact has", "open contacts have")} been untouched for 30 days.`,
          stalled,
        )
      : null,
  );
};

export const kpiWeek = (shelf: Shelf): PartSentence[] => {
  const [all, movedCount] = ["kpis", "kpis_moved"].map(shelf.one);
  if (number(all) === 0) return [say("week", "There are no KPIs in this circle yet.", all)];
  const ids = [...new Set(shelf.all("kpi_value").map(({ id }) => id))];
  const kpis = ids.map((id) => {
    const own = (measure: string): Fact[] =>
      shelf
        .all(measure)
        .filter((fact) => fact.id === id)
        .toSorted((one, other) => (one.as_of < other.as_of ? 1 : -1));
    return {
      value: own("kpi_value")[0],
      before: own("kpi_value")[1],
      target: own("kpi_target")[0],
      complete: own("kpi_complete")[0],
    };
  });
  const once = kpis.filter(
    ({ value }, at) => kpis.findIndex((other) => other.value?.subject === value?.subject) === at,
  );
  const moved = once
    .flatMap(({ value, before, target, complete }) =>
      value && before && number(value) !== number(before) ? [{ value, before, target, complete }] : [],
    )
    .toSorted((one, other) => sizeOf(other.before, other.value) - sizeOf(one.before, one.value));
  const reached = once.filter(
    ({ value, target }) =>
      value?.better &&
      target &&
      (value.better === "higher" ? number(value) >= number(target) : number(value) <= number(target)),
  );
  return sentences(
    number(movedCount) === 0
      ? say(
          "week",
          number(all) === 1
            ? "The only KPI did not move in the last 7 days."
            : `Of ${sayNumber(number(all))} KPIs, nothing moved in the last 7 days.`,
          all,
          movedCount,
        )
      : say(
          "week",
          `${sayNumber(number(movedCount))} of ${sayNumber(number(all))} KPIs ${number(movedCount) === 1 ? "has" : "have"} moved in the last 7 days.`,
          movedCount,
          all,
        ),
    ...moved.slice(0, 4).map(({ value, before, complete }, at) => {
      const verbs = at % 2 === 0 ? { up: "rose", down: "fell" } : { up: "climbed", down: "dropped" };
      const done =
        complete && number(complete) > 0 && number(complete) < 900 ? `, which is ${text(complete)} of its target` : "";
      return say(
        "week",
        `${value.subject} ${sayMove(before, value, verbs)}${done}.`,
        before,
        value,
        done === "" ? undefined : complete,
      );
    }),
    reached.length > 0
      ? say(
          "week",
          `${list(reached.slice(0, 3).map(({ value }) => value?.subject ?? ""))} ${reached.slice(0, 3).length === 1 ? "has reached its target" : "have reached their targets"}.`,
          ...reached.slice(0, 3).flatMap(({ value, target }) => [value, target]),
        )
      : null,
  );
};
