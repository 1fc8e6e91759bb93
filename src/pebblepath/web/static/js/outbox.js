// What is told is kept on this device first, then sent, in order, until the server has it. The service worker runs this
// file, too, to send when no page is open. Nothing that waits is ever dropped by a new version: a new shape of the
// store gets a new number and an `if (before < number)` of its own.
"use strict";

const Outbox = (() => {
  const SHAPE = 1;
  const SOON = 2_000;
  const LONGEST_WAIT = 60_000;
  const TRIES = 10; // how often a fault of the server is borne before the others may pass
  const answers = new Map(); // what became of what this page sent, by id
  const channel = typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel("outbox");
  let state = ""; // "", "away", "signed-out" or "other"
  let pass = null; // {person, token}
  let wait = SOON;
  let timer = 0;
  let running = null;

  let opened = null;
  const open = () =>
    (opened ??= new Promise((done, failed) => {
      const asked = indexedDB.open("pebblepath", SHAPE);
      asked.onupgradeneeded = ({ oldVersion: before }) => {
        if (before < 1) asked.result.createObjectStore("waiting", { keyPath: "order", autoIncrement: true }).createIndex("id", "id", { unique: true });
      };
      asked.onerror = () => failed(asked.error);
      asked.onsuccess = () => {
        // A newer version wants another shape: it may have the store at once.
        asked.result.onversionchange = () => {
          asked.result.close();
          opened = null;
        };
        asked.result.onclose = () => (opened = null);
        done(asked.result);
      };
    }).catch((fault) => {
      opened = null;
      throw fault;
    }));

  async function store(mode, work) {
    const base = await open();
    return new Promise((done, failed) => {
      const deed = base.transaction("waiting", mode);
      const asked = work(deed.objectStore("waiting"));
      deed.oncomplete = () => done(asked.result);
      deed.onerror = deed.onabort = () => failed(deed.error);
    });
  }

  const all = () => store("readonly", (kept) => kept.getAll());
  const change = (entry) => store("readwrite", (kept) => kept.put(entry));
  const drop = (order) => store("readwrite", (kept) => kept.delete(order));

  // Keep one thing to send: {id, person, url, body, at, title, words}. The same id is kept once.
  async function keep(entry) {
    try {
      await store("readwrite", (kept) => kept.add({ tries: 0, ...entry }));
    } catch (fault) {
      if (fault?.name !== "ConstraintError") throw fault;
    }
  }

  const next = (person) =>
    store("readonly", (kept) => {
      const found = { result: null };
      kept.openCursor().onsuccess = ({ target: { result: place } }) => {
        if (!place) return;
        if (place.value.person === person && !place.value.refused) found.result = place.value;
        else place.continue();
      };
      return found;
    });

  async function newPass() {
    const answer = await fetch("/outbox/token/", { headers: { Accept: "application/json" }, cache: "no-store" });
    pass = await answer.json();
  }

  function post(entry) {
    const headers = {
      "Content-Type": "application/x-www-form-urlencoded",
      "X-CSRFToken": pass.token,
      "X-Outbox": entry.person,
      "X-Waited": String(Math.max(0, Math.round((Date.now() - entry.at) / 1000))),
    };
    if (!answers.has(entry.id)) headers["X-Outbox-Late"] = "1";
    return fetch(entry.url, { method: "POST", body: entry.body, headers, redirect: "manual", signal: AbortSignal.timeout?.(20_000) });
  }

  // One entry; true where the next may follow.
  async function sendOne(entry, again = true) {
    const answer = await post(entry);
    if (answer.ok) {
      answers.set(entry.id, await answer.json());
      await drop(entry.order);
      if (entry.out && typeof document !== "undefined") location.assign("/");
      state = "";
      wait = SOON;
      return true;
    }
    if (answer.status === 401 || answer.type === "opaqueredirect") {
      const here = answer.status === 401 ? (await answer.json()).person : "nobody";
      state = here === "nobody" ? "signed-out" : "other";
      pass = null;
      if (entry.out) await drop(entry.order); // she is out already
      return Boolean(entry.out);
    }
    if (answer.status === 403 && again) {
      await newPass();
      return sendOne(entry, false);
    }
    const ours = answer.status >= 500;
    if ((ours && entry.tries < TRIES) || [408, 425, 429].includes(answer.status)) {
      await change({ ...entry, tries: entry.tries + 1 });
      throw new Error("later");
    }
    const { words } = ours ? { words: "Something on our side broke with it." } : await answer.json();
    answers.set(entry.id, { refused: words });
    await change({ ...entry, refused: words });
    return true;
  }

  async function sendAll() {
    try {
      if (!pass) await newPass();
      if (pass.person === "nobody") {
        const kept = await all();
        for (const entry of kept) if (entry.out) await drop(entry.order);
        state = kept.some((entry) => !entry.out) ? "signed-out" : "";
        pass = null;
        return;
      }
      for (let entry; pass && (entry = await next(pass.person)); ) if (!(await sendOne(entry))) return;
      if (state === "away") state = "";
    } catch {
      state = "away";
      clearTimeout(timer);
      timer = setTimeout(flush, wait);
      wait = Math.min(wait * 2, LONGEST_WAIT);
    }
  }

  // Send all that waits for who is signed in; one page or worker at a time does it.
  function flush() {
    const locked = () => (navigator.locks ? navigator.locks.request("outbox", sendAll) : sendAll());
    running ??= locked().finally(() => {
      running = null;
      channel?.postMessage("changed");
    });
    return running;
  }

  // Send one new thing now; what the server said: {to} or {refused}, or nothing where it waits.
  async function sendNow(entry) {
    answers.set(entry.id, null);
    await keep(entry);
    await flush();
    // It may have come when the queue had just been emptied.
    if (!answers.get(entry.id) && !state) await flush();
    return answers.get(entry.id);
  }

  return {
    all,
    change,
    drop,
    keep,
    flush,
    sendNow,
    channel,
    state: () => state,
    trust: (person, token) => (pass = { person, token }),
    hurry: () => ((wait = SOON), flush()),
    newId: () =>
      crypto.randomUUID?.() ??
      "10000000-1000-4000-8000-100000000000".replace(/[018]/g, (digit) => (digit ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (digit / 4)))).toString(16)),
  };
})();

