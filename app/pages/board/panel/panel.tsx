/** One contact over the board: every field, the stage, the notes, who else is here. A sheet on phones. [BD8] */
import ChevronDown from "lucide-solid/icons/chevron-down";
import ChevronUp from "lucide-solid/icons/chevron-up";
import Ellipsis from "lucide-solid/icons/ellipsis";
import SearchX from "lucide-solid/icons/search-x";
import X from "lucide-solid/icons/x";
import { createEffect, createMemo, For, type JSX, on, onMount, Show, untrack } from "solid-js";
import type { Contact } from "../../../../domain/contact.ts";
import { type Status, stageLabels, statusLabels, statuses } from "../../../../domain/funnel.ts";
import { People } from "../../../parts/avatar.tsx";
import { Button, IconButton } from "../../../parts/button.tsx";
import { EmptyState } from "../../../parts/states.tsx";
import { useBoard } from "../board-scope.ts";
import { StatusSign } from "../status-sign.tsx";
import { ContactField } from "./contact-field.tsx";
import { Facts } from "./facts.tsx";
import { Notes } from "./notes.tsx";
import { StageStepper } from "./stage-stepper.tsx";

const PanelBar = (props: { id: string; known: boolean }): JSX.Element => {
  const board = useBoard();
  const at = createMemo(() => board.cursor.find(props.id));
  const size = () => {
    const stage = at()?.stage;
    return board.columns.find((column) => column.stage === stage)?.shown().length ?? 0;
  };
  const go = (way: "up" | "down"): void => {
    const next = board.cursor.neighbour(props.id, way);
    if (next !== undefined) board.show(next);
  };
  return (
    <div class="flex h-12 shrink-0 items-center gap-0.5 border-b border-line ps-2 pe-2">
      <IconButton
        icon={ChevronUp}
        label="Previous card"
        keys="k"
        reason={at() && at()?.index !== 0 ? undefined : "This is the first card."}
        onClick={() => go("up")}
      />
      <IconButton
        icon={ChevronDown}
        label="Next card"
        keys="j"
        reason={at() && (at()?.index ?? 0) < size() - 1 ? undefined : "This is the last card."}
        onClick={() => go("down")}
      />
      <Show when={at()}>
        {(place) => (
          <span data-numbers class="truncate ps-1 text-xs text-faint">
            {(place().index + 1).toLocaleString()} of {size().toLocaleString()}
            <span class="max-sm:hidden"> in {stageLabels[place().stage]}</span>
          </span>
        )}
      </Show>
      <span class="ms-auto" />
      <div class="pe-2">
        <People people={board.who.at(props.id)} label="Others on this card" ring size="sm" />
      </div>
      <Show when={props.known}>
        <IconButton
          icon={Ellipsis}
          label="All actions"
          keys="."
          onClick={(event) => board.menu(props.id, (event.currentTarget as HTMLElement).getBoundingClientRect())}
        />
      </Show>
      <IconButton icon={X} label="Close" keys="escape" onClick={() => board.hide()} />
    </div>
  );
};

const StatusField = (props: { contact: Contact }): JSX.Element => {
  const board = useBoard();
  return (
    <div class="grid grid-cols-[6.5rem_1fr] items-center gap-x-2">
      <label for="panel-status" class="text-xs text-soft">
        Status
      </label>
      <div class="relative flex items-center">
        <span class="pointer-events-none absolute start-2">
          <StatusSign status={props.contact.status} quiet />
        </span>
        <select
          id="panel-status"
          class="panel-field appearance-none ps-6"
          onFocus={() => board.live.presence.show({ field: "status" })}
          onBlur={() => board.live.presence.show({ field: null })}
          onChange={(event) => board.acts.save(props.contact.id, { status: event.currentTarget.value as Status })}
        >
          <For each={statuses}>
            {(status) => (
              <option value={status} selected={status === props.contact.status}>
                {statusLabels[status]}
              </option>
            )}
          </For>
        </select>
      </div>
    </div>
  );
};

const PanelBody = (props: { contact: Contact; field: "name" | "note" | undefined }): JSX.Element => (
  <div class="flex min-h-0 flex-1 flex-col gap-5 overflow-y-auto overscroll-contain px-4 pt-3 pb-8">
    <div class="-mx-2">
      <h2 class="sr-only">{props.contact.name}</h2>
      <ContactField contact={props.contact} field="name" label="Name" title focus={props.field === "name"} />
    </div>
    <StageStepper contact={props.contact} />
    <section aria-label="Details" class="flex flex-col gap-0.5">
      <StatusField contact={props.contact} />
      <ContactField contact={props.contact} field="company" label="Company" />
      <ContactField contact={props.contact} field="email" label="E-mail" type="email" />
      <ContactField contact={props.contact} field="phone" label="Phone" type="tel" />
    </section>
    <Facts contact={props.contact} />
    <Notes contact={props.contact} focus={props.field === "note"} />
  </div>
);

const Gone = (props: { id: string }): JSX.Element => {
  const board = useBoard();
  const removal = () => board.removal(props.id);
  return (
    <div class="m-auto">
      <EmptyState
        icon={SearchX}
        title={removal() ? `${removal()?.by} deleted this contact` : "There is no such contact"}
        action={
          <>
            <Show when={removal()}>
              {(removed) => (
                <Button
                  look="solid"
                  reason={board.live.reason("contact.restore")}
                  onClick={() => board.live.undoAnyway({ rev: removed().rev })}
                >
                  Restore
                </Button>
              )}
            </Show>
            <Button onClick={() => board.hide()}>Back to the board</Button>
          </>
        }
      >
        <p>
          {removal()
            ? "Its notes went with it. Moderators can restore both."
            : "It was deleted, or the address is wrong."}
        </p>
      </EmptyState>
    </div>
  );
};

export const Panel = (props: { id: string }): JSX.Element => {
  const board = useBoard();
  let element: HTMLElement | undefined;
  const contact = createMemo(() => board.live.contact(props.id));
  const field = createMemo(() => board.takeField());
  onMount(() => {
    if (!element?.contains(document.activeElement)) element?.focus({ preventScroll: true });
  });
  createEffect(
    on(
      () => props.id,
      () => untrack(() => board.cursor.look(props.id)),
      { defer: true },
    ),
  );
  // Asked again for the card that is already open.
  createEffect(() => {
    const wanted = field();
    if (!wanted) return;
    const found = element?.querySelector<HTMLElement>(wanted === "name" ? ".panel-title" : "textarea");
    found?.focus();
    if (found instanceof HTMLInputElement) found.select();
  });
  return (
    <>
      <div class="panel-scrim md:hidden" aria-hidden="true" onClick={() => board.hide()} />
      <aside
        ref={(aside) => (element = aside)}
        data-panel
        tabindex="-1"
        aria-label={`Contact: ${contact()?.name ?? "gone"}`}
        class="panel"
      >
        <PanelBar id={props.id} known={contact() !== undefined} />
        <Show when={contact()?.id} keyed fallback={<Gone id={props.id} />}>
          <Show when={contact()}>{(row) => <PanelBody contact={row()} field={field()} />}</Show>
        </Show>
      </aside>
    </>
  );
};
