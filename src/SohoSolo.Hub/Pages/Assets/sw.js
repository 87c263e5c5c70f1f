// Keeps on the device what must open when the line is down: the day sheet and the pass as they were last seen, and a page that says that there is no connection.
// No other page is kept. What was kept goes when somebody signs in or out here.

const build = new URL(location.href).searchParams.get("build");
const shell = `shell-${build}`;
const kept = "kept";
const files = ["app.css", "icon.svg", "icons.svg", "js/app.js", "js/offline.js"].map((name) => `/assets/${build}/${name}`);
const worthKeeping = [/^\/board\/[^/]+\/day$/, /^\/pass$/];
const changesWho = /^\/sign-(in|out)(\/|$)/;
const patience = 8_000;

self.addEventListener("install", (event) => event.waitUntil(fill()));
self.addEventListener("activate", (event) => event.waitUntil(tidy()));

async function fill() {
  const cache = await caches.open(shell);
  await cache.addAll([...files, new Request("/offline", { credentials: "omit" })]);
  await self.skipWaiting();
}

async function tidy() {
  const old = (await caches.keys()).filter((name) => name.startsWith("shell-") && name !== shell);
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== location.origin) return;
  if (changesWho.test(url.pathname)) event.waitUntil(caches.delete(kept));
  if (request.method !== "GET") return;
  if (url.pathname.startsWith(`/assets/${build}/`)) event.respondWith(asset(request));
  else if (request.mode === "navigate") event.respondWith(page(event, url));
});

/** The address names the build, so what is kept under it never changes. */
async function asset(request) {
  return (await caches.match(request, { cacheName: shell, ignoreVary: true })) ?? fetch(request);
}

async function page(event, url) {
  const isKept = worthKeeping.some((path) => path.test(url.pathname));
  const old = isKept ? await last(event.request) : undefined;
  try {
    const answer = await (old ? Promise.race([fetch(event.request), tooSlow()]) : fetch(event.request));
    if (isKept) event.waitUntil(keep(event.request, answer.clone()));
    return answer;
  } catch {
    return old ? asKept(old) : caches.match("/offline", { cacheName: shell, ignoreVary: true });
  }
}

/** A line that only seems to be there. */
function tooSlow() {
  return new Promise((_, give) => setTimeout(() => give(new Error("too slow")), patience));
}

async function keep(request, answer) {
  const cache = await caches.open(kept);
  if (answer.ok) await cache.put(request, answer);
  else if (answer.status < 500) await cache.delete(request);
}

async function last(request) {
  const cache = await caches.open(kept);
  return (await cache.match(request, { ignoreVary: true })) ?? cache.match(request, { ignoreVary: true, ignoreSearch: true });
}

/** The page says itself how old it is. */
async function asKept(answer) {
  const html = await answer.text();
  const language = html.includes('<html lang="en"') ? "en-GB" : "fr-FR";
  const when = new Date(answer.headers.get("date")).toLocaleString(language, { dateStyle: "full", timeStyle: "short" });
  const words = language === "en-GB" ? `No connection. This page is as it was on ${when}.` : `Pas de connexion. Cette page date du ${when}.`;
  const says = html.replace(/<main[^>]*>/, (main) => `${main}<p class="notice attention" role="status">${words}</p>`);
  return new Response(says, { headers: { "Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": answer.headers.get("content-security-policy") } });
}
