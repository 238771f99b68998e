/** The big numbers: each with its unit, its direction and what it is compared with. [PO1] [PO2] */
import { A } from "@solidjs/router";
import ArrowDown from "lucide-solid/icons/arrow-down";
import ArrowRight from "lucide-solid/icons/arrow-right";
import ArrowUp from "lucide-solid/icons/arrow-up";
import { createMemo, type JSX, Show } from "solid-js";
import { Dynamic } from "solid-js/web";
import { scoreText } from "../../../domain/health-words.ts";
import { retentionFrom } from "../../../domain/portfolio-resource.ts";
import { type Why, WhyNumber } from "../../parts/why.tsx";
import { whyArr } from "../accounts/why-totals.ts";
import { accountsCounted, moneyShort } from "../accounts/words.ts";
import { usePortfolio } from "./portfolio-scope.ts";
import { whyAtRisk, whyRenewals, whyRetention, whyWeighted } from "./why-portfolio.ts";

interface Direction {
  /** Positive is up. */
  change: number;
  /** The change as it is written, without a sign. */
  text: string;
  /** True where up is good. */
  upIsGood: boolean;
  /** What it is compared with. */
  against: string;
}

const Moved = (props: { moved: Direction }): JSX.Element => {
  const still = () => props.moved.text === "0" || props.moved.change === 0;
  const good = () => props.moved.change > 0 === props.moved.upIsGood;
  return (
    <span class="inline-flex items-center gap-1">
      <span
        class={`inline-flex items-center font-medium ${still() ? "text-faint" : good() ? "text-good-text" : "text-bad-text"}`}
      >
        <Dynamic
          component={still() ? ArrowRight : props.moved.change > 0 ? ArrowUp : ArrowDown}
          size={12}
          aria-label={still() ? "unchanged" : props.moved.change > 0 ? "up" : "down"}
        />
        {still() ? "no change" : props.moved.text}
      </span>{" "}
      {props.moved.against}
    </span>
  );
};

const Figure = (props: {
  label: string;
  value: string;
  unit?: string;
  why: () => Why;
  moved?: Direction | undefined;
  /** Stands in place of the comparison, or beside it. */
  about?: JSX.Element;
  href?: string;
  rows?: string;
}): JSX.Element => (
  <div class="port-figure" data-figure={props.label}>
    <dt class="text-xs text-soft">{props.label}</dt>
    <dd data-numbers class="flex items-baseline gap-1">
      <WhyNumber label={props.label} why={() => props.why()} class="text-2xl font-semibold tracking-tight text-ink">
        {props.value}
      </WhyNumber>
      <Show when={props.unit}>
        <span class="text-xs text-faint">{props.unit}</span>
      </Show>
    </dd>
    <dd data-numbers class="flex min-h-4 flex-wrap gap-x-2 text-xs text-faint">
      <Show when={props.moved}>{(moved) => <Moved moved={moved()} />}</Show>
      {props.about}
    </dd>
    <Show when={props.href}>
      {(href) => (
        <dd>
          <A href={href()} class="text-xs text-accent-text hover:underline">
            {props.rows}
          </A>
        </dd>
      )}
    </Show>
  </div>
);

const percentText = (value: number | null): string =>
  value === null ? "–" : `${(Math.round(value * 10) / 10).toLocaleString()}%`;
const monthDay = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short", year: "numeric" });

/** How the period reads: `in 30 days`, `in 12 months`. */
export const periodWords = (days: number): string => (days === 365 ? "in 12 months" : `in ${days} days`);

