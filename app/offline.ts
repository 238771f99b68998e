/** Lets the app open at once and without a network: registers the service worker and tells it what this page loads. [UI15] */
import { createSignal } from "solid-js";

/** The cache that `public/service-worker.js` keeps. */
const store = "rondo-app-1";

/** Where a worker is at work already, the page comes first: milliseconds after it has loaded. */
const pause = 1_000;

const [newBuild, setNewBuild] = createSignal(false);
/** True once the server has a newer build than this page's. */
export { newBuild };

const whenOnline = (run: () => void): void => {
  if (navigator.onLine) run();
  else addEventListener("online", run, { once: true });
};

export const startOffline = (): void => {
  if (!("serviceWorker" in navigator) || import.meta.env.DEV) return;
  navigator.serviceWorker.addEventListener("message", ({ data }) => {
    if (data === "new build") setNewBuild(true);
  });
  const start = (): void => {
    void navigator.serviceWorker.register("/service-worker.js").catch(() => undefined);
    void navigator.serviceWorker.ready.then(tellFiles);
  };
  const { controller } = navigator.serviceWorker;
  addEventListener("load", () => setTimeout(() => whenOnline(start), controller ? pause : 0));
};

/** What the worker did not fetch itself it fetches once more, from the HTTP cache, and keeps. */
const tellFiles = (registration: ServiceWorkerRegistration): void => {
  const observer = new PerformanceObserver((list) => {
    const files = list.getEntries().map((entry) => new URL(entry.name).pathname);
    registration.active?.postMessage(files.filter((path) => path.startsWith("/assets/")));
  });
  observer.observe({ type: "resource", buffered: true });
};

/** Loads the page as the server has it now; without a network, as the browser kept it. */
export const reloadAnew = async (): Promise<void> => {
  try {
    const response = await fetch("/");
    if (response.ok) await (await caches.open(store)).put("/", response);
  } catch {
    // What is kept stands.
  }
  location.reload();
};
