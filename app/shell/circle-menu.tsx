/** Which circle this is, and the way to another. */
import { useNavigate } from "@solidjs/router";
import ChevronsUpDown from "lucide-solid/icons/chevrons-up-down";
import CircleDashed from "lucide-solid/icons/circle-dashed";
import { type JSX, Show } from "solid-js";
import { hueOf } from "../hues.ts";
import type { Circle } from "../../domain/circle.ts";
import { Menu, type MenuEntry } from "../parts/menu.tsx";
import { initialsOf } from "../parts/avatar.tsx";
import { me } from "../session.ts";

const CircleMark = (props: { circle: Circle }): JSX.Element => (
  <span
    aria-hidden="true"
    class="person inline-flex size-6 shrink-0 items-center justify-center rounded-control text-2xs font-semibold"
    style={{ "--hue": hueOf(props.circle.id) }}
  >
    {initialsOf(props.circle.name)}
  </span>
);

const roleWords = { admin: "You are an admin", moderator: "You are a moderator", member: "You are a member" } as const;

export const CircleMenu = (props: { circle: Circle | undefined; folded?: boolean }): JSX.Element => {
  const navigate = useNavigate();
  const entries = (): MenuEntry[] => [
    ...(me()?.circles ?? []).map((circle) => ({
      label: circle.name,
      detail: roleWords[circle.role],
      start: <CircleMark circle={circle} />,
      checked: circle.id === props.circle?.id,
      run: () => navigate(`/c/${circle.id}/board`),
    })),
    { title: null },
    { label: "All circles and invitations", icon: CircleDashed, run: () => navigate("/circles") },
  ];
  return (
    <Menu
      label="Circles"
      entries={entries()}
      trigger={(attributes) => (
        <button
          type="button"
          {...attributes}
          class="flex h-9 min-w-0 items-center gap-2 rounded-control px-1.5 text-start font-semibold hover:bg-hover aria-expanded:bg-hover"
        >
          <Show when={props.circle} fallback={<CircleDashed size={20} class="m-0.5 text-faint" />}>
            {(circle) => <CircleMark circle={circle()} />}
          </Show>
          <span class="sr-only">{props.folded ? `Circle: ${props.circle?.name ?? "none"}` : "Circle: "}</span>
          <Show when={!props.folded}>
            <span class="min-w-0 flex-1 truncate">{props.circle?.name ?? "No circle"}</span>
            <ChevronsUpDown size={14} class="text-faint" />
          </Show>
        </button>
      )}
    />
  );
};
