/** One contact on the board: two lines, read on its own so that one change draws one card. [BD1] */
import Clock from "lucide-solid/icons/clock";
import { createMemo, type JSX, Show } from "solid-js";
import type { Stage } from "../../../domain/funnel.ts";
import { hueOf } from "../../hues.ts";
import { Avatar } from "../../parts/avatar.tsx";
import { exactTime, relativeTime } from "../../relative-time.ts";
import { useBoard } from "./board-scope.ts";
import { StatusSign } from "./status-sign.tsx";

const staleAfter = 30 * 86_400_000;

export interface CardProps {
  id: string;
  stage: Stage;
  index: number;
  count: number;
  /** Stands in the order of the Tab key. */
  reachable: boolean;
}

export const Card = (props: CardProps): JSX.Element => {
  const board = useBoard();
  const contact = createMemo(() => board.live.contact(props.id));
  const others = createMemo(() => board.who.at(props.id));
  const holder = () => board.who.holder(props.id);
  const held = () => board.hand.held()?.ids.includes(props.id) ?? false;
  const selected = () => board.cursor.selected().has(props.id);
  const open = () => board.opened() === props.id;
  const waits = () => board.live.state() !== "live" && board.live.pendingFor(props.id);
  const last = (): number => contact()?.last_contact ?? 0;
  const stale = () => board.now() - last() > staleAfter;
  const owner = () => {
    const member = contact()?.updated_by;
    return member ? board.live.people[member] : undefined;
  };
  const top = () => board.measures().top + props.index * (board.measures().card + board.measures().gap);

  const click = (event: MouseEvent): void => {
    event.preventDefault();
    if (event.shiftKey) board.cursor.selectTo(props.id);
    else if (event.ctrlKey || event.metaKey) board.cursor.toggle(props.id);
    else board.show(props.id);
  };
  const menu = (event: MouseEvent): void => {
    event.preventDefault();
    // A keyboard's menu key gives no place.
    const at = event.clientX === 0 && event.clientY === 0 ? event.currentTarget : null;
    const box = at instanceof Element ? at.getBoundingClientRect() : new DOMRect(event.clientX, event.clientY, 0, 0);
    board.menu(props.id, box);
  };

  return (
    <li
      class="card-place"
      style={{ top: `${top()}px`, height: `${board.measures().card}px` }}
      aria-setsize={props.count}
      aria-posinset={props.index + 1}
    >
      <a
        href={board.addressOf(props.id)}
        draggable={false}
        tabindex={props.reachable ? 0 : -1}
        data-card={props.id}
        data-stage={props.stage}
        data-held={held() ? "" : undefined}
        data-away={holder() ? "" : undefined}
        aria-current={open() ? "true" : undefined}
        aria-describedby="board-help"
        class="card"
        classList={{ "card-selected": selected(), "card-open": open(), "card-visited": others().length > 0 }}
        style={{ "--hue": others()[0] ? hueOf(others()[0]?.user ?? "") : undefined }}
        onClick={click}
        onDblClick={() => board.show(props.id, "name")}
        onContextMenu={menu}
        onPointerDown={(event) => board.drag.press(event, props.id)}
        onDragStart={(event) => event.preventDefault()}
      >
        <span class="flex min-w-0 items-center gap-2">
          <Show when={selected()}>
            <span class="sr-only">Selected: </span>
          </Show>
          <span dir="auto" class="min-w-0 flex-1 truncate text-start font-medium text-ink">
            {contact()?.name}
          </span>
          <Show when={waits()}>
            <span class="size-1.5 shrink-0 rounded-full border border-faint" data-tip="Waits to be sent">
              <span class="sr-only">Waits to be sent</span>
            </span>
          </Show>
          <time
            datetime={new Date(last()).toISOString()}
            data-tip={`Last contact ${exactTime(last())}`}
            class={`flex shrink-0 items-center gap-1 text-2xs ${stale() ? "text-watch-text" : "text-faint"}`}
          >
            <Show when={stale()}>
              <Clock size={11} aria-hidden="true" />
            </Show>
            {relativeTime(last(), board.now())}
          </time>
        </span>
        <span class="flex min-w-0 items-center gap-1.5 text-xs text-soft">
          <Show when={contact()}>{(row) => <StatusSign status={row().status} />}</Show>
          <Show when={contact()?.company}>
            {(company) => (
              <>
                <span aria-hidden="true" class="text-faint">
                  ·
                </span>
                <span dir="auto" class="min-w-0 flex-1 truncate text-start">
                  {company()}
                </span>
              </>
            )}
          </Show>
          <span class="ms-auto flex shrink-0">
            <Show when={owner()}>{(person) => <Avatar user={person().user} name={person().name} size="sm" />}</Show>
          </span>
        </span>
        <Show when={others()[0]}>
          {(visitor) => (
            <span class="card-flag" dir="auto">
              <Show when={holder()} fallback={visitor().name.split(" ")[0]}>
                {(person) => `${person().name.split(" ")[0]} is moving this`}
              </Show>
              <Show when={others().length > 1}>{` +${others().length - 1}`}</Show>
            </span>
          )}
        </Show>
      </a>
    </li>
  );
};
