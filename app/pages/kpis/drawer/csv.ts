/** The shown range as a file that a spreadsheet opens and never runs. [KB17] */
import { csvLine } from "../../../../domain/csv.ts";
import { percentageComplete } from "../../../../domain/kpi-arithmetic.ts";
import { writeAmount } from "../../../../domain/amount.ts";
import type { Series } from "../values.ts";

/** With a byte order mark, so that Excel reads it as UTF-8. Amounts are written by us: a minus in front is a number's. */
export const historyCsv = ({ times, values, targets }: Series, notes: ReadonlyMap<number, string>): string => {
  let text = `\uFEFF${csvLine(["recorded_at", "value", "target", "percentage_complete", "note"])}`;
  for (const [at, time] of times.entries()) {
    const [value, target] = [values[at] ?? 0, targets[at] ?? 0];
    const numbers = [value, target, percentageComplete(value, target)].map(writeAmount).join(",");
    text += `${new Date(time).toISOString()},${numbers},${csvLine([notes.get(time) ?? ""])}`;
  }
  return text;
};

/** A file name that every system takes. */
export const fileNameOf = (name: string, span: string): string => {
  const plain = name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-|-$/g, "")
    .toLowerCase()
    .slice(0, 60);
  return `${plain || "kpi"}-${span === "all" ? "all" : `${span}-days`}.csv`;
};

export const download = (name: string, text: string): void => {
  const address = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  // Some browsers begin the download a moment later.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
};
