/** What the draft does: the mean, how many move with how much ARR, from which bucket to which, and who they are. [LB1] */
import { A } from "@solidjs/router";
import ArrowRight from "lucide-solid/icons/arrow-right";
import Timer from "lucide-solid/icons/timer";
import { createMemo, createSignal, For, type JSX, Show } from "solid-js";
import { type BucketOrUnknown, bucketsOrUnknown } from "../../../domain/health.ts";
import { bucketLabels, scoreText } from "../../../domain/health-words.ts";
import { BucketShape, bucketTones } from "../../parts/health-badge.tsx";
import { shortText } from "../kpis/numbers.ts";
import { useLab } from "./lab-scope.ts";
import { changeText, countWords, meanText, numberText } from "./words.ts";

const Figure = (props: { label: string; children: JSX.Element; about?: JSX.Element; name: string }): JSX.Element => (
  <div class="min-w-0" data-figure={props.name}>
    <dt class="truncate text-xs text-soft">{props.label}</dt>
    <dd data-numbers class="flex items-baseline gap-2 text-lg font-semibold whitespace-nowrap">
      {props.children}
      <span class="text-xs font-normal text-faint">{props.about}</span>
    </dd>
  </div>
);

export const Figures = (): JSX.Element => {
  const lab = useLab();
  const moves = () => lab.outcomes.outcome()?.moves;
  const mean = () => (moves()?.meanAfter ?? 0) - (moves()?.meanBefore ?? 0);
  return (
    <dl class="lab-figures">
      <Figure
        name="moved"
        label="Accounts that change bucket"
        about={`of ${lab.outcomes.accounts().length.toLocaleString()}`}
      >
        {(moves()?.moved.length ?? 0).toLocaleString()}
      </Figure>
      <Figure name="arr" label="ARR that moves with them">
        {shortText(moves()?.arrMoved ?? 0, "currency")}
      </Figure>
      <Figure name="mean" label="Mean health" about={moves()?.meanBefore === null ? "" : changeText(mean(), true)}>
        {meanText(moves()?.meanAfter ?? null)}
      </Figure>
      <Figure name="took" label="Rescored in this browser in">
        <span class="inline-flex items-center gap-1.5">
          <Timer size={14} class="text-faint" aria-hidden="true" />
          {numberText(Math.round((lab.outcomes.outcome()?.took ?? 0) * 10) / 10)} ms
        </span>
      </Figure>
    </dl>
  );
};

/** A place in the list of buckets: smaller is better, the last is unknown. */
const wayOf = (from: number, to: number): "better" | "worse" | "other" => {
  if (from === to || from === 3 || to === 3) return "other";
  return to < from ? "better" : "worse";
};

export interface Cell {
  from: number;
  to: number;
}

const Matrix = (props: { chosen: Cell | null; onChoose: (cell: Cell | null) => void }): JSX.Element => {
  const lab = useLab();
  const moves = () => lab.outcomes.outcome()?.moves;
  // Unknown stays out while nobody is: weights alone can make it.
  const shown = createMemo(
    () =>
      bucketsOrUnknown
        .map((_, at) => at)
        .filter(
          (at) => at < 3 || moves()?.counts.some((row, from) => (row[3] ?? 0) > 0 || (from === 3 && row.some(Boolean))),
        ),
    [] as number[],
    { equals: (a, b) => a.length === b.length },
  );
  const chosen = (from: number, to: number): boolean => props.chosen?.from === from && props.chosen.to === to;
  return (
    <table class="lab-matrix">
      <caption class="sr-only">Accounts by their bucket now and under the draft</caption>
      <thead>
        <tr>
          <td class="text-2xs text-faint">
            now <ArrowRight size={11} class="inline" aria-hidden="true" /> draft
          </td>
          <For each={shown()}>
            {(to) => (
              <th scope="col">
                <BucketName at={to} />
              </th>
            )}
          </For>
        </tr>
      </thead>
      <tbody>
        <For each={shown()}>
          {(from) => (
            <tr>
              <th scope="row">
                <BucketName at={from} />
              </th>
              <For each={shown()}>
                {(to) => {
                  const count = () => moves()?.counts[from]?.[to] ?? 0;
                  const arr = () => moves()?.arr[from]?.[to] ?? 0;
                  return (
                    <td data-way={from === to ? "same" : count() > 0 ? wayOf(from, to) : "none"}>
                      <Show
                        when={from !== to && count() > 0}
                        fallback={
                          <span data-numbers class={from === to ? "text-soft" : "text-faint"}>
                            {from === to ? count().toLocaleString() : "·"}
                          </span>
                        }
                      >
                        <button
                          type="button"
                          aria-pressed={chosen(from, to)}
                          onClick={() => props.onChoose(chosen(from, to) ? null : { from, to })}
                        >
                          <strong data-numbers>{count().toLocaleString()}</strong>
                          <span class="sr-only">
                            {count() === 1 ? "account" : "accounts"} from {labelAt(from)} to {labelAt(to)},
                          </span>
                          <span data-numbers class="text-2xs">
                            {shortText(arr(), "currency")}
                            <span class="sr-only"> ARR</span>
                          </span>
                        </button>
                      </Show>
                    </td>
                  );
                }}
              </For>
            </tr>
          )}
        </For>
      </tbody>
    </table>
  );
};

