/** When a contact came, was touched and was last spoken with, and by whom. */
import { type JSX, Show } from "solid-js";
import type { Contact } from "../../../../domain/contact.ts";
import { TimeAgo } from "../../../parts/time-ago.tsx";
import { useBoard } from "../board-scope.ts";

const Fact = (props: { label: string; at: number; by?: number | null }): JSX.Element => {
  const board = useBoard();
  const person = () => (props.by ? board.live.people[props.by] : undefined);
  return (
    <div class="min-w-0">
      <dt class="text-2xs text-faint">{props.label}</dt>
      <dd class="truncate text-xs text-soft">
        <TimeAgo at={props.at} />
      </dd>
      <Show when={person()}>
        {(who) => (
          <dd dir="auto" class="truncate text-start text-xs text-soft">
            <span class="sr-only">by </span>
            {who().name}
          </dd>
        )}
      </Show>
    </div>
  );
};

export const Facts = (props: { contact: Contact }): JSX.Element => (
  <dl class="grid grid-cols-3 gap-3 rounded-panel bg-well px-3 py-2.5">
    <Fact label="Last contact" at={props.contact.last_contact} />
    <Fact label="Changed" at={props.contact.updated_at} by={props.contact.updated_by} />
    <Fact label="Created" at={props.contact.created_at} by={props.contact.created_by} />
  </dl>
);
