/** What every route finds in its context. */
import type { Context } from "hono";
import type { Claim } from "../party/rpc.ts";
import type { Env } from "./env.ts";
import type { Who } from "./session.ts";

export interface Shell {
  Bindings: Env;
  Variables: {
    requestId: string;
    who: Who | null;
    /** Set by `signedIn`. */
    claim: Claim;
    /** An idempotency key is taken care of already. */
    once?: true;
    /** The circle a route is about, for the log of denials: its id, or the name of its object where only that is known. */
    circle: string;
  };
}

export type ShellContext = Context<Shell>;
