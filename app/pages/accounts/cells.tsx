/** What each column shows of an account. Every cell reads only what it shows. */
import { createMemo, type JSX, Show } from "solid-js";
import type { BookAccount } from "../../../domain/account.ts";
import { dataStateOf, healthChange } from "../../../domain/account-view.ts";
import { industryLabels } from "../../../domain/account-words.ts";
import type { Factor } from "../../../domain/health.ts";
import { inputText } from "../../../domain/health-words.ts";
import { Avatar } from "../../parts/avatar.tsx";
import { HealthBadge } from "../../parts/health-badge.tsx";
import { SentimentSign } from "../../parts/sentiment-sign.tsx";
import { WhyNumber } from "../../parts/why.tsx";
import { exactTime, relativeTime } from "../../relative-time.ts";
import { useAccounts } from "./accounts-scope.ts";
import type { ColumnName } from "./view.ts";
import { dataAbout, dataLabels, dateText, daysBetween, moneyText, nearness, untilText, untilWords } from "./words.ts";
import { whyHealth } from "./why-health.ts";

interface CellProps {
  account: BookAccount;
}

const Nothing = (): JSX.Element => <span class="text-faint">–</span>;

const Plain = (props: { text: string | null }): JSX.Element => (
  <Show when={props.text} fallback={<Nothing />}>
    <span dir="auto" class="truncate">
      {props.text}
    </span>
  </Show>
);

export const HealthCell = (props: CellProps): JSX.Element => {
  const page = useAccounts();
  return (
    <WhyNumber
      tabindex={-1}
      label={`the health of ${props.account.name}`}
      why={() => whyHealth(props.account, page.book.model(), page.personOf)}
      class="no-underline! -mx-1 min-w-0 px-1 hover:bg-press"
    >
      <HealthBadge
        bucket={props.account.health_bucket}
        value={props.account.health_value}
        change={props.account.health_source === "override" ? null : healthChange(props.account)}
        overridden={props.account.health_source === "override"}
      />
    </WhyNumber>
  );
};

const renewalTones = { past: "text-bad-text", soon: "text-watch-text", near: "text-soft", far: "text-faint" } as const;

export const RenewalCell = (props: CellProps): JSX.Element => {
  const page = useAccounts();
  return (
    <Show when={props.account.renewal_date} fallback={<Nothing />}>
      {(date) => {
        const days = createMemo(() => daysBetween(page.today(), date()));
        return (
          <span class="flex min-w-0 flex-1 items-baseline justify-between gap-2" data-tip={untilWords(days())}>
            <span class="truncate">{dateText(date(), page.today())}</span>
            <span class={`text-xs whitespace-nowrap ${renewalTones[nearness(days())]}`}>{untilText(days())}</span>
          </span>
        );
      }}
    </Show>
  );
};

export const OwnerCell = (props: CellProps): JSX.Element => {
  const page = useAccounts();
  const person = () => (props.account.owner === null ? undefined : page.personOf(props.account.owner));
  return (
    <Show when={props.account.owner !== null} fallback={<Nothing />}>
      <span class="flex min-w-0 items-center gap-1.5">
        <Avatar user={props.account.owner ?? ""} name={person()?.name ?? "Somebody"} size="sm" quiet />
        <span class="truncate">{person()?.name ?? "Somebody who left"}</span>
      </span>
    </Show>
  );
};

const dataTones = {
  fresh: "text-soft",
  gaps: "text-watch-text",
  stale: "text-watch-text",
  missing: "text-faint",
} as const;

export const UsageCell = (props: CellProps): JSX.Element => {
  const page = useAccounts();
  const state = createMemo(() => dataStateOf(props.account, page.today()));
  const age = () => (props.account.date === null ? null : Math.max(0, daysBetween(props.account.date, page.today())));
  return (
    <span class={`flex min-w-0 items-baseline gap-1.5 ${dataTones[state()]}`} data-tip={dataAbout[state()]}>
      <span class="truncate">{dataLabels[state()]}</span>
      <Show when={age() !== null}>
        <span class="text-xs text-faint">{age() === 0 ? "today" : `${age()?.toLocaleString()} d`}</span>
      </Show>
    </span>
  );
};

const Age = (props: { at: number | null }): JSX.Element => {
  const page = useAccounts();
  return (
    <Show when={props.at} fallback={<Nothing />}>
      {(at) => (
        <time datetime={new Date(at()).toISOString()} data-tip={exactTime(at())} class="text-soft">
          {relativeTime(at(), page.now())}
        </time>
      )}
    </Show>
  );
};

const usage = (
  factor: Factor,
  field: "daily_active_users" | "feature_adoption_rate" | "nps_score" | "login_frequency" | "support_tickets_open",
) => {
  const UsageNumber = (props: CellProps): JSX.Element => (
    <span class={props.account[field] === null ? "text-faint" : ""}>{inputText(factor, props.account[field])}</span>
  );
  return UsageNumber;
};

export const cells: Record<ColumnName, (props: CellProps) => JSX.Element> = {
  health: HealthCell,
  arr: (props) => <span>{moneyText(props.account.arr)}</span>,
  renewal: RenewalCell,
  owner: OwnerCell,
  segment: (props) => <Plain text={props.account.segment} />,
  industry: (props) => <Plain text={industryLabels[props.account.industry]} />,
  region: (props) => <Plain text={props.account.region} />,
  sentiment: (props) => <SentimentSign sentiment={props.account.sentiment} why={props.account.sentiment_why} />,
  usage: UsageCell,
  dau: usage("dau", "daily_active_users"),
  adoption: usage("adoption", "feature_adoption_rate"),
  tickets: usage("tickets", "support_tickets_open"),
  nps: usage("nps", "nps_score"),
  login: usage("login", "login_frequency"),
  seats: (props) => (
    <Show when={props.account.seats} fallback={<Nothing />}>
      {props.account.seats?.toLocaleString()}
    </Show>
  ),
  feedback: (props) => (
    <span class={props.account.open_feedback === 0 ? "text-faint" : ""}>
      {props.account.open_feedback.toLocaleString()}
    </span>
  ),
  meeting: (props) => <Age at={props.account.last_meeting_at} />,
  number: (props) => <span class="text-soft">#{props.account.number}</span>,
  created: (props) => <Age at={props.account.created_at} />,
  updated: (props) => <Age at={props.account.updated_at} />,
};
