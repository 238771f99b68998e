/** What the keys do on Today; names and presses stand in `keys.ts`. [TD3] */
import type { NextAction } from "../../../domain/next-actions.ts";
import { createShortcuts } from "../../shortcuts.ts";
import type { TodayScope } from "./today-scope.ts";

export const createTodayShortcuts = (page: TodayScope, parts: { focusSearch: () => void }): void => {
  const { cursor } = page;
  const here = (): NextAction | undefined => page.ranking().actions.find(({ account }) => account === cursor.at());
  const any = (): boolean => here() !== undefined;
  const turn = (way: 1 | -1) => (): void => {
    const next = cursor.neighbour(way);
    if (next === undefined) return;
    cursor.focus(next);
    if (page.peeked() !== null) page.peek(next);
  };
  const put = (answer: "snoozed" | "not_useful") => (): void => {
    const action = here();
    if (!action) return;
    const next = cursor.after(action.account);
    void page.answering.putAway(action, answer);
    if (page.peeked() !== null) page.peek(next ?? null);
    if (next !== undefined) queueMicrotask(() => cursor.focus(next));
  };
  const onControl = (): boolean =>
    document.activeElement?.matches("button, a, summary, [role=button]") === true &&
    !document.activeElement.matches("[data-action-name]");
  createShortcuts(
    { key: "search", run: parts.focusSearch },
    { key: "nextAction", run: turn(1) },
    { key: "previousAction", run: turn(-1) },
    {
      key: "peekAction",
      when: () => (any() || page.peeked() !== null) && !onControl(),
      run: () => page.peek(page.peeked() === null ? cursor.at() : null),
    },
    { key: "openAction", when: () => any() && !onControl(), run: () => page.open(cursor.at() ?? "") },
    { key: "snoozeAction", when: () => any() && page.live.may("today.answer"), run: put("snoozed") },
    { key: "dismissAction", when: () => any() && page.live.may("today.answer"), run: put("not_useful") },
    { key: "close", when: () => page.peeked() !== null, run: () => page.peek(null) },
  );
};
