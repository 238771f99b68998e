/** `npm run bench:whatif`: a book of accounts rescored under a model that a slider bends a little each time. `--accounts 10000 --runs 300` */
import { parseArgs } from "node:util";
import { bent } from "../../domain/curve.ts";
import { columnsOf, makeStanding, movesBetween, rescore } from "../../domain/health-fast.ts";
import { type HealthModel, usualModel } from "../../domain/health.ts";
import { machine, ms, summary } from "./figures.ts";

const { values } = parseArgs({
  options: { accounts: { type: "string", default: "10000" }, runs: { type: "string", default: "300" } },
});
const [accounts, runs] = [Number(values.accounts), Number(values.runs)];

const segments = ["Enterprise", "Mid-Market", "SMB", null];
const book = columnsOf(
  Array.from({ length: accounts }, (_, at) => ({
    segment: segments[at % 4] ?? null,
    seats: at % 3 === 0 ? 5 + (at % 200) : null,
    arr: (at % 977) * 10_000,
    override: null,
    row: {
      date: "2024-01-01",
      daily_active_users: (at * 7) % 150,
      feature_adoption_rate: (at % 101) / 100,
      support_tickets_open: at % 13,
      nps_score: at % 6 === 0 ? null : ((at * 13) % 201) - 100,
      login_frequency: ((at * 17) % 101) / 100,
    },
  })),
);

/** All five curves bent at nine points, and one segment apart: the dearest model that sliders make. */
const dragged = (at: number): HealthModel => {
  const curve = bent(((at % 20) - 10) / 10);
  return {
    ...usualModel,
    weights: { ...usualModel.weights, dau: (at * 7) % 100 },
    curves: { dau: curve, adoption: curve, tickets: curve, nps: curve, login: curve },
    segments: { SMB: { weights: { nps: at % 50 } } },
  };
};

const before = rescore(book, usualModel);
const after = makeStanding(accounts);
const times: { rescored: number[]; withMoves: number[] } = { rescored: [], withMoves: [] };
for (let at = 0; at < runs; at += 1) {
  const model = dragged(at);
  const start = performance.now();
  rescore(book, model, after);
  times.rescored.push(performance.now() - start);
  movesBetween(book, before, after);
  times.withMoves.push(performance.now() - start);
}
console.log(machine());
for (const [what, all] of Object.entries({ rescored: times.rescored, "with bucket moves": times.withMoves })) {
  const { p50, p95, most } = summary(all);
  console.log(
    `${accounts} accounts ${what}: p50 ${ms(p50)}, p95 ${ms(p95)}, most ${ms(most)}, first ${ms(all[0] ?? Number.NaN)}`,
  );
}
