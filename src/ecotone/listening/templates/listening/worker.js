{% autoescape off %}// A participant's pages without a network: what was fetched in the morning opens all day. Nothing
// but their own pages and what these are drawn with is ever kept. The pages are put here by the
// page's script (keeping.js), which knows whose they are.

const SHELL = `shell {{ version }}`;
const FILES = [{% for file in shell %}
  "{{ file }}",{% endfor %}
];
const PAGES = "pages {{ version }} ";
const HOME = "{{ pages }}";
const OFFLINE = "{{ offline }}";
const PATIENCE = 5000; // a network that answers later than this is as good as none
{% endautoescape %}
self.addEventListener("install", (event) => {
  self.skipWaiting();
  event.waitUntil(caches.open(SHELL).then((shell) => shell.addAll(FILES)));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(dropOlder().then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  if (FILES.includes(pathname)) event.respondWith(drawn(request));
  else if (request.mode === "navigate" && pathname.startsWith(HOME)) event.respondWith(opened(event));
});

const drawn = async (request) => {
  try {
    return await fetch(request);
  } catch (lost) {
    const kept = await (await caches.open(SHELL)).match(request, { ignoreVary: true });
    if (kept) return kept;
    throw lost;
  }
};

const opened = async (event) => {
  const arriving = arrive(event.request);
  event.waitUntil(arriving.catch(() => undefined));
  try {
    return await Promise.race([arriving, patience()]);
  } catch {
    return (await keptPage(event.request)) ?? (await arriving.catch(() => keptPage(OFFLINE))) ?? Response.error();
  }
};

const arrive = async (request) => {
  const page = await fetch(request);
  if (page.status === 403) await forgetPages();
  else if (page.ok && !page.redirected) await renew(request, page.clone());
  return page;
};

const patience = () => new Promise((_, give) => setTimeout(() => give(new Error("too slow")), PATIENCE));

const renew = async (request, page) => {
  const pages = await pagesHere();
  const isKept = pages && !new URL(request.url).search && (await pages.match(request, { ignoreVary: true }));
  if (isKept) await pages.put(request, page);
};

const keptPage = async (request) =>
  (await pagesHere())?.match(request, { ignoreSearch: true, ignoreVary: true });

const pagesHere = async () => {
  const name = (await caches.keys()).find((key) => key.startsWith(PAGES));
  return name && caches.open(name);
};

const forgetPages = async () => {
  const pages = (await caches.keys()).filter((key) => key.startsWith("pages "));
  await Promise.all(pages.map((key) => caches.delete(key)));
};

const dropOlder = async () => {
  const older = (await caches.keys()).filter((key) => key !== SHELL && !key.startsWith(PAGES));
  await Promise.all(older.map((key) => caches.delete(key)));
};
