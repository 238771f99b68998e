/** A person's own settings: looks and keys of this browser, and the account. */
import LogOut from "lucide-solid/icons/log-out";
import Monitor from "lucide-solid/icons/monitor";
import Moon from "lucide-solid/icons/moon";
import Sun from "lucide-solid/icons/sun";
import { type JSX, Show } from "solid-js";
import { Avatar } from "../../parts/avatar.tsx";
import { Button } from "../../parts/button.tsx";
import { Choice, Switch } from "../../parts/choice.tsx";
import { preferences, prefer } from "../../preferences.ts";
import { me } from "../../session.ts";
import { ReadingPage, Section } from "../../shell/page-header.tsx";
import { leave } from "../../shell/user-menu.tsx";
import { createTitle } from "../../title.ts";

const Row = (props: { title: string; about: string; children: JSX.Element }): JSX.Element => (
  <div class="flex flex-wrap items-center justify-between gap-x-6 gap-y-3 px-5 py-4">
    <div class="min-w-0">
      <p class="font-medium">{props.title}</p>
      <p class="text-soft">{props.about}</p>
    </div>
    {props.children}
  </div>
);

export const Settings = (): JSX.Element => {
  createTitle(() => "Your settings");
  return (
    <ReadingPage title="Your settings">
      <Section title="Appearance" about="Kept in this browser.">
        <div class="divide-y divide-line">
          <Row title="Theme" about="Follow the system, or choose.">
            <Choice
              label="Theme"
              value={preferences().theme}
              onChange={(theme) => prefer("theme", theme)}
              options={[
                { value: "system", label: "System", icon: <Monitor size={14} /> },
                { value: "light", label: "Light", icon: <Sun size={14} /> },
                { value: "dark", label: "Dark", icon: <Moon size={14} /> },
              ]}
            />
          </Row>
          <Row title="Density" about="Compact fits more rows; touch screens stay roomy.">
            <Choice
              label="Density"
              value={preferences().density}
              onChange={(density) => prefer("density", density)}
              options={[
                { value: "comfortable", label: "Comfortable" },
                { value: "compact", label: "Compact" },
              ]}
            />
          </Row>
        </div>
      </Section>
      <Section title="Keyboard">
        <div class="px-5 py-4">
          <Switch
            label="Shortcuts of a single character"
            hint="N for a note, J and K to move. Switch them off when you dictate or use a switch device; keys with Ctrl or ⌘, arrows and Escape stay."
            checked={preferences().singleKeys}
            onChange={(on) => prefer("singleKeys", on)}
          />
        </div>
      </Section>
      <Section title="Account">
        <Show when={me()?.user}>
          {(user) => (
            <div class="flex flex-wrap items-center gap-3 px-5 py-4">
              <Avatar user={user().id} name={user().name} size="lg" quiet />
              <div class="min-w-0 flex-1">
                <p class="truncate font-medium">{user().name}</p>
                <p class="truncate text-soft">{user().email}</p>
              </div>
              <Button icon={LogOut} onClick={leave}>
                Sign out
              </Button>
            </div>
          )}
        </Show>
      </Section>
    </ReadingPage>
  );
};
