/** The bridge from the ARR at the start of a period to the ARR at its end. [PO3] */
import type { Retention } from "../../../domain/retention.ts";

export interface BridgeBar {
  label: string;
  accounts: number;
  amount: number;
  from: number;
  to: number;
  tone: "whole" | "good" | "bad" | "new";
}

/** Start, what was added and lost, what that leaves, new business, the end. Each bar begins where the one before ended. */
export const bridgeOf = ({ start, expansion, contraction, churn, end, ...rest }: Retention): BridgeBar[] => {
  const kept = start.arr + expansion.arr - contraction.arr - churn.arr;
  return [
    { label: "Start", accounts: start.accounts, amount: start.arr, from: 0, to: start.arr, tone: "whole" },
    {
      label: "Expansion",
      accounts: expansion.accounts,
      amount: expansion.arr,
      from: start.arr,
      to: start.arr + expansion.arr,
      tone: "good",
    },
    {
      label: "Contraction",
      accounts: contraction.accounts,
      amount: -contraction.arr,
      from: start.arr + expansion.arr,
      to: start.arr + expansion.arr - contraction.arr,
      tone: "bad",
    },
    {
      label: "Churn",
      accounts: churn.accounts,
      amount: -churn.arr,
      from: start.arr + expansion.arr - contraction.arr,
      to: kept,
      tone: "bad",
    },
    {
      label: "New",
      accounts: rest.new.accounts,
      amount: rest.new.arr,
      from: kept,
      to: kept + rest.new.arr,
      tone: "new",
    },
    { label: "Now", accounts: end.accounts, amount: end.arr, from: 0, to: end.arr, tone: "whole" },
  ];
};
