/** One factor: its weight, what it is measured against, and its curve. */
import AppWindow from "lucide-solid/icons/app-window";
import LifeBuoy from "lucide-solid/icons/life-buoy";
import LogIn from "lucide-solid/icons/log-in";
import Smile from "lucide-solid/icons/face-slightly-smiling";
import Users from "lucide-solid/icons/users";
import { type JSX, Match, Show, Switch as Either } from "solid-js";
import { Dynamic } from "solid-js/web";
import { type Factor, factors } from "../../../domain/health.ts";
import { factorLabels } from "../../../domain/health-words.ts";
import { Switch } from "../../parts/choice.tsx";
import type { Glyph } from "../../parts/glyph.ts";
import { CurveEditor } from "./curve-editor.tsx";
import { useLab } from "./lab-scope.ts";
import { Slider } from "./slider.tsx";
import { percentText } from "./words.ts";

const icons: Record<Factor, Glyph> = { dau: Users, adoption: AppWindow, tickets: LifeBuoy, nps: Smile, login: LogIn };

/** The user target: by seats where wanted, else the segment's own, else the one of all others. */
const UserTarget = (): JSX.Element => {
  const lab = useLab();
  const target = () => lab.draft.model()?.dau_target;
  const before = () => lab.draft.base()?.model.dau_target;
  const useSeats = () => target()?.use_seats ?? true;
  return (
    <Either>
      <Match when={lab.segment()}>
        {(segment) => (
          <Slider
            label="User target"
            path={["dau_target", "by_segment", segment()]}
            value={target()?.by_segment[segment()] ?? target()?.default ?? 1}
            before={before()?.by_segment[segment()] ?? before()?.default ?? 1}
            min={1}
            max={300}
            most={1_000_000}
            beside={useSeats() ? "where seats are unknown" : "daily users"}
          />
        )}
      </Match>
      <Match when={true}>
        <Slider
          label="User target"
          path={["dau_target", "default"]}
          value={target()?.default ?? 1}
          before={before()?.default ?? 1}
          min={1}
          max={300}
          most={1_000_000}
          beside={useSeats() ? "no seats, no segment" : "no segment"}
        />
        <div class="text-sm">
          <Switch
            label="An account's seats are its target"
            hint="Where they are known; otherwise the segment's."
            checked={useSeats()}
            onChange={(checked) => lab.frozen() === undefined && lab.set(["dau_target", "use_seats"], checked)}
          />
        </div>
      </Match>
    </Either>
  );
};

export const FactorCard = (props: { factor: Factor }): JSX.Element => {
  const lab = useLab();
  const weights = () => lab.settings().weights;
  const whole = () => factors.reduce((sum, factor) => sum + weights()[factor], 0);
  const share = () => (whole() > 0 ? weights()[props.factor] / whole() : 0);
  return (
    <section aria-label={factorLabels[props.factor]} class="lab-card" data-factor={props.factor}>
      <header class="flex items-center gap-2">
        <span class="inline-flex size-6 items-center justify-center rounded-control bg-well text-soft">
          <Dynamic component={icons[props.factor]} size={14} aria-hidden="true" />
        </span>
        <h3 class="font-semibold">{factorLabels[props.factor]}</h3>
      </header>
      <Slider
        label="Weight"
        path={["weights", props.factor]}
        value={weights()[props.factor]}
        before={lab.settingsBefore().weights[props.factor]}
        min={0}
        max={100}
        fine={0.01}
        beside={`${percentText(share())} of the score`}
        says={(value) => `${value}, ${percentText(share())} of the score`}
      />
      <Show when={props.factor === "dau"}>
        <UserTarget />
      </Show>
      <Show when={props.factor === "tickets"}>
        <Slider
          label="Earns nothing from"
          path={["tickets_at_zero"]}
          value={lab.settings().tickets_at_zero}
          before={lab.settingsBefore().tickets_at_zero}
          min={1}
          max={50}
          most={1_000}
          beside="open tickets"
        />
      </Show>
      <CurveEditor factor={props.factor} />
    </section>
  );
};
