/** The person at this screen: looks, settings, help, sign-out. */
import { useNavigate } from "@solidjs/router";
import CircleHelp from "lucide-solid/icons/circle-question-mark";
import LogOut from "lucide-solid/icons/log-out";
import Monitor from "lucide-solid/icons/monitor";
import Moon from "lucide-solid/icons/moon";
import Settings from "lucide-solid/icons/settings";
import Sun from "lucide-solid/icons/sun";
import { type JSX, Show } from "solid-js";
import { asProblem } from "../api.ts";
import { Avatar } from "../parts/avatar.tsx";
import { Menu, type MenuEntry } from "../parts/menu.tsx";
import type { Side } from "../parts/place.ts";
import { showToast } from "../parts/toast.tsx";
import { preferences, prefer } from "../preferences.ts";
import { me, signOut } from "../session.ts";
import { shellStatus } from "../shell-status.ts";

/** [UI4] Signs out; asks first when changes of this page would be lost. */
export const leave = (): void => {
  const waiting = shellStatus()?.connection().waiting ?? 0;
  if (waiting === 0) return go();
  showToast({
    text: `${waiting === 1 ? "A change has" : `${waiting} changes have`} not reached the server yet. Signing out now loses ${waiting === 1 ? "it" : "them"}.`,
    tone: "bad",
    action: { label: "Sign out anyway", run: go },
  });
};

const go = (): void => {
  signOut().catch((error: unknown) =>
    showToast({
      text: `You are still signed in: ${asProblem(error).message}`,
      tone: "bad",
      action: { label: "Try again", run: go },
    }),
  );
};

const themes = [
  { theme: "system", label: "As the system", icon: Monitor },
  { theme: "light", label: "Light", icon: Sun },
  { theme: "dark", label: "Dark", icon: Moon },
] as const;

export const UserMenu = (props: { folded?: boolean; side?: Side }): JSX.Element => {
  const navigate = useNavigate();
  const entries = (): MenuEntry[] => [
    { title: "Appearance" },
    ...themes.map(({ theme, label, icon }) => ({
      label,
      icon,
      checked: preferences().theme === theme,
      run: () => prefer("theme", theme),
    })),
    { title: null },
    { label: "Your settings", icon: Settings, run: () => navigate("/settings") },
    { label: "Help and shortcuts", icon: CircleHelp, run: () => navigate("/help"), press: "?" },
    { title: null },
    { label: "Sign out", icon: LogOut, run: leave },
  ];
  return (
    <Show when={me()?.user}>
      {(user) => (
        <Menu
          label="You"
          side={props.side ?? "above-start"}
          entries={entries()}
          trigger={(attributes) => (
            <button
              type="button"
              {...attributes}
              class="flex h-10 min-w-0 items-center gap-2 rounded-control px-1.5 text-start hover:bg-hover aria-expanded:bg-hover"
            >
              <Avatar user={user().id} name={user().name} quiet />
              <span class="sr-only">{props.folded ? `You: ${user().name}` : "You: "}</span>
              <Show when={!props.folded}>
                <span class="min-w-0 flex-1 truncate text-soft">{user().name}</span>
              </Show>
            </button>
          )}
        />
      )}
    </Show>
  );
};
