/** The two ends of a comparison on a chart: dragged, or moved with the arrows by a day, with Shift by a week. [AP4] */
import { createSignal, type JSX, onCleanup, onMount, Show } from "solid-js";
import type { Frame, LineScale } from "../../parts/line-scale.ts";
import { fullDate, utcDay } from "../accounts/words.ts";

const day = 86_400_000;
/** The chart's own edges, as `LineChart` draws them. */
const edges = { left: 44, right: 12 };

export interface EndsProps {
  since: number;
  until: number;
  /** Before it there is nothing to compare with. */
  first: number;
  from: number;
  to: number;
  onFrom: (time: number) => void;
  onTo: (time: number) => void;
}

const Handle = (props: {
  name: string;
  at: number;
  least: number;
  most: number;
  x: (time: number) => number;
  timeAt: (clientX: number) => number;
  onMove: (time: number) => void;
}): JSX.Element => {
  const put = (time: number): void => props.onMove(Math.min(props.most, Math.max(props.least, time)));
  const days = (time: number): number => Math.floor(time / day);
  return (
    <div
      role="slider"
      tabindex="0"
      aria-label={props.name}
      aria-orientation="horizontal"
      aria-valuemin={days(props.least)}
      aria-valuemax={days(props.most)}
      aria-valuenow={days(props.at)}
      aria-valuetext={fullDate(utcDay(props.at))}
      class="acct-end"
      style={{ left: `${props.x(props.at)}px` }}
      onPointerDown={(event) => {
        event.preventDefault();
        event.currentTarget.setPointerCapture(event.pointerId);
        event.currentTarget.focus();
      }}
      onPointerMove={(event) => {
        if (event.currentTarget.hasPointerCapture(event.pointerId)) put(props.timeAt(event.clientX));
      }}
      onKeyDown={(event) => {
        const by = event.shiftKey ? 7 : 1;
        const to = {
          ArrowLeft: props.at - by * day,
          ArrowRight: props.at + by * day,
          Home: props.least,
          End: props.most,
        }[event.key];
        if (to === undefined) return;
        event.preventDefault();
        put(to);
      }}
    >
      <span class="acct-end-flag">{fullDate(utcDay(props.at))}</span>
    </div>
  );
};

const Handles = (props: EndsProps): JSX.Element => {
  let box: HTMLDivElement | undefined;
  const [width, setWidth] = createSignal(0);
  onMount(() => {
    if (!box) return;
    setWidth(box.clientWidth);
    const observer = new ResizeObserver(() => box && setWidth(box.clientWidth));
    observer.observe(box);
    onCleanup(() => observer.disconnect());
  });
  const inner = () => Math.max(1, width() - edges.left - edges.right);
  const x = (time: number): number =>
    edges.left + ((time - props.since) / Math.max(1, props.until - props.since)) * inner();
  const timeAt = (clientX: number): number => {
    const left = box?.getBoundingClientRect().left ?? 0;
    return props.since + ((clientX - left - edges.left) / inner()) * (props.until - props.since);
  };
  return (
    <div ref={(element) => (box = element)} class="acct-ends" dir="ltr">
      <Show when={width() > 0}>
        <Handle
          name="Compare from"
          at={props.from}
          least={props.first}
          most={Math.max(props.first, props.to - day)}
          x={x}
          timeAt={timeAt}
          onMove={props.onFrom}
        />
        <Handle
          name="Compare to"
          at={props.to}
          least={Math.min(props.until, props.from + day)}
          most={props.until}
          x={x}
          timeAt={timeAt}
          onMove={props.onTo}
        />
      </Show>
    </div>
  );
};

/** The stretch between them. */
const Shade = (props: { scale: LineScale; frame: Frame; from: number; to: number }): JSX.Element => (
  <rect
    x={props.scale.x(props.from)}
    width={Math.max(0, props.scale.x(props.to) - props.scale.x(props.from))}
    y={props.frame.top}
    height={Math.max(0, props.frame.height - props.frame.top - props.frame.bottom)}
    class="acct-between"
  />
);

export const Ends = Object.assign(Handles, { Shade });
