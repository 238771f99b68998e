/** Who has entered how many of how many. Never what. [KP20] [CR5] */
import Check from "lucide-solid/icons/check";
import { For, type JSX, Show } from "solid-js";
import { type Round, readEntered } from "../../../../domain/round.ts";
import type { LiveCircle, Person } from "../../../live/circle.ts";
import { Avatar } from "../../../parts/avatar.tsx";

export interface Attendance {
  person: Person;
  done: number;
}

/** Everybody who is in the circle now, those who have entered most first. `most` is how many KPIs there are to enter. */
export const attendanceOf = (live: Pick<LiveCircle, "people">, round: Round, most: number): Attendance[] => {
  const counts = new Map(readEntered(round));
  return Object.values(live.people)
    .filter((person) => person.role !== null)
    .map((person) => ({ person, done: Math.min(most, counts.get(person.member) ?? 0) }))
    .toSorted((a, b) => b.done - a.done || a.person.name.localeCompare(b.person.name));
};

export const Gathering = (props: { attendance: readonly Attendance[]; most: number; self: number }): JSX.Element => {
  const finished = () => props.attendance.filter(({ done }) => done >= props.most).length;
  return (
    <section aria-label="Who has entered" class="rounded-panel border border-line bg-surface p-4">
      <h3 class="font-medium">
        Entered{" "}
        <span
          class="font-normal text-faint"
          data-numbers
        >{`${finished()} of ${props.attendance.length} ${props.attendance.length === 1 ? "person is" : "people are"} done`}</span>
      </h3>
      <ul class="mt-3 flex flex-col gap-2.5">
        <For each={props.attendance}>
          {({ person, done }) => (
            <li class="flex items-center gap-2.5">
              <Avatar user={person.user} name={person.name} quiet />
              <span class="min-w-0 flex-1 truncate">
                {person.member === props.self ? `${person.name} (you)` : person.name}
              </span>
              <span class="inline-flex items-center gap-1 text-xs text-soft" data-numbers>
                <Show when={done >= props.most && props.most > 0}>
                  <Check size={13} class="text-good" />
                </Show>
                {done === 0 ? "nothing yet" : `${done} of ${props.most}`}
              </span>
            </li>
          )}
        </For>
      </ul>
      <p class="mt-3 text-xs text-faint">Nobody sees a value before the reveal.</p>
    </section>
  );
};
