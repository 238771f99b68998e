/** The head of an account: health with its why, ARR, renewal, owner, mood; what can be done with it. [AP1] */
import Ellipsis from "lucide-solid/icons/ellipsis";
import { createMemo, createSignal, type JSX, Show } from "solid-js";
import { healthChange } from "../../../domain/account-view.ts";
import { industryLabels } from "../../../domain/account-words.ts";
import { settingsOf } from "../../../domain/health.ts";
import { scoreText } from "../../../domain/health-words.ts";
import { Avatar } from "../../parts/avatar.tsx";
import { Button, IconButton } from "../../parts/button.tsx";
import { FloatingMenu, Menu } from "../../parts/menu.tsx";
import type { Box } from "../../parts/place.ts";
import { SentimentSign } from "../../parts/sentiment-sign.tsx";
import { TimeAgo } from "../../parts/time-ago.tsx";
import { showToast } from "../../parts/toast.tsx";
import { WhyNumber } from "../../parts/why.tsx";
import { choiceEntries } from "../accounts/cell-editor.tsx";
import { whyHealth } from "../accounts/why-health.ts";
import { daysBetween, fullDate, moneyText, nearness, untilWords } from "../accounts/words.ts";
import { useAccount } from "./account-scope.ts";
import { Gauge } from "./gauge.tsx";

const Fact = (props: { label: string; children: JSX.Element }): JSX.Element => (
  <div class="min-w-0">
    <dt class="text-xs text-faint">{props.label}</dt>
    <dd class="flex min-h-6 min-w-0 items-center gap-1.5 text-base text-ink">{props.children}</dd>
  </div>
);

const tones = { past: "text-bad-text", soon: "text-watch-text", near: "text-soft", far: "text-faint" } as const;

const Renewal = (): JSX.Element => {
  const page = useAccount();
  return (
    <Fact label="Renewal">
      <Show when={page.account().renewal_date} fallback={<span class="text-faint">No date</span>}>
        {(date) => {
          const days = createMemo(() => daysBetween(page.today(), date()));
          return (
            <span class="min-w-0">
              <span class="block whitespace-nowrap">{fullDate(date())}</span>
              <span class={`block text-xs ${tones[nearness(days())]}`}>{untilWords(days())}</span>
            </span>
          );
        }}
      </Show>
    </Fact>
  );
};

const Owner = (): JSX.Element => {
  const page = useAccount();
  const [at, setAt] = createSignal<Box | null>(null);
  const person = () => {
    const { owner } = page.account();
    return owner === null ? undefined : (page.personOf(owner) ?? { user: owner, name: "Somebody who left" });
  };
  return (
    <Fact label="Owner">
      <button
        type="button"
        aria-haspopup="menu"
        aria-disabled={page.live.reason("account.edit") ? "true" : undefined}
        aria-label={`Owner: ${person()?.name ?? "nobody"}, change`}
        class="-mx-1.5 inline-flex min-h-7 min-w-0 items-center gap-1.5 rounded-control px-1.5 hover:bg-hover max-md:min-h-(--control)"
        onClick={(event) => page.live.may("account.edit") && setAt(event.currentTarget.getBoundingClientRect())}
      >
        <Show when={person()} fallback={<span class="text-faint">Nobody</span>}>
          {(owner) => (
            <>
              <Avatar user={owner().user} name={owner().name} size="sm" quiet />
              <span class="truncate">{owner().name}</span>
            </>
          )}
        </Show>
      </button>
      <FloatingMenu
        at={at()}
        label="Owner"
        entries={choiceEntries(page.live, "owner", page.account().owner, (value) => {
          void page.acts.save(page.account().id, "owner", value);
        })}
        onClose={() => setAt(null)}
      />
    </Fact>
  );
};