if (typeof document !== "undefined") {
  const html = document.documentElement;
  const person = html.dataset.person || "";
  const patience = 5_000;
  const read = (name) => {
    try {
      return localStorage.getItem(name) ?? "";
    } catch {
      return "";
    }
  };
  const write = (name, value) => {
    try {
      if (value) localStorage.setItem(name, value);
      else localStorage.removeItem(name);
    } catch {
      // Then nobody is known on pages that are the same for everybody; all else goes on.
    }
  };
  Outbox.person = () => person || read("person");
  const tokenOf = (form) => form.querySelector("[name=csrfmiddlewaretoken]")?.value;

  // The two pages that are the same for everybody wear the look of who was here last.
  if (html.dataset.shell === undefined || person) {
    write("person", person);
    write("look", html.dataset.theme);
  } else if (read("look")) html.dataset.theme = read("look");

  // A page may be a copy that was opened before: what is told from it now is a new thing.
  for (const id of document.querySelectorAll("form[data-outbox] [name=id]")) id.value = Outbox.newId();

  async function draw() {
    const pill = document.querySelector("[data-waits]");
    let kept = [];
    try {
      kept = await Outbox.all();
    } catch {
      // A browser that keeps nothing has nothing waiting.
    }
    const who = Outbox.person();
    const mine = kept.filter((entry) => !entry.out && (!who || entry.person === who));
    const refused = mine.filter((entry) => entry.refused).length;
    const count = mine.length - refused;
    const parts = [];
    if (!navigator.onLine) parts.push("No network");
    if (html.dataset.made && !count) parts.push(`as of ${clock(html.dataset.made)}`);
    if (count) parts.push(`${count} ${count === 1 ? "waits" : "wait"} on this phone`);
    if (refused) parts.push(`${refused} couldn’t be kept`);
    if (count && ["signed-out", "other"].includes(Outbox.state())) parts.push("Sign in again; nothing is lost");
    const said = parts.join(" · ");
    if (pill) {
      if (pill.textContent !== said) pill.textContent = said;
      pill.hidden = !said;
    }
    document.dispatchEvent(new CustomEvent("outbox", { detail: kept.filter((entry) => !entry.out) }));
    return count || kept.some((entry) => entry.out);
  }

  const clock = (at) => {
    const then = new Date(at);
    const day = then.toDateString() === new Date().toDateString() ? {} : { weekday: "short" };
    return new Intl.DateTimeFormat("en", { ...day, hour: "numeric", minute: "2-digit" }).format(then);
  };

  function entryOf(form, submitter) {
    const told = new FormData(form);
    if (submitter?.name) told.append(submitter.name, submitter.value);
    told.delete("csrfmiddlewaretoken");
    const chosen = [...form.querySelectorAll("input:checked")].map((box) => box.labels?.[0]?.innerText);
    const typed = [...form.querySelectorAll("textarea, input[type=text]")].map((box) => box.value);
    const words = [submitter?.name && submitter.innerText, ...chosen, ...typed].map((part) => part?.trim()).filter(Boolean);
    return {
      id: told.get("id") || Outbox.newId(),
      person,
      url: new URL(form.getAttribute("action") || location.href, location.href).pathname,
      body: new URLSearchParams(told).toString(),
      at: Date.now(),
      title: form.dataset.outbox || document.querySelector("h1")?.innerText || document.title,
      words: words.join(" · "),
    };
  }

  // The browser sends it as if there were no script.
  function byItself(form, submitter) {
    if (submitter?.name) form.append(Object.assign(document.createElement("input"), { type: "hidden", name: submitter.name, value: submitter.value }));
    HTMLFormElement.prototype.submit.call(form);
  }

  async function send(form, submitter) {
    const entry = entryOf(form, submitter);
    Outbox.trust(person, tokenOf(form));
    let answer = null;
    try {
      if (navigator.onLine) answer = await Promise.race([Outbox.sendNow(entry), new Promise((late) => setTimeout(late, patience))]);
      else await Outbox.keep(entry);
    } catch {
      return byItself(form, submitter);
    }
    if (answer && !answer.refused) return location.assign(answer.to || location.href);
    if (answer) {
      // She is here to mend it: the page of the server says what is wrong, with all she typed.
      const kept = (await Outbox.all()).find((one) => one.id === entry.id);
      if (kept) await Outbox.drop(kept.order);
      return byItself(form, submitter);
    }
    thank(form);
    syncLater();
  }

  function thank(form) {
    const main = document.getElementById("main");
    const words = document.getElementById(form.dataset.kept || "kept");
    for (const part of main.children) part.hidden = !part.matches("h1, .head");
    main.append(words.content.cloneNode(true));
    const back = main.querySelector("[data-back]");
    if (back && form.dataset.back) back.href = form.dataset.back;
    if (Outbox.state() === "signed-out") for (const line of main.querySelectorAll("[data-signed-out]")) line.hidden = false;
    main.querySelector("[data-thanks]").focus();
    scrollTo(0, 0);
    draw();
  }

  // With "leaving" there, the worker lets nobody in before the signing out has arrived.
  const forget = async (leaving) => {
    write("person", "");
    navigator.serviceWorker?.controller?.postMessage("forget");
    if (leaving) await globalThis.caches?.open("leaving");
    for (const name of (await globalThis.caches?.keys()) ?? []) if (name.startsWith("pages-")) await caches.delete(name);
  };

  // Out: first what waits is sent, then every private copy goes, then the door closes.
  async function signOut(form) {
    const late = new Promise((over) => setTimeout(over, patience));
    if (navigator.onLine) await Promise.race([Outbox.flush(), late]);
    const entry = { ...entryOf(form), title: "Sign out", words: "", out: true };
    await forget(!navigator.onLine);
    if (navigator.onLine) return byItself(form);
    await Outbox.keep(entry);
    location.assign("/offline/");
  }

  document.addEventListener("submit", (event) => {
    const { target: form, submitter } = event;
    if (event.defaultPrevented || !person) return;
    const out = form.getAttribute("action") === "/accounts/logout/";
    if (!out && form.dataset.outbox === undefined) return;
    event.preventDefault();
    if (form.dataset.sending) return;
    form.dataset.sending = "yes";
    if (out) signOut(form);
    else send(form, submitter);
  });

  async function syncLater() {
    const worker = await navigator.serviceWorker?.getRegistration();
    worker?.sync?.register("outbox").catch(() => {});
  }

  const look = async () => {
    if (await draw()) await Outbox.hurry();
    draw();
  };
  Outbox.look = look;
  Outbox.channel?.addEventListener("message", draw);
  for (const name of ["online", "offline", "pageshow"]) addEventListener(name, look);
  addEventListener("pageshow", () => document.querySelectorAll("form[data-sending]").forEach((form) => delete form.dataset.sending));
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && look());
  addEventListener("load", async () => {
    if (!navigator.serviceWorker) return;
    try {
      await navigator.serviceWorker.register("/sw.js");
      const { active } = await navigator.serviceWorker.ready;
      if (person) setTimeout(() => active.postMessage("keep"), 1_500);
    } catch {
      // Without a worker all else goes on, with network.
    }
  });
}
