/** Who is signed in, on this tab and the others. */
import { createSignal } from "solid-js";
import type { Role } from "../domain/permission.ts";
import type { Problem } from "../domain/problem.ts";
import { api, asProblem, onSignedOut } from "./api.ts";

export interface User {
  id: string;
  name: string;
  email: string;
}

export interface OwnCircle {
  id: string;
  name: string;
  role: Role;
}

export interface Me {
  user: User;
  circles: OwnCircle[];
}

export type Session =
  | { state: "checking" }
  | { state: "out" }
  | { state: "in"; me: Me }
  | { state: "failed"; problem: Problem };

/** The last answer of `/api/me/`, so that a reload paints before the network answers. Gone at sign-out. */
const memory = "rondo:me";
const recalled = (): Session => {
  try {
    const text = localStorage.getItem(memory);
    return text === null ? { state: "checking" } : { state: "in", me: JSON.parse(text) };
  } catch {
    return { state: "checking" };
  }
};

const [session, setSession] = createSignal<Session>(recalled());
export { session };

export const me = (): Me | undefined => {
  const current = session();
  return current.state === "in" ? current.me : undefined;
};

/** True when this browser was signed in at its last visit: worth asking the server. */
export const wasSignedIn = (): boolean => recalled().state === "in";

const channel = typeof BroadcastChannel === "undefined" ? undefined : new BroadcastChannel("rondo-session");

/** Asks the server who this is. A server that is away leaves a remembered session standing. */
export const loadSession = async (): Promise<void> => {
  try {
    const answer = await api.get<Me>("/api/me/");
    localStorage.setItem(memory, JSON.stringify(answer));
    setSession({ state: "in", me: answer });
  } catch (error) {
    const problem = asProblem(error);
    if (problem.code !== "signed_out" && session().state !== "in") setSession({ state: "failed", problem });
  }
};

/** [UI4] Removes every trace of the person from this browser; what they chose for its looks stays. */
export const wipe = async (): Promise<void> => {
  const own = Object.keys(localStorage).filter((name) => name.startsWith("rondo:") && name !== "rondo:preferences");
  for (const name of own) localStorage.removeItem(name);
  const databases = (await indexedDB.databases?.()) ?? [];
  await Promise.all(
    databases.map(({ name }) => {
      if (name === undefined || !name.startsWith("rondo-")) return undefined;
      return new Promise<void>((resolve) => {
        const deletion = indexedDB.deleteDatabase(name);
        // Blocked: a live page still holds it open. The reload that follows lets go, and the deletion completes.
        deletion.onsuccess = deletion.onerror = deletion.onblocked = () => resolve();
      });
    }),
  );
};

/** Where to go after sign-in: only paths of our own. */
export const safeNext = (next: string | string[] | undefined): string =>
  typeof next === "string" && /^\/(?![/\\])/.test(next) ? next : "/dashboard";

const lastUser = "rondo:user";

/** What the same person left unsent when the session ran out stays; another person finds nothing. */
const enter = async (path: string, body: unknown): Promise<void> => {
  await api.post(path, body);
  await loadSession();
  const user = me()?.user.id;
  const before = localStorage.getItem(lastUser);
  if (user && before !== null && before !== user) {
    await wipe();
    await loadSession();
  }
  if (user) localStorage.setItem(lastUser, user);
  channel?.postMessage("in");
};

export const signIn = (email: string, password: string): Promise<void> => enter("/api/auth/sign-in/email", { email, password });

export const signUp = (name: string, email: string, password: string): Promise<void> =>
  enter("/api/auth/sign-up/email", { name, email, password });

/** Leaves everywhere in this browser. The page is loaded anew, so that nothing stays in memory either. */
export const signOut = async (): Promise<void> => {
  await api.post("/api/auth/sign-out", {});
  await wipe();
  channel?.postMessage("out");
  location.replace("/login");
};

export const startSession = (): void => {
  onSignedOut(() => {
    localStorage.removeItem(memory);
    setSession({ state: "out" });
  });
  channel?.addEventListener("message", (event) => {
    if (event.data === "out") location.replace("/login");
    else void loadSession();
  });
};
