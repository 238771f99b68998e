/** The end of a round: minutes written from the answers, which the lead may change before they are kept. [CR6] [CR11] */
import { createSignal, type JSX, Show } from "solid-js";
import type { Kpi } from "../../../../domain/kpi.ts";
import type { Round } from "../../../../domain/round.ts";
import { longestMinutes, roundMinutes } from "../../../../domain/round-minutes.ts";
import type { LiveCircle } from "../../../live/circle.ts";
import { Button } from "../../../parts/button.tsx";
import { TextArea } from "../../../parts/field.tsx";

export const Closing = (props: { live: LiveCircle; round: Round; kpis: readonly Kpi[] }): JSX.Element => {
  /** Null while the lead has changed nothing: then the words follow the discussion. */
  const [own, setOwn] = createSignal<string | null>(null);
  const written = () =>
    roundMinutes({
      round: props.round,
      kpis: props.kpis.filter((kpi) => kpi.source === null),
      people: Object.values(props.live.people).map(({ member, name, role }) => ({
        member,
        name,
        present: role !== null,
      })),
      timeZone: props.live.settings().time_zone,
    });
  const minutes = () => own() ?? written();
  const whyNot = (): string | undefined =>
    props.live.state() === "live" ? undefined : "This needs a connection; you are offline.";
  const closing = () => props.live.pendingFor(props.round.id);
  return (
    <section aria-label="Minutes" class="flex flex-col gap-3 rounded-panel border border-line bg-surface p-4">
      <h3 class="font-medium">Minutes</h3>
      <TextArea
        label="Written from the answers; change what you like"
        class="[&_textarea]:max-h-[32rem] [&_textarea]:min-h-40"
        maxlength={longestMinutes}
        value={minutes()}
        onInput={(event) => setOwn(event.currentTarget.value)}
      />
      <div class="flex flex-wrap gap-2">
        <Button
          look="solid"
          busy={closing()}
          reason={whyNot()}
          onClick={() => props.live.mutate("round.close", { id: props.round.id, minutes: minutes() })}
        >
          Close the round
        </Button>
        <Show when={own() !== null && own() !== written()}>
          <Button look="ghost" onClick={() => setOwn(null)}>
            Write them again
          </Button>
        </Show>
      </div>
      <p class="text-xs text-faint">Closing keeps these minutes and ends the discussion.</p>
    </section>
  );
};
