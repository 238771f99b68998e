/** Deliveries that nobody woke up for, once a minute; and once a day those that are old enough to be forgotten. [IW8] [IW15] */
import { forgetOld, sweep } from "../webhooks/sweep.ts";
import { daily, type Job } from "./job.ts";

const minute = 60_000;
/** A delivery younger than this is still on its way. */
const patience = 10_000;

export const leftWebhooks: Job = {
  name: "left-webhooks",
  next: (after) => Math.floor(after / minute + 1) * minute,
  async run(desk, now) {
    await sweep(desk, now - patience);
    return null;
  },
};

export const oldWebhooks: Job = {
  name: "old-webhooks",
  next: daily(3 * 60 * minute),
  async run(desk, now) {
    await forgetOld(desk, now);
    return null;
  },
};
