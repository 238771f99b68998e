import { expect, test } from "vitest";
import * as z from "zod/mini";
import { NewAccount } from "../domain/account.ts";
import { NewFeedback } from "../domain/feedback.ts";
import { NewMeeting } from "../domain/meeting.ts";
import { scoreOf, usualModel } from "../domain/health.ts";
import { readHeader, readUsage } from "../domain/usage-import.ts";
import { type SampleAccount, sampleAccounts } from "./sample-accounts.ts";
import { sampleContacts } from "./sample-contacts.ts";
import { sampleFeedback } from "./sample-feedback.ts";
import { dateBefore } from "./sample-kpis.ts";
import { sampleMeetings } from "./sample-meetings.ts";
import { sampleCsv, sampleUsage } from "./sample-usage.ts";

const today = "2026-11-20";
const now = Date.parse(`${today}T12:00:00Z`);

const scores = (account: SampleAccount): number[] =>
  sampleUsage(account, 100 + sampleAccounts.indexOf(account), today).map(
    (row) => scoreOf({ segment: account.segment, seats: account.seats, row }, usualModel).value ?? Number.NaN,
  );
const named = (story: string): SampleAccount => {
  const found = sampleAccounts.find((account) => account.story === story);
  if (!found) throw new Error(`nobody's story is ${story}`);
  return found;
};

test("[RUN8] every sample account, meeting and piece of feedback is one that the API takes as it is", () => {
  const faults = [
    ...sampleAccounts.map(({ renews, usage: _usage, story: _story, owner, ...fields }) =>
      z.safeParse(NewAccount, { ...fields, renewal_date: dateBefore(today, -renews), owner }),
    ),
    ...Object.values(sampleMeetings)
      .flat()
      .map(({ ago, hour: _hour, ...fields }) => z.safeParse(NewMeeting, { ...fields, date: dateBefore(today, ago) })),
    ...Object.values(sampleFeedback)
      .flat()
      .map((fields) => z.safeParse(NewFeedback, fields)),
  ].filter(({ success }) => !success);
  expect(faults).toEqual([]);
});

test("[RUN8] the sample's accounts are about thirty, some of its contacts' companies among them; nobody else is spoken of", () => {
  const names = sampleAccounts.map(({ name }) => name);
  const companies = new Set(sampleContacts.map(({ company }) => company));
  expect([names.length, new Set(names).size]).toEqual([28, 28]);
  expect(names.filter((name) => companies.has(name)).length).toBeGreaterThan(14);
  expect(
    [...Object.keys(sampleMeetings), ...Object.keys(sampleFeedback)].filter((name) => !names.includes(name)),
  ).toEqual([]);
});

test("[RUN8] the sample's file of usage is read without a fault, to the same rows every time", () => {
  const text = sampleCsv(sampleAccounts, today);
  const [head = "", ...lines] = text.trimEnd().split("\n");
  const header = readHeader(head.split(","));
  const faults = lines.map((line) => readUsage(header, line.split(","), now)).filter((read) => "faults" in read);
  expect(faults).toEqual([]);
  expect(lines.length).toBeGreaterThan(3_000);
  expect(sampleCsv(sampleAccounts, today)).toBe(text);
});

test("[RUN8] the stories can be seen in the scores", () => {
  const change = (story: string, ago: number): number => {
    const all = scores(named(story));
    return (all.at(-1) ?? 0) - (all.at(-1 - ago) ?? 0);
  };
  expect(change("decliner", 60)).toBeLessThan(-20);
  expect(change("ticket storm", 14)).toBeLessThan(-12);
  expect(change("recovering", 60)).toBeGreaterThan(20);
  expect(scores(named("champion")).at(-1)).toBeGreaterThan(85);
  expect(sampleUsage(named("without NPS"), 1, today).every(({ nps_score }) => nps_score === null)).toBe(true);
  expect(sampleUsage(named("no data for three weeks"), 1, today).at(-1)?.date).toBe(dateBefore(today, 21));
  expect(sampleUsage(named("no data yet"), 1, today)).toEqual([]);
  const buckets = sampleAccounts.map((account) => {
    const last = scores(account).at(-1);
    return last === undefined ? "unknown" : last >= 70 ? "healthy" : last >= 40 ? "at_risk" : "critical";
  });
  const count = (bucket: string): number => buckets.filter((one) => one === bucket).length;
  expect([count("healthy") >= 10, count("at_risk") >= 6, count("critical") >= 2, count("unknown")]).toEqual([
    true,
    true,
    true,
    1,
  ]);
});
