/** The browser's entry: preferences, session, routes. */
import { render } from "solid-js/web";
import { Announcer } from "./parts/announcer.tsx";
import { reloadAnew, startOffline } from "./offline.ts";
import { startPreferences } from "./preferences.ts";
import { Routes } from "./routes.tsx";
import { me, startSession } from "./session.ts";
import "./theme.css";

startPreferences();
startSession();
startOffline();

// What the browser keeps of the circle is read while the code of its page is on its way.
const [, circle] = /^\/c\/([\w-]+)/.exec(location.pathname) ?? [];
const user = me()?.user.id;
if (circle && user)
  void import("./live/browser-store.ts").then(({ BrowserStore }) => BrowserStore.openEarly(circle, user));

// A deployment replaces hashed files: a page opened before it asks for a chunk that is gone. Once, then the error shows.
addEventListener("vite:preloadError", (event) => {
  const last = Number(sessionStorage.getItem("rondo:reloaded") ?? 0);
  if (Date.now() - last < 60_000) return;
  event.preventDefault();
  sessionStorage.setItem("rondo:reloaded", String(Date.now()));
  void reloadAnew();
});

const root = document.querySelector("#app");
if (root) {
  render(
    () => (
      <>
        <Routes />
        <Announcer />
      </>
    ),
    root,
  );
}
