/**
 * A factor's curve: what an input between worst and best earns. Points move by hand or by arrow keys; behind them the
 * accounts stand where their inputs are. [LB5]
 */
import Plus from "lucide-solid/icons/plus";
import { createSignal, createUniqueId, For, Index, type JSX, Show } from "solid-js";
import type { Curve } from "../../../domain/curve.ts";
import type { Factor } from "../../../domain/health.ts";
import { factorLabels } from "../../../domain/health-words.ts";
import { Button } from "../../parts/button.tsx";
import {
  addPoint,
  curveOf,
  isEnd,
  movePoint,
  removePoint,
  roomiest,
  type Shape,
  shapeOf,
  shapes,
} from "./curve-points.ts";
import { HeldFrame, Holders } from "./held.tsx";
import { useLab } from "./lab-scope.ts";
import { endsOf, inputAt, percentText } from "./words.ts";

const width = 300;
const height = 96;
const inset = 7;
const x = (input: number): number => inset + input * (width - 2 * inset);
const y = (share: number): number => height - inset - share * (height - 2 * inset);
const lineOf = (curve: Curve): string => curve.map(([a, b], at) => `${at === 0 ? "M" : "L"}${x(a)} ${y(b)}`).join("");

/** Steps of the arrow keys, coarse with Shift. */
const step = 0.01;
const coarse = 0.1;