export const Figures = (): JSX.Element => {
  const page = usePortfolio();
  const asker = () => ({ addressOf: page.addressOf, now: page.now() });
  const whole = () => page.whole();
  const retention = createMemo(() => {
    const found = page.retention.data();
    return found && retentionFrom(found.period, found.lines);
  });
  const back = () => {
    const points = page.trend.data()?.points ?? [];
    const every = page.trend.data()?.every ?? 1;
    return points.at(-1 - Math.round(30 / every));
  };
  const healthMoved = (): Direction | undefined => {
    const then = back()?.weighted_health;
    const now = whole().weighted_health;
    if (then === null || then === undefined || now === null) return undefined;
    const change = now - then;
    return { change, text: String(Math.round(Math.abs(change) * 10) / 10), upIsGood: true, against: "in 30 days" };
  };
  const riskMoved = (): Direction | undefined => {
    const then = back();
    if (!then || then.scored === 0) return undefined;
    const change = whole().at_risk.count - then.buckets.critical - then.buckets.at_risk;
    return { change, text: accountsCounted(Math.abs(change)), upIsGood: false, against: "in 30 days" };
  };
  const arrMoved = (): Direction | undefined => {
    const found = retention();
    if (!found || found.start.arr === 0) return undefined;
    const change = whole().arr - found.start.arr;
    return { change, text: moneyShort(Math.abs(change)), upIsGood: true, against: periodWords(page.period()) };
  };
  const share = () => (whole().arr === 0 ? 0 : Math.round((100 * whole().at_risk.arr) / whole().arr));
  const rateAbout = (): string => {
    const found = retention();
    if (!found) return page.retention.problem() ? "could not be loaded" : "…";
    if (found.nrr !== null) return `of ${moneyShort(found.start.arr)} ${periodWords(page.period())}`;
    return found.known_since === null
      ? "no account yet"
      : `the first account came on ${monthDay.format(found.known_since)}`;
  };
  const against100 = (value: number | null | undefined): Direction | undefined =>
    value === null || value === undefined
      ? undefined
      : {
          change: value - 100,
          text: percentText(Math.abs(value - 100)).replace("%", " pt"),
          upIsGood: true,
          against: "against 100%",
        };
  const noRetention = (): Why => ({
    title: "Retention",
    total: { label: "Not known yet", value: null, text: "–" },
    terms: [],
    note: "Retention compares what accounts pay now with what they paid at the start of the period. It is told once accounts are older than that.",
    asOf: page.now(),
    version: "From the accounts' timelines",
  });
  const rate = (kind: "nrr" | "grr") => (): Why => {
    const found = retention();
    return found?.nrr === null || found === undefined ? noRetention() : whyRetention(kind, found, asker());
  };
  return (
    <dl class="port-figures">
      <Figure
        label="ARR"
        value={moneyShort(whole().arr)}
        why={() => whyArr(page.accounts(), page.addressOf, page.now(), "ARR of all accounts")}
        moved={arrMoved()}
        href={page.listAddress({})}
        rows={accountsCounted(whole().count)}
      />
      <Figure
        label="Health, weighted by ARR"
        value={scoreText(whole().weighted_health, 1)}
        unit="of 100"
        why={() => whyWeighted(page.accounts(), whole(), asker())}
        moved={healthMoved()}
        about={<span>{scoreText(whole().average_health, 1)} simple</span>}
        href={page.listAddress({ ordering: "health_score" })}
        rows={`${whole().scored.count.toLocaleString()} with a score`}
      />
      <Figure
        label="ARR at risk"
        value={moneyShort(whole().at_risk.arr)}
        unit={`${share()}%`}
        why={() => whyAtRisk(page.accounts(), asker())}
        moved={riskMoved()}
        href={page.listAddress({ bucket: "critical,at_risk", ordering: "health_score" })}
        rows={accountsCounted(whole().at_risk.count)}
      />
      <Figure
        label="Net revenue retention"
        value={percentText(retention()?.nrr ?? null)}
        why={rate("nrr")}
        moved={against100(retention()?.nrr)}
        about={<span>{rateAbout()}</span>}
        href="#retention"
        rows="What changed"
      />
      <Figure
        label="Gross revenue retention"
        value={percentText(retention()?.grr ?? null)}
        why={rate("grr")}
        moved={against100(retention()?.grr)}
        about={<span>{rateAbout()}</span>}
        href="#retention"
        rows="What was lost"
      />
      <Figure
        label="Renewals in 90 days"
        value={moneyShort(whole().renewals[90].arr)}
        why={() => whyRenewals(page.accounts(), 90, page.today(), asker())}
        about={
          <span class={whole().renewals[90].at_risk.arr > 0 ? "text-bad-text" : ""}>
            {moneyShort(whole().renewals[90].at_risk.arr)} of it at risk
          </span>
        }
        href={page.listAddress({ renewal: "90", ordering: "renewal_date" })}
        rows={accountsCounted(whole().renewals[90].count)}
      />
    </dl>
  );
};
