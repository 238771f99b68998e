/** Everything the parts of an account's page share; its panel is the same page in less room. */
import { type Accessor, createContext, useContext } from "solid-js";
import type { BookAccount } from "../../../domain/account.ts";
import type { Book } from "../../live/book.ts";
import type { LiveCircle } from "../../live/circle.ts";
import type { Remote } from "../../live/remote.ts";
import type { Acts } from "../accounts/acts.ts";
import type { Who } from "../board/who.ts";
import type { AccountDetail } from "./detail.ts";

export const tabs = ["overview", "profile", "insights", "activity"] as const;
export type TabName = (typeof tabs)[number];
export const tabLabels: Record<TabName, string> = {
  overview: "Overview",
  profile: "Profile",
  insights: "Insights",
  activity: "Activity",
};

export interface AccountScope {
  live: LiveCircle;
  book: Book;
  acts: Acts;
  who: Who;
  account: Accessor<BookAccount>;
  detail: Remote<AccountDetail>;
  now: Accessor<number>;
  /** Today in UTC. */
  today: Accessor<string>;
  tab: Accessor<TabName>;
  setTab: (tab: TabName) => void;
  personOf: (user: string) => { user: string; name: string } | undefined;
  /** Address of another account. */
  addressOf: (id: string) => string;
  override: () => void;
  /** Deletes the account and leaves. */
  remove: () => void;
  /** True in the side panel. */
  narrow: boolean;
}

const Scope = createContext<AccountScope>();
export const AccountProvider = Scope.Provider;

export const useAccount = (): AccountScope => {
  const scope = useContext(Scope);
  if (!scope) throw new Error("useAccount is for parts of an account's page");
  return scope;
};
