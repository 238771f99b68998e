/** What did not become an answer, offered as a usual value of its KPI. [CR12] */
import { For, type JSX, Show } from "solid-js";
import { writeAmount } from "../../../../domain/amount.ts";
import type { Round } from "../../../../domain/round.ts";
import type { LiveCircle } from "../../../live/circle.ts";
import { Button } from "../../../parts/button.tsx";
import { amountFault, amountText, readTyped } from "../numbers.ts";
import { leftOver, type OwnEntries } from "./own-entries.ts";

export const LeftOver = (props: { live: LiveCircle; round: Round; own: OwnEntries }): JSX.Element => {
  const entries = () =>
    leftOver(props.own.all(), props.round, props.live.self().member).flatMap(([kpi, entry]) => {
      const row = props.live.kpi(kpi);
      return row && row.source === null && amountFault(entry.value) === undefined
        ? [{ row, entry, value: readTyped(entry.value) }]
        : [];
    });
  return (
    <Show when={entries().length > 0}>
      <section
        aria-label="Not part of the round"
        class="flex flex-col gap-2 rounded-panel bg-watch-soft p-4 text-watch-text"
      >
        <h3 class="font-medium">The round was revealed before these were in</h3>
        <ul class="flex flex-col gap-2">
          <For each={entries()}>
            {({ row, entry, value }) => (
              <li class="flex flex-wrap items-center gap-2">
                <span class="min-w-0 flex-1 basis-48" data-numbers>
                  {`${row.name}: ${amountText(value, row.unit)}${entry.comment.trim() === "" ? "" : ` “${entry.comment.trim()}”`}`}
                </span>
                <Button
                  onClick={() => {
                    const note = entry.comment.trim();
                    props.live.mutate("kpi.record", {
                      id: row.id,
                      current_value: writeAmount(value),
                      point_id: props.live.newId(),
                      ...(note === "" ? {} : { note }),
                    });
                    props.own.forget(row.id);
                  }}
                >
                  Record as a value now
                </Button>
                <Button look="ghost" onClick={() => props.own.forget(row.id)}>
                  Discard
                </Button>
              </li>
            )}
          </For>
        </ul>
      </section>
    </Show>
  );
};
