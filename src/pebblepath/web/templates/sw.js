// The worker between the pages and the network. It keeps what pages are drawn with, and copies of a few pages of the one
// person who is signed in here, under her key; they go when she signs out or when somebody else comes.
// What waits to be sent lies elsewhere (see outbox.js): no version of this file touches it but to send it.
"use strict";
importScripts("{{ outbox }}", "{{ push }}");

const SHELL = "shell-{{ version }}";
const FILES = {{ shell|default:"[]"|safe }};
const LIST = "/offline/pages/";
const PATIENCE = 3_000;
const FRESH = 4 * 3_600_000; // copies younger than this needn't be made again
const OLDEST = 14 * 24 * 3_600_000; // as long as a session lasts
const NOBODY = "nobody";

const isPages = (name) => name.startsWith("pages-");
const isHashed = (path) => /\.[0-9a-f]{12}\./.test(path);

// ---- coming and going of versions

self.addEventListener("install", (event) => {
  event.waitUntil(fill().then(() => self.skipWaiting()));
});

async function fill() {
  const cache = await caches.open(SHELL);
  const load = async (path) => {
    const answer = await fetch(path, { credentials: "omit", cache: isHashed(path) ? "default" : "reload" });
    if (!answer.ok) throw new Error(path);
    await cache.put(path, answer);
  };
  await Promise.all(FILES.map(load));
}

self.addEventListener("activate", (event) => {
  event.waitUntil(settle());
});

// The shell before this one stays: copies of pages are drawn with it until they are made anew.
async function settle() {
  const shells = (await caches.keys()).filter((name) => name.startsWith("shell-") && name !== SHELL);
  await Promise.all(shells.slice(0, -1).map((name) => caches.delete(name)));
  await self.clients.claim();
}

// ---- whose pages are here: one person's at a time

let turn = Promise.resolve();
let asks = 0; // requests are numbered, so that a late answer for who was here before changes nothing
let newest = 0;
let last = null;
const inTurn = (work) => (turn = turn.then(work, work));

async function only(person) {
  const others = (await caches.keys()).filter((name) => isPages(name) && name !== `pages-${person}`);
  await Promise.all(others.map((name) => caches.delete(name)));
}

// Each answer of the server says for whom it was made. False: it came too late, or it is for nobody.
async function meet(answer, asked) {
  const person = answer.headers.get("X-Person");
  if (!person || (asked < newest && person !== last)) return false;
  newest = Math.max(newest, asked);
  last = person;
  await only(person);
  return person !== NOBODY && `pages-${person}`;
}

async function list() {
  const name = (await caches.keys()).find(isPages);
  const found = name && (await (await caches.open(name)).match(LIST));
  if (!found) return null;
  const told = await found.json();
  if (Date.now() - told.at < OLDEST) return { ...told, name };
  await caches.delete(name);
  return null;
}

// ---- making copies

const quietly = (path) => fetch(path, { headers: { "X-Copy": "1" }, cache: "no-store" });

async function copy(path) {
  const asked = ++asks;
  const answer = await quietly(path);
  return inTurn(async () => {
    const name = await meet(answer, asked);
    if (name && answer.ok) await put(name, path, answer);
    return Boolean(name);
  });
}

async function put(name, path, answer) {
  // A redirected answer can't be shown for another address; what it holds can.
  const made = `<html data-made="${new Date().toISOString()}"`;
  const page = new Response((await answer.text()).replace("<html", made), { headers: answer.headers });
  await (await caches.open(name)).put(path, page);
}

async function keep() {
  const had = await list();
  const asked = ++asks;
  const answer = await quietly(LIST);
  const told = await answer.json();
  const same = had?.person === told.person && had.version === SHELL;
  if (same && Date.now() - had.at < FRESH && had.pages.join() === told.pages.join()) return;
  const name = await inTurn(async () => {
    const name = await meet(answer, asked);
    if (name) await write(name, { ...told, at: same ? had.at : 0 });
    return name;
  });
  // The record gets its line before the first copy is made.
  if (!name || !(await quietly(`${LIST}?copy=1`)).ok) return;
  for (const path of told.pages) if (!(await copy(path))) return;
  await inTurn(async () => (await caches.has(name)) && write(name, { ...told, at: Date.now(), version: SHELL }));
}

