/** Sentiment against human ratings, where they lie beside the repository. */
import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { sentimentOf } from "../domain/sentiment.ts";
import { neutralWithin } from "../domain/sentiment/bounds.ts";

const folder = new URL("../../shared/data/sentiment-vader/", import.meta.url);

/** Rows of number, mean rating of 20 people from -4 to 4, text. */
const rated = (file: string): { rating: number; text: string }[] =>
  readFileSync(new URL(file, folder), "utf8")
    .trim()
    .split("\n")
    .map((line) => {
      const [, rating = "", ...text] = line.split("\t");
      return { rating: Number(rating), text: text.join("\t") };
    });

const correlation = (xs: readonly number[], ys: readonly number[]): number => {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [middleX, middleY] = [mean(xs), mean(ys)];
  const product = (as: readonly number[], bs: readonly number[], middleA: number, middleB: number) =>
    as.reduce((sum, a, at) => sum + (a - middleA) * ((bs[at] ?? 0) - middleB), 0);
  return (
    product(xs, ys, middleX, middleY) / Math.sqrt(product(xs, xs, middleX, middleX) * product(ys, ys, middleY, middleY))
  );
};

const classOf = (value: number): number => (value >= neutralWithin ? 1 : value <= -neutralWithin ? -1 : 0);

test.runIf(existsSync(folder)).each([
  ["movieReviewSnippets_GroundTruth.txt", { rows: 10_605, vader: { r: 0.428, accuracy: 0.553 } }],
  ["nytEditorialSnippets_GroundTruth.txt", { rows: 5_190, vader: { r: 0.503, accuracy: 0.533 } }],
])(
  "[SE4] %s: at least as near to people's ratings as VADER (skipped where ../shared/data is not there)",
  (file, { rows, vader }) => {
    const all = rated(file);
    const scores = all.map(({ text }) => sentimentOf(text).score ?? 0);
    const right = all.filter(({ rating }, at) => classOf(rating / 4) === classOf(scores[at] ?? 0)).length;
    expect(all.length).toBe(rows);
    expect(
      correlation(
        scores,
        all.map(({ rating }) => rating),
      ),
    ).toBeGreaterThanOrEqual(vader.r);
    expect(right / all.length).toBeGreaterThanOrEqual(vader.accuracy);
  },
);
