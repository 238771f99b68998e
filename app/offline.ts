/** Lets the app open without a network: registers the service worker and tells it what this page loads. [UI15] */

export const startOffline = (): void => {
  if (!("serviceWorker" in navigator) || import.meta.env.DEV) return;
  addEventListener("load", () => {
    void navigator.serviceWorker.register("/service-worker.js").catch(() => undefined);
    void navigator.serviceWorker.ready.then(tellFiles);
  });
};

/** What loaded before the worker took over did not pass through it: it fetches those files once more, from the HTTP cache. */
const tellFiles = (registration: ServiceWorkerRegistration): void => {
  const observer = new PerformanceObserver((list) => {
    const files = list.getEntries().map((entry) => new URL(entry.name).pathname);
    registration.active?.postMessage(files.filter((path) => path.startsWith("/assets/")));
  });
  observer.observe({ type: "resource", buffered: true });
};
