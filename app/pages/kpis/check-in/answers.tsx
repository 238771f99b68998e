/** What everybody sees after the reveal: per KPI where it was, who said what, how far apart they are. [CR4] */
import { For, type JSX, Show } from "solid-js";
import type { Kpi } from "../../../../domain/kpi.ts";
import type { Round, RoundAnswer } from "../../../../domain/round.ts";
import { type Said, saidOf } from "../../../../domain/round-minutes.ts";
import type { LiveCircle } from "../../../live/circle.ts";
import { Avatar } from "../../../parts/avatar.tsx";
import { Badge } from "../../../parts/badge.tsx";
import { amountText, differenceText } from "../numbers.ts";

/** Where a value stands between the lowest and the highest thing shown, in percent. */
const placer = (said: Said): ((value: number) => number) => {
  const low = Math.min(said.before, said.lowest.value);
  const high = Math.max(said.before, said.highest.value);
  return (value) => (high === low ? 50 : 4 + ((value - low) / (high - low)) * 92);
};

/** Answers that would cover each other stand in rows above each other. */
const inRows = (
  answers: readonly RoundAnswer[],
  place: (value: number) => number,
): { answer: RoundAnswer; left: number; row: number }[] => {
  const ends: number[] = [];
  return answers
    .map((answer) => ({ answer, left: place(answer.value) }))
    .toSorted((a, b) => a.left - b.left)
    .map((one) => {
      const free = ends.findIndex((end) => one.left - end >= 8);
      const row = free < 0 ? ends.length : free;
      ends[row] = one.left;
      return { ...one, row };
    });
};

const Scale = (props: { said: Said; live: LiveCircle }): JSX.Element => {
  const rows = () => inRows(props.said.answers, placer(props.said));
  const height = () => 28 * (Math.max(...rows().map((one) => one.row)) + 1);
  return (
    <div aria-hidden="true" class="relative mt-3 mb-1" style={{ height: `${height() + 22}px` }}>
      <div class="absolute inset-x-0 bottom-[18px] border-t border-edge" />
      <div
        class="absolute bottom-0 flex -translate-x-1/2 flex-col items-center"
        style={{ left: `${placer(props.said)(props.said.before)}%` }}
      >
        <span class="h-2.5 border-s-2 border-faint" />
        <span class="text-2xs leading-4 text-faint">before</span>
      </div>
      <For each={rows()}>
        {({ answer, left, row }) => (
          <span
            class="absolute flex -translate-x-1/2 transition-[left]"
            style={{ left: `${left}%`, bottom: `${22 + row * 28}px` }}
          >
            <Avatar
              user={props.live.people[answer.member]?.user ?? String(answer.member)}
              name={props.live.people[answer.member]?.name ?? "?"}
              quiet
            />
          </span>
        )}
      </For>
    </div>
  );
};

const agreement = (said: Said): JSX.Element => {
  if (said.answers.length === 1) return <Badge>one answer</Badge>;
  return said.spread === 0 ? (
    <Badge tone="good">agree</Badge>
  ) : (
    <Badge tone="watch">{amountText(said.spread, said.unit)} apart</Badge>
  );
};

export const Answers = (props: { live: LiveCircle; round: Round; kpis: readonly Kpi[] }): JSX.Element => {
  const said = () =>
    saidOf(
      props.round,
      props.kpis.map((kpi) => kpi.id),
    );
  const nameOf = (member: number): string => props.live.people[member]?.name ?? "Somebody";
  const targetOf = (kpi: string): string => {
    const row = props.kpis.find((one) => one.id === kpi);
    return row ? ` · target ${amountText(row.target, row.unit)}` : " · deleted since";
  };
  return (
    <Show when={said().length > 0} fallback={<p class="text-soft">Nobody entered a value in this round.</p>}>
      <ol class="grid grid-cols-[minmax(0,1fr)] gap-4 lg:grid-cols-[repeat(2,minmax(0,1fr))]">
        <For each={said()}>
          {(one) => (
            <li class="animate-appear rounded-panel border border-line bg-surface p-4">
              <div class="flex flex-wrap items-start justify-between gap-2">
                <h3 class="min-w-0 text-base font-semibold break-words">{one.name}</h3>
                {agreement(one)}
              </div>
              <p class="text-soft" data-numbers>
                {`Was ${amountText(one.before, one.unit)}${targetOf(one.kpi)}`}
              </p>
              <Scale said={one} live={props.live} />
              <table class="mt-2 w-full text-start">
                <caption class="sr-only">Answers for {one.name}</caption>
                <thead class="text-2xs text-faint">
                  <tr>
                    <th scope="col" class="py-1 text-start font-medium">
                      Person
                    </th>
                    <th scope="col" class="py-1 text-end font-medium">
                      Value
                    </th>
                    <th scope="col" class="py-1 text-end font-medium">
                      Change
                    </th>
                  </tr>
                </thead>
                <tbody>
                  <For each={one.answers}>
                    {(answer) => (
                      <>
                        <tr class="border-t border-line">
                          <th scope="row" class="py-1.5 text-start font-normal">
                            {nameOf(answer.member)}
                          </th>
                          <td class="py-1.5 text-end font-medium">{amountText(answer.value, one.unit)}</td>
                          <td class="py-1.5 text-end text-soft">
                            {answer.value === one.before ? "same" : differenceText(answer.value - one.before, one.unit)}
                          </td>
                        </tr>
                        <Show when={answer.comment !== ""}>
                          <tr>
                            <td colspan="3" class="pb-1.5 break-words text-soft">
                              “{answer.comment}”
                            </td>
                          </tr>
                        </Show>
                      </>
                    )}
                  </For>
                </tbody>
              </table>
              <Show when={one.spread > 0}>
                <p class="mt-2 text-xs text-faint" data-numbers>
                  {`${nameOf(one.last.member)} entered last: ${amountText(one.last.value, one.unit)} stands. All answers are in its history.`}
                </p>
              </Show>
            </li>
          )}
        </For>
      </ol>
    </Show>
  );
};