export const CurveEditor = (props: { factor: Factor }): JSX.Element => {
  const lab = useLab();
  const id = createUniqueId();
  let plot: SVGSVGElement | undefined;
  const [held, setHeld] = createSignal<number | null>(null);
  const [focused, setFocused] = createSignal<number | null>(null);
  const path = () => ["curves", props.factor];
  const name = () => lab.nameOf(path());
  const curve = () => lab.settings().curves[props.factor];
  const before = () => lab.settingsBefore().curves[props.factor];
  const changed = () => JSON.stringify(curve()) !== JSON.stringify(before());
  const free = () => lab.frozen() === undefined;
  const limit = () => lab.settings().tickets_at_zero;
  const put = (next: Curve): void => {
    if (free()) lab.set(path(), next);
  };
  const saysOf = ([input, share]: readonly [number, number]): string =>
    `${inputAt(props.factor, input, limit())} earns ${percentText(share)}`;
  const told = () => {
    const point = curve()[held() ?? focused() ?? -1];
    return point && saysOf(point);
  };
  const bars = () => {
    const counts = lab.outcomes.inputs()?.[["dau", "adoption", "tickets", "nps", "login"].indexOf(props.factor)];
    if (!counts) return "";
    const most = Math.max(1, ...counts);
    const wide = (width - 2 * inset) / counts.length;
    return [...counts]
      .map((count, at) => {
        const tall = (count / most) * (height - 2 * inset);
        return count === 0
          ? ""
          : `M${(inset + at * wide + 0.5).toFixed(1)} ${height - inset}v-${tall.toFixed(1)}h${(wide - 1).toFixed(1)}v${tall.toFixed(1)}z`;
      })
      .join("");
  };
  const placeOf = (event: MouseEvent): [number, number] => {
    const box = plot?.getBoundingClientRect();
    if (!box || box.width === 0) return [0, 0];
    const [across, up] = [
      ((event.clientX - box.left) / box.width) * width,
      ((event.clientY - box.top) / box.height) * height,
    ];
    return [(across - inset) / (width - 2 * inset), (height - inset - up) / (height - 2 * inset)];
  };
  const begin = (at: number, event: PointerEvent & { currentTarget: SVGElement }): void => {
    if (!free() || isEnd(curve(), at)) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    setHeld(at);
    lab.draft.hold(name());
  };
  const drag = (at: number, event: PointerEvent): void => {
    if (held() !== at) return;
    const [input, share] = placeOf(event);
    put(movePoint(curve(), at, input, share));
  };
  const end = (): void => {
    setHeld(null);
    lab.draft.hold(null);
  };
  const focusPoint = (at: number): void =>
    queueMicrotask(() => plot?.querySelector<SVGElement>(`[data-point="${at}"]`)?.focus());
  const add = (input: number): void => {
    const added = addPoint(curve(), input);
    if (!added) return;
    put(added.curve);
    focusPoint(added.at);
  };
  const press = (at: number, event: KeyboardEvent): void => {
    const point = curve()[at];
    const by = event.shiftKey ? coarse : step;
    const ways: Record<string, [number, number]> = {
      ArrowLeft: [-by, 0],
      ArrowRight: [by, 0],
      ArrowUp: [0, by],
      ArrowDown: [0, -by],
    };
    const way = ways[event.key];
    if (way && point) {
      event.preventDefault();
      put(movePoint(curve(), at, point[0] + way[0], point[1] + way[1]));
    } else if (event.key === "Delete" || event.key === "Backspace") {
      event.preventDefault();
      if (isEnd(curve(), at)) return;
      put(removePoint(curve(), at));
      focusPoint(Math.max(1, at - 1));
    }
  };
  return (
    <HeldFrame name={name()} class="flex flex-col gap-1.5">
      <div class="flex min-h-6 flex-wrap items-center gap-x-2 gap-y-1">
        <div role="group" aria-label={`Shape of the ${factorLabels[props.factor]} curve`} class="flex gap-0.5">
          <For each={Object.keys(shapes) as Shape[]}>
            {(shape) => (
              <button
                type="button"
                class="lab-shape"
                aria-pressed={shapeOf(curve()) === shape}
                aria-disabled={lab.frozen() === undefined ? undefined : "true"}
                data-tip={shapes[shape].tip}
                onClick={() => put(curveOf(shape))}
              >
                {shapes[shape].label}
              </button>
            )}
          </For>
        </div>
        <Holders name={name()} />
        <Button
          look="ghost"
          icon={Plus}
          class="lab-small ms-auto px-1.5 text-xs"
          reason={
            lab.frozen() ?? (addPoint(curve(), roomiest(curve())) ? undefined : "A curve has at most twelve points.")
          }
          onClick={() => add(roomiest(curve()))}
        >
          Point
        </Button>
        <Show when={lab.segment() !== null && lab.isOwn(path())}>
          <Button
            look="ghost"
            class="lab-small px-1.5 text-xs"
            reason={lab.frozen()}
            onClick={() => lab.set(path(), undefined)}
          >
            As everybody
          </Button>
        </Show>
      </div>
      <svg
        ref={(element) => (plot = element)}
        viewBox={`0 0 ${width} ${height}`}
        class="lab-curve"
        role="group"
        aria-label={`Curve of ${factorLabels[props.factor]}`}
        aria-describedby={id}
      >
        {/* A short way for the hand; the button above does the same for everybody. */}
        <rect
          width={width}
          height={height}
          class="lab-point-reach"
          onDblClick={(event) => free() && add(placeOf(event)[0])}
        />
        <path d={bars()} class="lab-curve-bars" />
        <line x1={x(0)} y1={y(0)} x2={x(1)} y2={y(0)} class="lab-curve-ground" />
        <Show when={changed()}>
          <path d={lineOf(before())} class="lab-curve-was" />
        </Show>
        <path d={`${lineOf(curve())}L${x(1)} ${y(0)}L${x(0)} ${y(0)}Z`} class="lab-curve-area" />
        <path d={lineOf(curve())} class="lab-curve-line" />
        <Index each={curve()}>
          {(point, at) => (
            <g
              data-point={at}
              tabindex={isEnd(curve(), at) ? undefined : 0}
              role={isEnd(curve(), at) ? "presentation" : "slider"}
              aria-label={
                isEnd(curve(), at) ? undefined : `Point ${at} of ${curve().length - 2}, ${factorLabels[props.factor]}`
              }
              aria-valuemin={isEnd(curve(), at) ? undefined : 0}
              aria-valuemax={isEnd(curve(), at) ? undefined : 100}
              aria-valuenow={isEnd(curve(), at) ? undefined : Math.round(point()[1] * 100)}
              aria-valuetext={isEnd(curve(), at) ? undefined : saysOf(point())}
              class="lab-point"
              classList={{ "lab-point-end": isEnd(curve(), at), "lab-point-held": held() === at }}
              onPointerDown={(event) => begin(at, event)}
              onPointerMove={(event) => drag(at, event)}
              onPointerUp={end}
              onPointerCancel={end}
              onDblClick={(event) => {
                event.stopPropagation();
                if (free()) put(removePoint(curve(), at));
              }}
              onKeyDown={(event) => press(at, event)}
              onFocus={() => {
                setFocused(at);
                lab.draft.hold(name());
              }}
              onBlur={() => {
                setFocused(null);
                lab.draft.hold(null);
              }}
            >
              <circle cx={x(point()[0])} cy={y(point()[1])} r="14" class="lab-point-reach" />
              <circle cx={x(point()[0])} cy={y(point()[1])} r={isEnd(curve(), at) ? 2.5 : 5} class="lab-point-dot" />
            </g>
          )}
        </Index>
      </svg>
      <div class="flex justify-between gap-2 text-2xs text-faint" id={id}>
        <span>{endsOf(props.factor, limit())[0]}</span>
        <span data-numbers class="truncate text-soft">
          {told() ?? (curve().length > 2 ? "Drag a point; Delete removes it" : "Double-click to bend it")}
        </span>
        <span>{endsOf(props.factor, limit())[1]}</span>
      </div>
    </HeldFrame>
  );
};
