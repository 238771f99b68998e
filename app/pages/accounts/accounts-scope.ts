/** Everything the parts of the accounts page share. */
import { type Accessor, createContext, useContext } from "solid-js";
import type { BookAccount } from "../../../domain/account.ts";
import type { AccountFilter } from "../../../domain/account-view.ts";
import type { Slice } from "../../../domain/portfolio.ts";
import type { Book } from "../../live/book.ts";
import type { LiveCircle } from "../../live/circle.ts";
import type { Who } from "../board/who.ts";
import type { Acts } from "./acts.ts";
import type { Cursor } from "./cursor.ts";
import type { Editing } from "./editing.ts";

import type { SavedViews } from "./saved-views.ts";
import type { View } from "./view.ts";

export interface AccountsScope {
  live: LiveCircle;
  book: Book;
  acts: Acts;
  who: Who;
  cursor: Cursor;
  editing: Editing;
  saved: SavedViews;
  view: Accessor<View>;
  setView: (part: Partial<View>) => void;
  setFilter: (part: Partial<AccountFilter>) => void;
  /** The accounts of the view, in its order, and their ids. */
  shown: Accessor<readonly BookAccount[]>;
  ids: Accessor<readonly string[]>;
  totals: Accessor<Slice>;
  now: Accessor<number>;
  /** Today in UTC. */
  today: Accessor<string>;
  phone: Accessor<boolean>;
  /** The account whose panel is open. */
  opened: Accessor<string | null>;
  show: (id: string) => void;
  hide: () => void;
  addressOf: (id: string) => string;
  create: () => void;
  /** A person of the circle by their id. */
  personOf: (user: string) => { user: string; name: string } | undefined;
  /** Regions that accounts have, as they are written, sorted. */
  regions: Accessor<readonly string[]>;
}

const Scope = createContext<AccountsScope>();
export const AccountsProvider = Scope.Provider;

export const useAccounts = (): AccountsScope => {
  const scope = useContext(Scope);
  if (!scope) throw new Error("useAccounts is for parts of the accounts page");
  return scope;
};
