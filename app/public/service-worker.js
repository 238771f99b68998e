/**
 * Keeps the app itself in the browser, so that a reload without a network opens it. Data is not its business:
 * the circle's rows and the unsent changes live in IndexedDB, and nothing below /api is ever touched.
 */
const store = "rondo-app-1";
/** The one page of the app; every address of it is served the same document. */
const page = "/";
/** Files of builds gone by are dropped, oldest first, beyond this many. */
const most = 150;

const isFile = (url) => url.origin === location.origin && url.pathname.startsWith("/assets/");
const isOurs = (url) => url.origin === location.origin && !/^\/(api|health|metrics|docs|redoc)(\/|$)/.test(url.pathname);

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
  void keep(request, response.clone());
  return response;
};

/** Everything else comes from the network while there is one, so that a new build is seen at once. */
const fresh = async (request, name, isRight) => {
  try {
    const response = await fetch(request);
    if (isRight(response.headers.get("content-type") ?? "")) void keep(name, response.clone());
    return response;
  } catch (error) {
    const kept = await caches.match(name, { cacheName: store });
    if (kept) return kept;
    throw error;
  }
};

addEventListener("install", (event) => {
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
  else if (request.mode === "navigate" && isOurs(url)) event.respondWith(fresh(request, page, (type) => type.startsWith("text/html")));
  else if (isOurs(url) && /^\/[\w-]+\.(js|svg)$/.test(url.pathname)) event.respondWith(fresh(request, url.pathname, (type) => !type.startsWith("text/html")));
});
