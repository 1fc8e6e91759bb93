// A copy of a class's page for when there is no network: on this tablet, until the school day is over, as its PIN is.
// Each tap makes it anew, so that a tab that is opened later shows what was told before.
"use strict";

{
  const day = new Date();
  day.setHours(24, 0, 0, 0);
  const headers = {
    "Content-Type": "text/html; charset=utf-8",
    "X-Until": day.toISOString(),
    "Content-Security-Policy":
      "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'",
  };
  const keep = async () => {
    const page = `<!doctype html>\n${document.documentElement.outerHTML}`;
    const pages = await caches.open("class-pages");
    for (const asked of await pages.keys()) {
      const copy = await pages.match(asked);
      if (Date.parse(copy.headers.get("X-Until")) < Date.now()) await pages.delete(asked);
    }
    await pages.put(location.pathname, new Response(page, { headers }));
  };
  // Where nothing can be kept, the page still works with network.
  const keepIfPossible = () => globalThis.caches && keep().catch(() => {});
  if (navigator.onLine) keepIfPossible();
  document.addEventListener("told", keepIfPossible);
}
