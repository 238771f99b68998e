/** Accounts and models out of the air, for the tests that say what holds for all of them. */
import * as fc from "fast-check";
import type { Curve } from "../domain/curve.ts";
import { type HealthInputs, type HealthModel, type UsageRow, usualModel } from "../domain/health.ts";

/** A day of which only what is given is known. */
export const row = (known: Partial<UsageRow>): UsageRow => ({
  date: "2024-01-01",
  daily_active_users: null,
  feature_adoption_rate: null,
  support_tickets_open: null,
  nps_score: null,
  login_frequency: null,
  ...known,
});

const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { freq: 5 });
const ratio = fc.oneof(
  fc.integer({ min: 0, max: 100 }).map((percent) => percent / 100),
  fc.double({ min: 0, max: 1, noNaN: true }),
);

const anyRow: fc.Arbitrary<UsageRow> = fc.record({
  date: fc.constantFrom("2024-01-01", "2024-01-02"),
  daily_active_users: maybe(fc.nat(200)),
  feature_adoption_rate: maybe(ratio),
  support_tickets_open: maybe(fc.nat(20)),
  nps_score: maybe(fc.integer({ min: -100, max: 100 })),
  login_frequency: maybe(ratio),
});

const segment = fc.constantFrom("Enterprise", "Mid-Market", "SMB");

export const anyInputs: fc.Arbitrary<HealthInputs> = fc.record({
  segment: maybe(segment),
  seats: maybe(fc.nat(500)),
  row: fc.option(anyRow, { freq: 20 }),
});

const weight = fc.integer({ min: 0, max: 10_000 }).map((hundredths) => hundredths / 100);
const weights = fc
  .record({ dau: weight, adoption: weight, tickets: weight, nps: weight, login: weight })
  .filter((all) => Object.values(all).some((one) => one > 0));

const curve: fc.Arbitrary<Curve> = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 999 }), fc.nat(1_000)), { maxLength: 6 })
  .map((points) => {
    const inputs = [...new Set(points.map(([x]) => x))].toSorted((a, b) => a - b);
    const shares = points.map(([, y]) => y).toSorted((a, b) => a - b);
    return [[0, 0], ...inputs.map((x, at) => [x / 1_000, (shares[at] ?? 0) / 1_000]), [1, 1]] as Curve;
  });
const curves = fc.record({ dau: curve, adoption: curve, tickets: curve, nps: curve, login: curve });

const thresholds = fc
  .tuple(fc.integer({ min: 0, max: 99 }), fc.integer({ min: 1, max: 100 }))
  .filter(([low, high]) => low < high)
  .map(([low, high]) => ({ at_risk: low, healthy: high }));

export const anyModel: fc.Arbitrary<HealthModel> = fc.oneof(
  { weight: 1, arbitrary: fc.constant(usualModel) },
  {
    weight: 5,
    arbitrary: fc.record({
      weights,
      curves,
      dau_target: fc.record({
        default: fc.integer({ min: 1, max: 300 }),
        by_segment: fc.dictionary(segment, fc.integer({ min: 1, max: 300 })),
        use_seats: fc.boolean(),
      }),
      tickets_at_zero: fc.integer({ min: 1, max: 30 }),
      thresholds,
      segments: fc.dictionary(
        segment,
        fc.record(
          { weights, curves, tickets_at_zero: fc.integer({ min: 1, max: 30 }), thresholds },
          { requiredKeys: [] },
        ),
      ),
    }),
  },
);
