/** What models may cost a circle in a day (UTC), and what they did cost. [WR7] */
import { and, eq, sql } from "drizzle-orm";
import { aiUsage } from "../../drizzle/ai.ts";
import type { Database } from "../database.ts";
import { type Env, numberFrom } from "../env.ts";

const usualTokens = 200_000;

export const tokensPerDay = (env: Env): number => numberFrom(env.AI_TOKENS_PER_DAY, usualTokens);

export interface Usage {
  /** `YYYY-MM-DD`. */
  day: string;
  requests: number;
  input_tokens: number;
  output_tokens: number;
  removed: number;
}

export const usageOf = async (db: Database, circle: string, day: string): Promise<Usage> => {
  const row = await db
    .select()
    .from(aiUsage)
    .where(and(eq(aiUsage.circle, circle), eq(aiUsage.day, day)))
    .get();
  const { requests = 0, input_tokens = 0, output_tokens = 0, removed = 0 } = row ?? {};
  return { day, requests, input_tokens, output_tokens, removed };
};

/** True while there is something left. Two texts begun at once may together go a little over it. */
export const mayAsk = async (env: Env, db: Database, circle: string, day: string): Promise<boolean> => {
  const { input_tokens, output_tokens } = await usageOf(db, circle, day);
  return input_tokens + output_tokens < tokensPerDay(env);
};

export const charge = async (
  db: Database,
  circle: string,
  day: string,
  cost: { input: number; output: number; removed: number },
): Promise<void> => {
  await db
    .insert(aiUsage)
    .values({ circle, day, requests: 1, input_tokens: cost.input, output_tokens: cost.output, removed: cost.removed })
    .onConflictDoUpdate({
      target: [aiUsage.circle, aiUsage.day],
      set: {
        requests: sql`requests + 1`,
        input_tokens: sql`input_tokens + ${cost.input}`,
        output_tokens: sql`output_tokens + ${cost.output}`,
        removed: sql`removed + ${cost.removed}`,
      },
    });
};