const bucketAt = (at: number): BucketOrUnknown => bucketsOrUnknown[at] ?? "unknown";
const labelAt = (at: number): string => bucketLabels[bucketAt(at)];

const BucketName = (props: { at: number }): JSX.Element => (
  <span class="inline-flex items-center gap-1.5 font-medium text-soft">
    <BucketShape bucket={bucketAt(props.at)} size={9} />
    {labelAt(props.at)}
  </span>
);

const Place = (props: { at: number; value: number }): JSX.Element => (
  <span class={`inline-flex items-center gap-1 ${bucketTones[bucketAt(props.at)]}`}>
    <BucketShape bucket={bucketAt(props.at)} size={9} />
    <span data-numbers>{Number.isNaN(props.value) ? "–" : scoreText(props.value, 1)}</span>
    <span class="sr-only">{labelAt(props.at)}</span>
  </span>
);

/** Rows that are drawn; the rest is said as a number. */
const mostRows = 60;

const Movers = (props: { chosen: Cell | null }): JSX.Element => {
  const lab = useLab();
  const moved = createMemo(() => {
    const now = lab.outcomes.listed();
    if (!now) return [];
    const { chosen } = props;
    return now.moves.moved.filter(
      (at) => !chosen || (now.before.buckets[at] === chosen.from && now.after.buckets[at] === chosen.to),
    );
  });
  const ids = createMemo(() =>
    moved()
      .slice(0, mostRows)
      .flatMap((at) => lab.outcomes.accounts()[at]?.id ?? []),
  );
  const placeOf = createMemo(() => new Map(moved().map((at) => [lab.outcomes.accounts()[at]?.id, at])));
  return (
    <Show
      when={ids().length > 0}
      fallback={
        <p class="px-1 py-6 text-center text-soft">
          {lab.draft.changes().length === 0
            ? "Move a slider: every account is scored again while you drag, and those that change bucket stand here."
            : "No account changes its bucket under this draft."}
        </p>
      }
    >
      <ul class="lab-movers" data-movers>
        <For each={ids()}>
          {(id) => {
            const at = () => placeOf().get(id) ?? 0;
            const account = () => lab.book.account(id);
            const standing = () => lab.outcomes.listed();
            const before = () => standing()?.before.values[at()] ?? Number.NaN;
            const after = () => standing()?.after.values[at()] ?? Number.NaN;
            const change = () => after() - before();
            return (
              <li>
                <A href={`/account/${id}`} data-mover={id}>
                  <span class="min-w-0 flex-1">
                    <span class="block truncate font-medium text-ink" dir="auto">
                      {account()?.name}
                    </span>
                    <span data-numbers class="block truncate text-xs text-faint">
                      {[account()?.segment, `${shortText(account()?.arr ?? 0, "currency")} ARR`]
                        .filter(Boolean)
                        .join(" · ")}
                    </span>
                  </span>
                  <span class="flex items-center gap-1.5 text-sm">
                    <Place at={standing()?.before.buckets[at()] ?? 3} value={before()} />
                    <ArrowRight size={12} class="text-faint" aria-hidden="true" />
                    <Place at={standing()?.after.buckets[at()] ?? 3} value={after()} />
                  </span>
                  <span data-numbers class="w-12 text-end text-xs text-soft">
                    {Number.isNaN(change()) ? "" : changeText(change(), true)}
                  </span>
                </A>
              </li>
            );
          }}
        </For>
      </ul>
      <Show when={moved().length > ids().length}>
        <p class="px-2 py-2 text-xs text-faint">
          And {countWords(moved().length - ids().length)} more, with less ARR than these.
        </p>
      </Show>
    </Show>
  );
};

export const Effect = (): JSX.Element => {
  const [chosen, setChosen] = createSignal<Cell | null>(null);
  const words = () => {
    const cell = chosen();
    return cell ? `${labelAt(cell.from)} → ${labelAt(cell.to)}` : "Accounts that change bucket";
  };
  return (
    <>
      <section aria-label="Moves between buckets" class="lab-card lab-last">
        <h2 class="font-semibold">Moves</h2>
        <Matrix chosen={chosen()} onChoose={setChosen} />
      </section>
      <section aria-label="Accounts that change bucket" class="lab-card lab-last">
        <h2 class="font-semibold">{words()}</h2>
        <Movers chosen={chosen()} />
      </section>
    </>
  );
};