/** What a person said in place of the formula, and until when; the computed score stands beside it. [C12] */
const Overridden = (): JSX.Element => {
  const page = useAccount();
  const said = () => (page.account().health_source === "override" ? page.account().override : null);
  return (
    <Show when={said()}>
      {(override) => (
        <p class="flex flex-wrap items-center gap-x-2 gap-y-1 rounded-control bg-info-soft px-3 py-2 text-sm text-info-text">
          <span class="min-w-0 flex-1 basis-60">
            <span class="font-medium">
              {(override().by === null ? undefined : page.personOf(override().by ?? "")?.name) ?? "Somebody"} set this
              health
            </span>
            {override().reason ? `: “${override().reason}”` : "."}{" "}
            <Show when={override().until}>
              {(until) => <>It ends on {fullDate(new Date(until()).toISOString().slice(0, 10))}. </>}
            </Show>
            Computed: {scoreText(page.account().computed_value, 1)}.
          </span>
          <Button class="h-7 text-xs" reason={page.live.reason("health.override")} onClick={() => page.override()}>
            Change or remove
          </Button>
        </p>
      )}
    </Show>
  );
};

export const Hero = (): JSX.Element => {
  const page = useAccount();
  const account = () => page.account();
  const thresholds = () => {
    const force = page.book.model();
    return force && settingsOf(force.model, account().segment).thresholds;
  };
  return (
    <section aria-label="At a glance" class="flex shrink-0 flex-col gap-3 px-5 pt-4 pb-3 max-md:px-4">
      <div class="flex flex-wrap items-start gap-x-6 gap-y-3">
        <WhyNumber
          label={`the health of ${account().name}`}
          why={() => whyHealth(account(), page.book.model(), page.personOf)}
          class="-m-1.5 rounded-panel p-1.5 no-underline! hover:bg-hover"
        >
          <Gauge
            value={account().health_value}
            bucket={account().health_bucket}
            change={account().health_source === "override" ? null : healthChange(account())}
            thresholds={thresholds()}
          />
        </WhyNumber>
        <div class="flex min-w-0 flex-1 basis-72 flex-col gap-2.5">
          <div class="flex items-start gap-2">
            <div class="min-w-0 flex-1">
              <Show when={page.narrow}>
                <h2 dir="auto" class="truncate text-lg font-semibold">
                  {account().name}
                </h2>
              </Show>
              <p class="truncate text-soft">
                {[`#${account().number}`, account().segment, industryLabels[account().industry], account().region]
                  .filter(Boolean)
                  .join(" · ")}
              </p>
            </div>
            <Button class="max-md:hidden" reason={page.live.reason("health.override")} onClick={() => page.override()}>
              Override
            </Button>
            <Menu
              label="Actions"
              side="below-end"
              entries={[
                { label: "Override the health…", reason: page.live.reason("health.override"), run: page.override },
                {
                  label: "Copy the link",
                  run: () =>
                    void navigator.clipboard
                      .writeText(`${location.origin}/account/${account().id}`)
                      .then(() => showToast({ text: "The link is copied", tone: "good" })),
                },
                { title: null },
                {
                  label: "Delete the account",
                  danger: true,
                  reason: page.live.reason("account.delete"),
                  run: () => page.remove(),
                },
              ]}
              trigger={(attributes) => <IconButton {...attributes} icon={Ellipsis} label="Actions" look="outline" />}
            />
          </div>
          <dl class="grid grid-cols-2 gap-x-6 gap-y-2 sm:flex sm:flex-wrap sm:gap-x-9">
            <Fact label="ARR">
              <span data-numbers class="font-medium">
                {moneyText(account().arr)}
              </span>
            </Fact>
            <Renewal />
            <Owner />
            <Show when={account().sentiment}>
              <Fact label="Sentiment">
                <SentimentSign sentiment={account().sentiment} why={account().sentiment_why} />
              </Fact>
            </Show>
            <Fact label="Last meeting">
              <Show when={account().last_meeting_at} fallback={<span class="text-faint">None</span>}>
                {(at) => <TimeAgo at={at()} />}
              </Show>
            </Fact>
          </dl>
        </div>
      </div>
      <Overridden />
    </section>
  );
};