const write = async (name, told) => (await caches.open(name)).put(LIST, new Response(JSON.stringify({ ...told, at: told.at || Date.now() })));

let keeping = null;
self.addEventListener("message", (event) => {
  if (event.data === "keep") {
    keeping ??= keep().catch(() => {}).finally(() => (keeping = null));
    event.waitUntil(keeping);
  }
  if (event.data === "forget")
    event.waitUntil(
      inTurn(() => {
        newest = ++asks;
        last = NOBODY;
        return only(NOBODY);
      }),
    );
});

self.addEventListener("sync", (event) => {
  if (event.tag !== "outbox") return;
  const sent = Outbox.flush().then(() => {
    if (Outbox.state() === "away") throw new Error("still no network");
  });
  event.waitUntil(sent);
});

// ---- answering

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== location.origin) return;
  if (request.mode === "navigate" && request.method === "POST") event.respondWith(fetch(request).catch(nothing));
  else if (request.method !== "GET") return;
  else if (request.mode === "navigate") event.respondWith(page(event, url.pathname + url.search));
  else if (url.pathname.startsWith("/static/")) event.respondWith(file(request, url.pathname));
});

const nothing = async () => (await caches.match("/offline/", { ignoreVary: true })) ?? Response.error();

async function file(request, path) {
  const kept = await caches.match(path, { ignoreVary: true });
  if (kept && isHashed(path)) return kept;
  return fetch(request).catch(() => kept ?? Response.error());
}

// The network first; the copy where it is away or slow.
async function page(event, path) {
  if (await caches.has("leaving")) await leave();
  const asked = ++asks;
  const fresh = fetch(event.request);
  event.waitUntil(fresh.then((answer) => met(answer.clone(), path, asked)).catch(() => {}));
  const slow = new Promise((over) => setTimeout(over, PATIENCE, "slow"));
  const first = await Promise.race([fresh.catch(() => "away"), slow]);
  if (first instanceof Response && first.status < 502) return first;
  const kept = await copyOf(path);
  if (kept) return kept;
  if (first === "away") return nothing();
  return first instanceof Response ? first : fresh.catch(nothing);
}

// She signed out while there was no network: that comes first now.
async function leave() {
  await Promise.race([Outbox.flush(), new Promise((over) => setTimeout(over, PATIENCE))]);
  if (!(await Outbox.all()).some((entry) => entry.out)) await caches.delete("leaving");
}

async function met(answer, path, asked) {
  const wanted = (await list())?.pages.includes(path);
  const kept = await inTurn(async () => {
    const name = await meet(answer, asked);
    if (!name || !wanted || !answer.ok) return true;
    if (answer.headers.has("X-Said")) return false;
    await put(name, path, answer);
    return true;
  });
  if (!kept) await copy(path);
}

async function copyOf(path) {
  if (path === "/waiting/" || path === "/offline/") return caches.match(path, { ignoreVary: true });
  // A class's page keeps its own copy for the school day (class-copy.js).
  const ofClass = (await caches.has("class-pages")) && (await (await caches.open("class-pages")).match(path, { ignoreVary: true, ignoreSearch: true }));
  if (ofClass && Date.parse(ofClass.headers.get("X-Until")) > Date.now()) return ofClass;
  const told = await list();
  if (!told) return null;
  const pages = await caches.open(told.name);
  // Where just this choice on a page isn't kept, the page itself is: its first screen, or with nothing ticked yet.
  const kept = (await pages.match(path, { ignoreVary: true })) ?? (await pages.match(path.split("?")[0], { ignoreVary: true }));
  if (kept) return kept;
  const lead = told.leads[path];
  return lead && lead !== path ? Response.redirect(lead) : null;
}
