/** Everything the parts of Today share. */
import { type Accessor, createContext, useContext } from "solid-js";
import type { BookAccount } from "../../../domain/account.ts";
import type { MoverCounts } from "../../../domain/movers.ts";
import type { NextAction, Ranking } from "../../../domain/next-actions.ts";
import type { MoverResource } from "../../../domain/portfolio-resource.ts";
import type { Book } from "../../live/book.ts";
import type { LiveCircle } from "../../live/circle.ts";
import type { Remote } from "../../live/remote.ts";
import type { Person } from "../../parts/avatar.tsx";
import type { Who } from "../board/who.ts";
import type { Run } from "../playbooks/words.ts";
import type { Answering } from "./answering.ts";
import type { Cursor } from "./cursor.ts";
import type { Since } from "./since.ts";

export interface MoversAnswer extends MoverCounts {
  since: string;
  until: string;
  movers: MoverResource[];
}

export interface TodayScope {
  live: LiveCircle;
  book: Book;
  who: Who;
  since: Since;
  answering: Answering;
  cursor: Cursor;
  now: Accessor<number>;
  /** Today in UTC, which is when days of accounts begin. */
  today: Accessor<string>;
  phone: Accessor<boolean>;
  /** True: only the accounts that this person owns. */
  mine: Accessor<boolean>;
  /** The accounts this page speaks of. */
  accounts: Accessor<readonly BookAccount[]>;
  ranking: Accessor<Ranking>;
  /** Movers of the last seven days. */
  movers: Remote<MoversAnswer>;
  /** The account that is peeked at. */
  peeked: Accessor<string | null>;
  peek: (id: string | null) => void;
  open: (id: string) => void;
  addressOf: (id: string) => string;
  /** The accounts page with a filter, as its address writes it. */
  listAddress: (query: Record<string, string>) => string;
  /** The run under way of the playbook that an action names. */
  runOf: (action: NextAction) => Run | undefined;
  /** Starts that playbook, or opens its run. [TD11] */
  runPlaybook: (action: NextAction) => Promise<void>;
  whyNotRun: () => string | undefined;
  personOf: (user: string) => Person | undefined;
}

const Scope = createContext<TodayScope>();
export const TodayProvider = Scope.Provider;

export const useToday = (): TodayScope => {
  const scope = useContext(Scope);
  if (!scope) throw new Error("useToday is for parts of the Today page");
  return scope;
};
