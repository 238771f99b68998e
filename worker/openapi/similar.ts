/** The named schemas of similar accounts. [A17] */
import * as z from "zod/mini";
import { industries } from "../../domain/account-words.ts";
import { bucketsOrUnknown } from "../../domain/health.ts";
import { likenessFactors } from "../../domain/similar.ts";
import { component } from "./components.ts";

const described = (description: string) => z.meta({ description });
const number = z.nullable(z.number());

export const SimilarAccounts = component(
  "SimilarAccounts",
  z.object({
    account: z.object({ id: z.string(), number: z.int(), name: z.string() }),
    source: z.literal("rules"),
    as_of: z.string().check(z.meta({ format: "date-time" })),
    count: z.int(),
    next: z.null(),
    previous: z.null(),
    results: z.array(
      z.object({
        account: z.object({
          id: z.string(),
          number: z.int(),
          name: z.string(),
          industry: z.enum(industries),
          segment: z.nullable(z.string()),
          arr: z.number(),
          seats: number,
          health_value: number,
          health_bucket: z.enum(bucketsOrUnknown),
          daily_active_users: number,
          feature_adoption_rate: number,
          support_tickets_open: number,
          nps_score: number,
          login_frequency: number,
        }),
        score: z.number().check(described("0 to 100: the sum of its reasons' points.")),
        reasons: z.array(
          z.object({
            factor: z.enum(likenessFactors),
            points: z.number(),
            weight: z
              .number()
              .check(
                described("What it could give here: what is not known is left out, and its weight goes to the rest."),
              ),
            share: z.number(),
            says: z.string(),
          }),
        ),
        worked: z
          .array(
            z.object({
              run_id: z.string(),
              playbook: z.object({ id: z.string(), number: z.nullable(z.int()), name: z.string() }),
              outcome: z.enum(["worked", "partly"]),
              note: z.string(),
              ended_on: z.nullable(z.string()),
              health_before: number,
              health_after: number,
            }),
          )
          .check(described("Playbooks that ended well there.")),
      }),
    ),
  }),
);
