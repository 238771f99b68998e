/**
 * The account book: every account of the circle in the browser, for the pages that filter, sum, rank and rescore them
 * without asking. Painted from the browser's store, then brought up to date by revision, and again at each announcement.
 */
import { batch, createEffect, createSignal, on, onCleanup } from "solid-js";
import type { BookAccount } from "../../domain/account.ts";
import { type AccountBook, bookRows } from "../../domain/account-book.ts";
import type { HealthModel } from "../../domain/health.ts";
import type { Problem } from "../../domain/problem.ts";
import { useCircle } from "../circle-scope.tsx";
import { api, asProblem } from "../api.ts";
import { me } from "../session.ts";
import type { LiveCircle } from "./circle.ts";

interface Saved {
  /** Another shape of rows is fetched anew. */
  shape: number;
  rev: number;
  model: HealthModel;
  version: number;
  rows: BookAccount[];
}

const shape = 2;
const gather = 60;
const writeAfter = 1_500;
/** With something to show, the line is waited for this long, in milliseconds. */
const opening = 1_000;

const createBook = (live: LiveCircle) => {
  const rows = new Map<string, BookAccount>();
  const [list, setList] = createSignal<readonly BookAccount[]>([]);
  const [rev, setRev] = createSignal(-1);
  const [model, setModel] = createSignal<{ version: number; model: HealthModel }>();
  const [problem, setProblem] = createSignal<Problem>();
  const [fresh, setFresh] = createSignal(false);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let writing: ReturnType<typeof setTimeout> | undefined;
  let asking: Promise<void> | null = null;
  let again = false;

  const write = (): void => {
    const now = model();
    if (now) void live.keeping.keep("book", { shape, rev: rev(), ...now, rows: [...rows.values()] } satisfies Saved);
  };

  const take = (book: AccountBook): void =>
    batch(() => {
      if (book.full) rows.clear();
      for (const id of book.removed) rows.delete(id);
      for (const row of bookRows(book)) rows.set(row.id, row);
      setModel({ version: book.version, model: book.model });
      setRev(book.rev);
      setList([...rows.values()]);
      setFresh(true);
      setProblem(undefined);
      clearTimeout(writing);
      writing = setTimeout(write, writeAfter);
    });

  const fetchNow = async (): Promise<void> => {
    try {
      const since = rev() < 0 ? undefined : rev();
      take(await api.get<AccountBook>("/api/accounts/book/", { query: { circle_id: live.circle, since } }));
    } catch (error) {
      setProblem(asProblem(error));
    }
  };
  const refetch = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (asking) return void (again = true);
      asking = fetchNow().finally(() => {
        asking = null;
        if (again) {
          again = false;
          refetch();
        }
      });
    }, gather);
  };

  // eslint-disable-next-line solid/reactivity -- once, when the store answers; nothing to track
  void live.keeping.recall<Saved>("book").then((saved) => {
    if (saved?.shape === shape && rev() < 0)
      batch(() => {
        for (const row of saved.rows) rows.set(row.id, row);
        setModel({ version: saved.version, model: saved.model });
        setRev(saved.rev);
        setList([...rows.values()]);
      });
    // The line is about to open, and asks: what was asked before it might miss what is announced in between.
    if (saved?.shape === shape && live.state() !== "live") timer ??= setTimeout(refetch, opening);
    else refetch();
  });
  // eslint-disable-next-line solid/reactivity -- an event, which looks at what is so when it comes
  live.onAnnouncement(({ topic, body }) => {
    if (topic === "health" || (topic === "accounts" && (body as { rev: number }).rev > rev())) refetch();
  });
  createEffect(
    on(
      live.state,
      (now, before) => {
        if (now !== "live") setFresh(false);
        else if (before !== "live") refetch();
      },
      { defer: true },
    ),
  );
  onCleanup(() => {
    clearTimeout(timer);
    clearTimeout(writing);
    write();
  });

  const changeAll = (ids: readonly string[], fields: Partial<BookAccount>): void => {
    for (const id of ids) {
      const row = rows.get(id);
      if (row) rows.set(id, { ...row, ...fields });
    }
    setList([...rows.values()]);
  };

  return {
    /** All accounts, in no order; a new array with every change. */
    accounts: list,
    account: (id: string): BookAccount | undefined => {
      list();
      return rows.get(id);
    },
    /** -1 until there is something to show. */
    rev,
    ready: () => rev() >= 0,
    /** False while what is shown may be old: from the store, or without a connection. */
    fresh,
    /** The health model in force. */
    model,
    problem,
    refetch,
    /** Shows a change at once; the next fetch says how it went. */
    change: (id: string, fields: Partial<BookAccount>): void => changeAll([id], fields),
    changeAll,
  };
};

export type Book = ReturnType<typeof createBook>;

/** The book of the circle in the address, one for all its pages. */
export const bookOf = (live: LiveCircle): Book => {
  const circle = useCircle();
  return circle.keep(`book/${me()?.user.id ?? ""}`, () => createBook(live));
};
