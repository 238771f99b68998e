/** The browser's entry: preferences, session, routes. */
import { render } from "solid-js/web";
import { Announcer } from "./parts/announcer.tsx";
import { reloadAnew, startOffline } from "./offline.ts";
import { startPreferences } from "./preferences.ts";
import { Routes } from "./routes.tsx";
import { startSession } from "./session.ts";
import "./theme.css";

startPreferences();
startSession();
startOffline();

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
