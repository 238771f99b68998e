/** What Stripe and Chargebee have in common: prices per period, in a currency's smallest unit. */
import type { Reader } from "../../domain/payload.ts";
import type { ContractChange } from "../../domain/webhook-change.ts";

/** Currencies without cents, and those with a thousand parts. */
const whole = new Set("BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF UGX VND VUV XAF XOF XPF".split(" "));
const thousandths = new Set("BHD JOD KWD OMR TND".split(" "));

const perYear: Record<string, number> = { day: 365, week: 52, month: 12, year: 1 };

/** A price in the currency's smallest unit, every `count` intervals, as hundredths a year. */
export const yearly = (amount: number, currency: string, interval: string, count: number): number => {
  const code = currency.toUpperCase();
  const hundredths = whole.has(code) ? amount * 100 : thousandths.has(code) ? amount / 10 : amount;
  return (hundredths * (perYear[interval] ?? 0)) / Math.max(1, count);
};

const most = 999_999_999_999_999;

export const addContract = (reader: Reader, contract: Omit<ContractChange, "what">): void => {
  if (!Number.isFinite(contract.arr) || contract.arr < 0 || contract.arr > most)
    reader.wrong("", "Its price cannot be read.");
  else reader.add({ what: "contract", ...contract });
};
