/** Why an account's health is what it is, from what the browser holds: the formula's own terms. [WH1] [H2] */
import type { BookAccount } from "../../../domain/account.ts";
import type { Contribution, HealthInputs, HealthModel } from "../../../domain/health.ts";
import { scoreOf } from "../../../domain/health.ts";
import { bucketLabels, factorLabels, inputText, scoreText } from "../../../domain/health-words.ts";
import { exactTime } from "../../relative-time.ts";
import type { Why, WhyTerm } from "../../parts/why.tsx";
import { fullDate } from "./words.ts";

/** What a score of this account is computed from. */
export const inputsOf = (account: BookAccount): HealthInputs => ({
  segment: account.segment,
  seats: account.seats,
  row:
    account.date === null
      ? null
      : {
          date: account.date,
          daily_active_users: account.daily_active_users,
          feature_adoption_rate: account.feature_adoption_rate,
          support_tickets_open: account.support_tickets_open,
          nps_score: account.nps_score,
          login_frequency: account.login_frequency,
        },
});

const targetWords: Record<NonNullable<Contribution["target_from"]>, string> = {
  seats: "the account's seats",
  segment: "the target of its segment",
  default: "the usual target",
  model: "where tickets earn nothing",
};

const tidy = (value: number): string => String(Math.round(value * 100) / 100);

/** A contribution in words: the input, what it was measured against, and what it could have earned. */
export const termOf = ({
  factor,
  value,
  points,
  weight,
  share,
  missing,
  target,
  target_from,
}: Contribution): WhyTerm => ({
  label: factorLabels[factor],
  value: points,
  text: missing ? "–" : tidy(points),
  missing,
  ...(missing ? {} : { share }),
  detail: missing
    ? "No value: left out, its weight spread over the rest."
    : `${inputText(factor, value)}${
        target === null ? "" : ` against ${target.toLocaleString()}, ${targetWords[target_from ?? "model"]}`
      } · ${tidy(share * 100)}% of ${tidy(weight)}`,
});

/** The override tells first; the formula's own number stands beside it. [C12] */
export const whyHealth = (
  account: BookAccount,
  force: { version: number; model: HealthModel } | undefined,
  personOf: (user: string) => { name: string } | undefined,
): Why => {
  const inputs = inputsOf(account);
  const score = force && scoreOf(inputs, force.model);
  const { override } = account;
  const said =
    account.health_source === "override" && override
      ? `${(override.by === null ? undefined : personOf(override.by)?.name) ?? "Somebody"} set it to ${
          override.value === null ? bucketLabels[account.health_bucket].toLowerCase() : scoreText(override.value, 2)
        } on ${exactTime(override.at)}: “${override.reason}”${
          override.until === null ? "" : ` It ends on ${exactTime(override.until)}.`
        } The formula says:`
      : undefined;
  return {
    title: `Health of ${account.name}`,
    total: {
      label: score?.value === null || score === undefined ? "No score" : bucketLabels[score.bucket],
      value: score?.value ?? null,
      text: scoreText(score?.value ?? null, 2),
    },
    terms: score?.contributions.map(termOf) ?? [],
    note: said ?? (score?.value === null ? "No usage came yet, so there is no score and no bucket." : undefined),
    asOf: account.date === null ? "no usage" : `usage of ${fullDate(account.date)}`,
    version:
      force === undefined ? null : force.version === 0 ? "The usual health model" : `Health model ${force.version}`,
  };
};
