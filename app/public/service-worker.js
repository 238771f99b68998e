/**
 * Keeps the app itself in the browser: it opens at once, with or without a network, and a newer build is fetched behind it.
 * Data is not its business: the circle's rows and the unsent changes live in IndexedDB, and nothing below /api is ever touched.
 */
const store = "rondo-app-1";
/** The one page of the app; every address of it is served the same document. */
const page = "/";
/** Files of builds gone by are dropped, oldest first, beyond this many. */
const most = 150;

const isFile = (url) => url.origin === location.origin && url.pathname.startsWith("/assets/");
const isOurs = (url) => url.origin === location.origin && !/^\/(api|health|metrics|docs|redoc)(\/|$)/.test(url.pathname);

const isPage = (response) => (response.headers.get("content-type") ?? "").startsWith("text/html");

const keep = async (name, response) => {
  if (!response.ok || response.redirected) return;
  const cache = await caches.open(store);
  await cache.put(name, response);
  const names = await cache.keys();
  await Promise.all(names.slice(0, Math.max(0, names.length - most)).map((old) => cache.delete(old)));
};

/** Hashed files never change: once kept, the network is not asked again. */
const file = async (request) => {
  const kept = await caches.match(request, { cacheName: store });
  if (kept) return kept;
  const response = await fetch(request);
  // A file that is gone is answered with the page.
  if (!isPage(response)) void keep(request, response.clone());
  return response;
};

/** Small files without a hash in their name come from the network while there is one. */
const fresh = async (request, name) => {
  try {
    const response = await fetch(request);
    if (!isPage(response)) void keep(name, response.clone());
    return response;
  } catch (error) {
    const kept = await caches.match(name, { cacheName: store });
    if (kept) return kept;
    throw error;
  }
};

/** Fetches the page anew; where the build is another one, the open pages are told, and the next visit has it. */
const renew = async (kept, opening) => {
  const response = await fetch(page).catch(() => null);
  if (!response?.ok || !isPage(response)) return;
  const [before, now] = await Promise.all([kept.text(), response.clone().text()]);
  if (before === now) return;
  await keep(page, response);
  // The page that is being opened is not among them yet.
  const [open, next] = await Promise.all([clients.matchAll({ includeUncontrolled: true }), clients.get(opening)]);
  for (const client of open) client.postMessage("new build");
  if (next && open.every(({ id }) => id !== next.id)) next.postMessage("new build");
};

/** [UI15] The page as it was kept, at once; without one, from the network. */
const atOnce = async (event) => {
  const kept = await caches.match(page, { cacheName: store });
  if (kept) {
    event.waitUntil(renew(kept.clone(), event.resultingClientId));
    return kept;
  }
  const response = await fetch(event.request);
  if (isPage(response)) void keep(page, response.clone());
  return response;
};

addEventListener("install", (event) => {
  // Where the browser can, it takes kept files without starting this worker.
  const route = { condition: { urlPattern: { pathname: "/assets/*" } }, source: { cacheName: store } };
  event.waitUntil(event.addRoutes?.([route]).catch(() => undefined));
  event.waitUntil(fetch(page).then((response) => keep(page, response)));
  void skipWaiting();
});

addEventListener("activate", (event) => {
  const forget = async () => {
    const names = await caches.keys();
    await Promise.all(names.filter((name) => name.startsWith("rondo-app-") && name !== store).map((name) => caches.delete(name)));
    await clients.claim();
  };
  event.waitUntil(forget());
});

/** The page names the files that it loaded before this worker was there. */
addEventListener("message", (event) => {
  const files = Array.isArray(event.data) ? event.data.map((name) => new URL(name, location.href)).filter(isFile) : [];
  event.waitUntil(Promise.allSettled(files.map((url) => file(new Request(url)))));
});

addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET") return;
  if (isFile(url)) event.respondWith(file(request));
  else if (request.mode === "navigate" && isOurs(url)) event.respondWith(atOnce(event));
  else if (isOurs(url) && /^\/[\w-]+\.(js|svg)$/.test(url.pathname)) event.respondWith(fresh(request, url.pathname));
});
