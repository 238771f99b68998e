/** Who is signed in, on this tab and the others. */
import { createSignal } from "solid-js";
import type { Me } from "../domain/circle.ts";
import type { Problem } from "../domain/problem.ts";
import { api, asProblem, onSignedOut } from "./api.ts";

export type Session =
  | { state: "checking" }
  | { state: "out" }
  | { state: "in"; me: Me; /** False while this is only what the browser remembers. */ confirmed: boolean }
  | { state: "failed"; problem: Problem };

/** The last answer of `/api/me/`, so that a reload paints before the network answers. Gone at sign-out. */
const memory = "rondo:me";
const recalled = (): Session => {
  try {
    const text = localStorage.getItem(memory);
    return text === null ? { state: "checking" } : { state: "in", me: JSON.parse(text), confirmed: false };
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

/** True once the server has said so. */
export const isConfirmed = (): boolean => {
  const current = session();
  return current.state === "in" && current.confirmed;
};

/** True when this browser was signed in at its last visit: worth asking the server. */
export const wasSignedIn = (): boolean => recalled().state === "in";

const channel = typeof BroadcastChannel === "undefined" ? undefined : new BroadcastChannel("rondo-session");

/** Asks the server who this is. A server that is away leaves a remembered session standing. */
export const loadSession = async (): Promise<void> => {
  try {
    const answer = await api.get<Me>("/api/me/");
    localStorage.setItem(memory, JSON.stringify(answer));
    setSession({ state: "in", me: answer, confirmed: true });
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
  const names = databases.flatMap(({ name }) => (name?.startsWith("rondo-") ? [name] : []));
  await Promise.all(
    names.map(
      (name) =>
        new Promise<void>((resolve) => {
          const deletion = indexedDB.deleteDatabase(name);
          deletion.addEventListener("success", () => resolve());
          deletion.addEventListener("error", () => resolve());
          // Another tab still holds it open; it has been told to leave, and the deletion goes on without us.
          setTimeout(resolve, 3000);
        }),
    ),
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

export const signIn = (email: string, password: string): Promise<void> =>
  enter("/api/auth/sign-in/email", { email, password });

export const signUp = (name: string, email: string, password: string): Promise<void> =>
  enter("/api/auth/sign-up/email", { name, email, password });

/** Leaves everywhere in this browser. The page is loaded anew, so that nothing stays in memory either. */
export const signOut = async (): Promise<void> => {
  await api.post("/api/auth/sign-out", {});
  channel?.postMessage("out");
  // Takes down the page, which lets go of its database.
  setSession({ state: "out" });
  await wipe();
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
