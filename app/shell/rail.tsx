/** The way around: a rail that folds to icons, and on phones a bar within the thumb's reach. */
import { A, useLocation, useNavigate } from "@solidjs/router";
import Ellipsis from "lucide-solid/icons/ellipsis";
import PanelLeft from "lucide-solid/icons/panel-left";
import { For, type JSX, Show } from "solid-js";
import { Dynamic } from "solid-js/web";
import { IconButton } from "../parts/button.tsx";
import { Menu } from "../parts/menu.tsx";
import { preferences, prefer } from "../preferences.ts";
import { pressesOf } from "../keys.ts";
import { CircleMenu } from "./circle-menu.tsx";
import { currentCircle } from "./current-circle.ts";
import { type Place, places } from "./places.ts";
import { UserMenu } from "./user-menu.tsx";

export const foldRail = (): void => prefer("railOpen", !preferences().railOpen);

const useIsHere = () => {
  const location = useLocation();
  return (place: Place): boolean => {
    const part = location.pathname.startsWith("/account/")
      ? "accounts"
      : /^\/c\/[^/]+\/([^/]+)/.exec(location.pathname)?.[1];
    return part === place.path || (place.also !== undefined && part === place.also);
  };
};

export const Rail = (): JSX.Element => {
  const circle = currentCircle();
  const isHere = useIsHere();
  const folded = () => !preferences().railOpen;
  return (
    <aside
      aria-label="Rondo"
      class={`flex shrink-0 flex-col border-e border-line bg-well px-2 py-2 transition-[width] max-md:hidden ${folded() ? "w-13" : "w-56"}`}
    >
      <div class={`flex items-center gap-1 ${folded() ? "flex-col" : ""}`}>
        <div class={`grid min-w-0 ${folded() ? "" : "flex-1"}`}>
          <CircleMenu circle={circle()} folded={folded()} />
        </div>
        <IconButton
          icon={PanelLeft}
          label={folded() ? "Unfold the rail" : "Fold the rail"}
          keys="mod+\"
          aria-expanded={!folded()}
          onClick={foldRail}
        />
      </div>
      <nav aria-label="Pages" class="mt-3 flex flex-1 flex-col gap-0.5">
        <Show when={circle()}>
          {(open) => (
            <For each={places}>
              {(place) => (
                <A
                  href={`/c/${open().id}/${place.path}`}
                  aria-current={isHere(place) ? "page" : undefined}
                  aria-label={place.label}
                  data-tip={folded() ? place.label : undefined}
                  data-tip-side="right"
                  data-tip-keys={pressesOf(place.key)[0]?.join(" ")}
                  class={`flex h-(--control) items-center gap-2.5 rounded-control px-2.5 transition-colors ${
                    isHere(place) ? "bg-press font-medium text-ink" : "text-soft hover:bg-hover hover:text-ink"
                  }`}
                >
                  <Dynamic component={place.icon} size={16} />
                  <Show when={!folded()}>{place.label}</Show>
                </A>
              )}
            </For>
          )}
        </Show>
      </nav>
      <div class="grid">
        <UserMenu folded={folded()} />
      </div>
    </aside>
  );
};

/** As many as the thumb finds without looking; the others are behind More. */
const inBar = 4;

const barItem = (here: boolean): string =>
  `flex h-14 flex-1 flex-col items-center justify-center gap-1 text-2xs font-medium ${here ? "text-accent-text" : "text-soft"}`;

export const BottomBar = (): JSX.Element => {
  const circle = currentCircle();
  const isHere = useIsHere();
  const navigate = useNavigate();
  const rest = places.slice(inBar);
  return (
    <Show when={circle()}>
      {(open) => (
        <nav
          aria-label="Pages"
          class="flex shrink-0 border-t border-line bg-well pb-[env(safe-area-inset-bottom)] md:hidden"
        >
          <For each={places.slice(0, inBar)}>
            {(place) => (
              <A
                href={`/c/${open().id}/${place.path}`}
                aria-current={isHere(place) ? "page" : undefined}
                class={barItem(isHere(place))}
              >
                <Dynamic component={place.icon} size={20} />
                {place.label}
              </A>
            )}
          </For>
          <Menu
            label="More pages"
            side="above-end"
            entries={rest.map((place) => ({
              label: place.label,
              icon: place.icon,
              run: () => navigate(`/c/${open().id}/${place.path}`),
            }))}
            trigger={(attributes) => (
              <button type="button" {...attributes} class={barItem(rest.some(isHere))}>
                <Ellipsis size={20} />
                More
              </button>
            )}
          />
        </nav>
      )}
    </Show>
  );
};
