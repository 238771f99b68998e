/** What the beginning of a file shows of its columns, and which values of other systems it holds. */
import { type ImportField, listFields, type ListField } from "../../domain/import/field.ts";
import type { RowPlan } from "../../domain/import/row.ts";
import { matchValue } from "../../domain/import/values.ts";
import { saysNothing, valueKey } from "../../domain/import/words.ts";

export interface ColumnFacts {
  name: string;
  field: ImportField | null;
  /** Up to three values, each once. */
  samples: string[];
  /** Share of the sampled rows that have a value, from 0 to 1. */
  filled: number;
}

export interface ValueFacts {
  field: ListField;
  value: string;
  count: number;
  /** Our value for it; null when it is left out, or when nobody knows it. */
  to: string | null;
  /** False refuses the rows that have it. */
  known: boolean;
}

const longestSample = 80;
const mostValues = 100;

export const columnFacts = ({ names, mapping }: RowPlan, sample: readonly string[][]): ColumnFacts[] =>
  names.map((name, index) => {
    const filled = sample.map((row) => (row[index] ?? "").trim()).filter((value) => value !== "");
    return {
      name,
      field: mapping.fields[index] ?? null,
      samples: [...new Set(filled)].slice(0, 3).map((value) => value.slice(0, longestSample)),
      filled: sample.length === 0 ? 0 : Math.round((filled.length / sample.length) * 100) / 100,
    };
  });

/** Counts the values of status and stage as rows go by. */
export class ValueCounts {
  readonly #plan: RowPlan;
  readonly #counts = {
    status: new Map<string, { value: string; count: number }>(),
    funnel_stage: new Map<string, { value: string; count: number }>(),
  };

  constructor(plan: RowPlan) {
    this.#plan = plan;
  }

  count(cells: readonly string[]): void {
    for (const field of listFields)
      for (const column of this.#plan.sources[field]) {
        const value = (cells[column] ?? "").trim();
        if (saysNothing(value)) continue;
        const key = valueKey(value);
        const counts = this.#counts[field];
        const known = counts.get(key);
        if (known) known.count += 1;
        else if (counts.size < mostValues) counts.set(key, { value: value.slice(0, longestSample), count: 1 });
      }
  }

  /** Most frequent first. */
  facts(): ValueFacts[] {
    return listFields.flatMap((field) =>
      [...this.#counts[field]]
        .toSorted(([, one], [, other]) => other.count - one.count)
        .map(([key, { value, count }]) => {
          const said = this.#plan.mapping.values[field].get(key);
          const to = said === undefined ? matchValue(field, value) : said;
          return { field, value, count, to, known: said !== undefined || to !== null };
        }),
    );
  }
}
