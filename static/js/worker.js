// The service worker (/sw.js): where the network does not answer, a page of ours says so instead of the browser's own.
// SHELL, the addresses that this page is made of, stands above, put there by the view. No page of anybody is kept.
const CACHE = `haru-${SHELL.join(" ")}`;
const OFFLINE = SHELL[0];

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(SHELL)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => event.waitUntil(begin()));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  if (request.mode === "navigate") event.respondWith(page(event));
  else if (SHELL.includes(new URL(request.url).pathname)) event.respondWith(caches.match(request).then((kept) => kept ?? fetch(request)));
});

async function begin() {
  for (const name of await caches.keys()) if (name.startsWith("haru-") && name !== CACHE) await caches.delete(name);
  await self.registration.navigationPreload?.enable(); // a page is asked for while this script starts
  await self.clients.claim();
}

async function page({ request, preloadResponse }) {
  try {
    return (await preloadResponse) ?? (await fetch(request));
  } catch {
    return (await caches.match(OFFLINE)) ?? Response.error();
  }
}
