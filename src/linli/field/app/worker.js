// Keeps the app itself on the phone, so that it opens without a network. It keeps nothing about anybody: answers of
// the server to a contact never come here. VERSION and FILES are written in front of this by the server.
const CACHE = `linli-field-${self.VERSION}`;
const SHELL = "/field/";

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll([SHELL, ...self.FILES])).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  const others = caches.keys().then((names) => Promise.all(names.filter((name) => name !== CACHE).map((name) => caches.delete(name))));
  event.waitUntil(others.then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
  const { pathname } = new URL(event.request.url);
  if (event.request.method !== "GET") return;
  if (pathname !== SHELL && !pathname.startsWith("/field/app/")) return;
  const kept = caches.open(CACHE).then((cache) => cache.match(pathname));
  event.respondWith(kept.then((found) => found ?? fetch(event.request)));
});
