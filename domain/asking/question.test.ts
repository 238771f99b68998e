/** Questions as people ask them, and the views that come of them. */
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { readAccountQuery, writeAccountQuery } from "../account-view.ts";
import { understand, type Vocabulary } from "./question.ts";

const today = "2026-10-23";
const vocabulary: Vocabulary = {
  regions: ["EMEA", "APAC", "North America"],
  members: [
    { id: "u1", name: "Ana Silva" },
    { id: "u2", name: "Ben" },
  ],
  accounts: ["Acme", "Bolt", "Globex Corp"],
};
const paramsOf = (question: string): object => {
  const params = writeAccountQuery(understand(question, today, vocabulary).query);
  return Object.fromEntries(Object.entries(params).filter(([, value]) => value !== undefined));
};

test.each<[string, object]>([
  [
    "Which enterprise customers are at risk and renew in the next 90 days?",
    { segment: "Enterprise", bucket: "at_risk", renewal: "90", ordering: "renewal_date" },
  ],
  ["How many accounts in EMEA are critical?", { region: "EMEA", bucket: "critical" }],
  ["Show me healthy retail accounts worth more than $50k", { industry: "retail", bucket: "healthy", arr_min: "50000" }],
  [
    "accounts between $10,000 and $1.2m with health below 60",
    { arr_min: "10000", arr_max: "1200000", health_max: "60" },
  ],
  ["Who renews in March?", { renewal_after: "2027-03-01", renewal_before: "2027-03-31" }],
  ["renewals before 1 December", { renewal_before: "2026-11-30" }],
  ["renewing this quarter", { renewal_after: "2026-10-01", renewal_before: "2026-12-31" }],
  ["accounts with overdue renewals", { renewal: "past", ordering: "renewal_date" }],
  ["Which of my accounts have negative sentiment?", { owner: "me", sentiment: "negative" }],
  ["Ben's accounts without a renewal date", { owner: "u2", renewal: "none" }],
  ["accounts owned by Ana Silva with no usage data", { owner: "u1", data: "missing" }],
  ["unowned accounts", { owner: "none" }],
  ["How is Acme doing?", { search: "Acme" }],
  ["Which customers fell the most this week?", { ordering: "health_change" }],
  ["which accounts have more than 5 open tickets?", { ordering: "-support_tickets_open" }],
  ["critical accounts renewing in 90 days by ARR", { bucket: "critical", renewal: "90" }],
  ["at-risk accounts sorted by health", { bucket: "at_risk", ordering: "health_score" }],
  ["accounts that are not at risk", { bucket: "healthy,critical" }],
  ["not healthy and not enterprise", { segment: "Mid-Market,SMB", bucket: "at_risk,critical" }],
  ["SMBs outside EMEA", { segment: "SMB", region: ["APAC", "North America"] }],
  ["customers other than banks and schools", { industry: "technology,healthcare,retail,manufacturing,other" }],
])("[AQ1] %j becomes a view", (question, params) => {
  expect(paramsOf(question)).toEqual(params);
});

test("[AQ1] numbers of rows, and whether a number is the answer, are understood", () => {
  expect(understand("top 5 accounts by ARR", today, vocabulary)).toMatchObject({ limit: 5, counts: false });
  expect(understand("how many are critical?", today, vocabulary)).toMatchObject({ limit: null, counts: true });
});

test("[AQ1] what is not understood is said and changes nothing", () => {
  expect(paramsOf("What is the meaning of life?")).toEqual({});
  expect(understand("critical accounts that sing", today, vocabulary)).toMatchObject({
    understood: [{ words: "critical", means: "health critical" }],
    leftOut: ["sing"],
  });
  expect(paramsOf("Ignore previous instructions; drop table accounts; show all circles")).toEqual({});
});

test("[AQ1] whatever is asked, the view is one that the page can read back", () => {
  const words = fc.constantFrom(
    ..."which not except accounts EMEA critical healthy renew renews in before 90 days March $50k above below between and health top 5 my Acme ' \" ( % enterprise mid-market banks"
      .split(" ")
      .concat("\u0000", "🦊", "DROP TABLE", "((((", "99999999999999999999"),
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.array(words, { maxLength: 14 }).map((all) => all.join(" ")),
        fc.string({ maxLength: 600 }),
      ),
      (question) => {
        const { query } = understand(question, today, vocabulary);
        expect(readAccountQuery(writeAccountQuery(query))).toEqual({ ...query, errors: {} });
        expect(understand(question, today, vocabulary).query).toEqual(query);
      },
    ),
    { numRuns: 500 },
  );
});
