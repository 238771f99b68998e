/**
 * Where other features stand on an account's page: one row each, loaded when its tab opens. Their component reads the
 * account from `useAccount()`.
 */
import type { Component } from "solid-js";
import type { TabName } from "./account-scope.ts";

export interface Seam {
  tab: TabName;
  /** Beside the main column where there is room, or within it. */
  place: "main" | "side";
  name: string;
  load: () => Promise<Component>;
}

export const seams: readonly Seam[] = [
  {
    tab: "overview",
    place: "main",
    name: "Playbooks",
    load: async () => (await import("./account-playbooks.tsx")).PlaybooksOfAccount,
  },
  {
    tab: "insights",
    place: "side",
    name: "What is written",
    load: async () => (await import("./writing.tsx")).AccountWriting,
  },
  {
    tab: "activity",
    place: "side",
    name: "Promises",
    load: async () => (await import("./promises.tsx")).Promises,
  },
];
