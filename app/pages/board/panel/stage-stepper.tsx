/** The funnel as eight steps in a row: where the contact stands, and a press to move it. [BD5] */
import ArrowRightLeft from "lucide-solid/icons/arrow-right-left";
import { For, type JSX } from "solid-js";
import type { Contact } from "../../../../domain/contact.ts";
import { stageLabels, stages } from "../../../../domain/funnel.ts";
import { useBoard } from "../board-scope.ts";

export const StageStepper = (props: { contact: Contact }): JSX.Element => {
  const board = useBoard();
  const at = () => stages.indexOf(props.contact.funnel_stage);
  const look = (index: number): string => {
    if (index > at()) return "bg-press";
    if (props.contact.funnel_stage === "closed_lost") return "bg-bad";
    return props.contact.funnel_stage === "closed_won"
      ? "bg-good"
      : props.contact.funnel_stage === "blocked"
        ? "bg-watch"
        : "bg-accent";
  };
  return (
    <section aria-label="Stage" class="flex flex-col gap-1">
      <div class="flex items-center justify-between gap-2">
        <p>
          <span class="font-medium">{stageLabels[props.contact.funnel_stage]}</span>
          <span class="text-faint">
            {" "}
            · stage {at() + 1} of {stages.length}
          </span>
        </p>
        <button
          type="button"
          class="inline-flex h-7 items-center gap-1.5 rounded-control px-2 text-xs text-soft hover:bg-hover hover:text-ink pointer-coarse:h-11 pointer-coarse:px-3 pointer-coarse:text-sm"
          data-tip-keys="m"
          data-tip="Move to another stage"
          onClick={(event) => board.moveMenu(props.contact.id, event.currentTarget.getBoundingClientRect())}
        >
          <ArrowRightLeft size={13} />
          Move to…
        </button>
      </div>
      <ol class="flex gap-0.5">
        <For each={stages}>
          {(stage, index) => (
            <li class="flex-1">
              <button
                type="button"
                aria-label={`${stageLabels[stage]}${index() === at() ? ", here now" : ""}`}
                aria-current={index() === at() ? "step" : undefined}
                data-tip={stageLabels[stage]}
                data-tip-keys={String(index() + 1)}
                class="group flex h-6 w-full items-center pointer-coarse:h-11"
                onClick={() => index() !== at() && board.acts.move([props.contact.id], stage, null)}
              >
                <span
                  class={`h-1.5 w-full rounded-full transition-[height,background-color] group-hover:h-2.5 ${look(index())} ${index() === at() ? "ring-2 ring-accent-soft" : ""}`}
                />
              </button>
            </li>
          )}
        </For>
      </ol>
    </section>
  );
};
