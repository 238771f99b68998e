/**
 * Seeds that once broke a rule, and what was wrong. A change of the scenario gives a seed another run, so each fault
 * also has a test of its own, named here.
 */
export const regressions: readonly { seed: number; was: string; test: string }[] = [
  { seed: 4, was: "a kept snapshot brought a deleted contact back", test: "party/catch-up.test.ts" },
  { seed: 12, was: "undo overwrote the same value written again by somebody else", test: "party/undo.test.ts" },
  { seed: 39, was: "undo gave two cards the same key when both stages had known it", test: "party/undo.test.ts" },
  {
    seed: 1094,
    was: "a catch-up that lost one frame and got another twice counted as whole",
    test: "party/catch-up.test.ts",
  },
  {
    seed: 2366,
    was: "a tab that came back counted its own dead socket as the one that would hear its refusals",
    test: "party/host.test.ts",
  },
  {
    seed: 4880,
    was: "saying that a later notice was heard removed one that was lost on its way",
    test: "party/replica.test.ts",
  },
  {
    seed: 59,
    was: "an acknowledgement counted although the change before it was lost on its way",
    test: "party/replica.test.ts",
  },
  {
    seed: 3969,
    was: "a queue got new numbers while a push under the old ones was still on its way",
    test: "party/replica.test.ts",
  },
  { seed: 2232, was: "a refusal told to a socket that was already dead reached nobody", test: "party/host.test.ts" },
  { seed: 85, was: "notes that arrived were not laid under the pending changes again", test: "party/replica.test.ts" },
];
