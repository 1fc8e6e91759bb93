// What is told is kept on this device first, then sent, in order, until the server has it. The service worker runs this
// file, too, to send when no page is open. Nothing that waits is ever dropped by a new version: a new shape of the
// store gets a new number and an `if (before < number)` of its own.
"use strict";

const Outbox = (() => {
  const SHAPE = 1;
  const SOON = 2_000;
  const LONGEST_WAIT = 60_000;
  const TRIES = 10; // how often a fault of the server is borne before the others may pass
  const ROUND = 25; // so many go in one request
  const LETTERS = 200_000; // and no more than this
  const NOBODY = "nobody";
  const answers = new Map(); // what became of what this page sent, by id
  const channel = typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel("outbox");
  let state = ""; // "", "away", "signed-out" or "other"
  let pass = null; // {person, token}
  let most = ROUND; // after a fault only one thing goes, so that we see which it is
  let wait = SOON;
  let timer = 0;
  let running = null;
  const changed = () => {
    channel?.postMessage("changed");
    globalThis.document?.dispatchEvent(new Event("outbox-changed"));
  };

  const ask = (shape) =>
    new Promise((done, failed) => {
      const asked = indexedDB.open("pebblepath", shape);
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
    });

  // A page of an older version takes the newer shape as it is: what it needs of it stays.
  let opened = null;
  const open = () =>
    (opened ??= ask(SHAPE)
      .catch((fault) => {
        if (fault?.name !== "VersionError") throw fault;
        return ask();
      })
      .catch((fault) => {
        opened = null;
        throw fault;
      }));

  async function store(mode, work) {
    const base = await open();
    return new Promise((done, failed) => {
      const deed = base.transaction("waiting", mode);
      const asked = work(deed.objectStore("waiting"));
      deed.oncomplete = () => done(asked?.result);
      deed.onerror = deed.onabort = () => failed(deed.error);
    });
  }

  const all = () => store("readonly", (kept) => kept.getAll());
  const change = (entry) => store("readwrite", (kept) => kept.put(entry));
  const drop = (...orders) => store("readwrite", (kept) => orders.forEach((order) => kept.delete(order)));

  // Keep one thing to send: {id, person, url, body, at, title, words}. The same id is kept once.
  async function keep(entry) {
    try {
      await store("readwrite", (kept) => kept.add({ tries: 0, ...entry }));
    } catch (fault) {
      if (fault?.name !== "ConstraintError") throw fault;
    }
  }

  // The oldest that wait for somebody, as many as go in one request; a signing out is the last of its request.
  const next = (person) =>
    store("readonly", (kept) => {
      const result = [];
      let letters = 0;
      kept.openCursor().onsuccess = ({ target: { result: place } }) => {
        if (!place) return;
        const { value } = place;
        if (value.person === person && !value.refused) {
          letters += value.body.length;
          if (result.length && letters > LETTERS) return;
          result.push(value);
          if (value.out || result.length >= most) return;
        }
        place.continue();
      };
      return { result };
    });

  async function newPass() {
    const answer = await fetch("/outbox/token/", { headers: { Accept: "application/json" }, cache: "no-store" });
    pass = await answer.json();
  }

  const since = ({ at }) => Math.max(0, Math.round((Date.now() - at) / 1000)) || 0;

  const post = (entries) =>
    fetch("/outbox/", {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": pass.token, "X-Outbox": entries[0].person },
      body: JSON.stringify(entries.map((entry) => ({ url: entry.url, body: entry.body, waited: since(entry), late: !answers.has(entry.id) }))),
      redirect: "manual",
      signal: AbortSignal.timeout?.(30_000),
    });

  // Send some; false where somebody else is signed in here.
  async function sendSome(entries, again = true) {
    const answer = await post(entries);
    if (answer.status === 401 || answer.type === "opaqueredirect") {
      pass = answer.status === 401 ? await answer.json() : { person: NOBODY };
      state = "other";
      return pass.person === NOBODY;
    }
    const told = answer.ok ? (await answer.json()).answers : [{ status: answer.status }];
    if (again && told.some(({ status }) => status === 403)) {
      await newPass();
      return sendSome(entries, false);
    }
    // A server that is away is nothing's fault. Which of many broke it, or was too much, we see when each goes alone.
    if (!answer.ok && (entries.length > 1 || ![400, 413, 500].includes(answer.status))) throw new Error("later");
    await settle(entries, told);
    if (entries[told.length - 1].out && typeof document !== "undefined") location.assign("/");
    state = "";
    wait = SOON;
    most = ROUND;
    return true;
  }

  // What the server has goes; what it refused stays with its sentence; what broke it is tried again before all others.
  async function settle(entries, told) {
    const pairs = told.map((one, place) => [entries[place], one]);
    const has = pairs.filter(([, { status }]) => status < 400);
    for (const [entry, one] of has) answers.set(entry.id, one);
    await drop(...has.map(([entry]) => entry.order));
    for (const [entry, { status, words }] of pairs.filter(([, { status }]) => status >= 400)) {
      const ours = status >= 500;
      if (ours && entry.tries < TRIES) {
        await change({ ...entry, tries: entry.tries + 1 });
        throw new Error("later");
      }
      const refused = (!ours && words) || "Something on our side broke with it.";
      answers.set(entry.id, { refused });
      await change({ ...entry, refused });
    }
  }

  // Nobody is signed in: who wanted out is out already, and the rest waits.
  async function stay() {
    pass = null;
    const kept = await all();
    await drop(...kept.filter((entry) => entry.out).map((entry) => entry.order));
    state = kept.some((entry) => !entry.out) ? "signed-out" : "";
  }

  async function sendAll() {
    try {
      for (;;) {
        if (!pass) await newPass();
        if (pass.person === NOBODY) return await stay();
        const entries = await next(pass.person);
        if (!entries.length) break;
        if (!(await sendSome(entries))) return (pass = null);
        changed();
      }
      if (state === "away") state = "";
    } catch {
      state = "away";
      most = 1;
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
      changed();
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
  const LOGOUT = "/accounts/logout/";
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
  const anew = (within) => within.querySelectorAll("[name=id]").forEach((id) => (id.value = Outbox.newId()));
  document.querySelectorAll("form[data-outbox]").forEach(anew);

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
    const { here } = form.dataset;
    if (answer && !answer.refused) return here === "again" ? location.reload() : location.assign(answer.to || location.href);
    if (answer) {
      // She is here to mend it: the page of the server says what is wrong, with all she typed.
      const kept = (await Outbox.all()).find((one) => one.id === entry.id);
      if (kept) await Outbox.drop(kept.order);
      return byItself(form, submitter);
    }
    if (here !== undefined) mark(form, submitter);
    else thank(form);
    syncLater();
  }

  // One of several buttons is on, or the only one is turned; the page stays, and may be tapped again.
  function mark(form, submitter) {
    const buttons = [...form.querySelectorAll("button[name]")];
    for (const button of buttons) {
      const on = button === submitter && (buttons.length > 1 || button.value === "1");
      button.setAttribute("aria-pressed", String(on));
      button.classList.toggle(button.matches(".my-tile") ? "my-down" : "button-main", on);
      if (buttons.length === 1) button.value = on ? "0" : "1";
    }
    anew(form);
    delete form.dataset.sending;
    draw();
  }

  function thank(form) {
    const main = document.getElementById("main");
    const [words] = [form.dataset.kept, "kept-mine", "kept"].map((id) => document.getElementById(id)).filter(Boolean);
    // A child can ask for a break wherever she is.
    const stays = (part) => part.matches("h1, .head, .my-break-form") && part !== form;
    for (const part of main.children) part.hidden = !stays(part);
    main.insertBefore(words.content.cloneNode(true), main.querySelector(".my-break-form"));
    const back = main.querySelector("[data-back]");
    if (back && form.dataset.back) back.href = form.dataset.back;
    if (Outbox.state() === "signed-out") for (const line of main.querySelectorAll("[data-signed-out]")) line.hidden = false;
    main.querySelector("[data-thanks]").focus();
    scrollTo(0, 0);
    draw();
  }

  // With "leaving" there, the worker lets nobody in before the signing out has arrived. The copies go first: on a full
  // device that makes room.
  const forget = async (leaving) => {
    write("person", "");
    navigator.serviceWorker?.controller?.postMessage("forget");
    for (const name of (await globalThis.caches?.keys()) ?? []) if (name.startsWith("pages-")) await caches.delete(name);
    if (leaving) await globalThis.caches?.open("leaving");
  };

  // Out: first what waits is sent, then every private copy goes, then the door closes.
  // Without network, and so without a form, it waits.
  async function signOut(form, url = LOGOUT, body = "") {
    const late = new Promise((over) => setTimeout(over, patience));
    if (form) await Promise.race([Outbox.flush(), late]);
    await forget(!form);
    if (form) return byItself(form);
    await Outbox.keep({ id: Outbox.newId(), person, url, body, at: Date.now(), title: "Sign out", words: "", out: true });
    location.assign("/offline/");
  }
  Outbox.leave = (...way) => signOut(null, ...way);

  document.addEventListener("submit", (event) => {
    const { target: form, submitter } = event;
    if (event.defaultPrevented || !person) return;
    const out = form.getAttribute("action") === LOGOUT;
    if (!out && form.dataset.outbox === undefined) return;
    event.preventDefault();
    if (form.dataset.sending) return;
    form.dataset.sending = "yes";
    if (out) signOut(navigator.onLine ? form : null);
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
  document.addEventListener("outbox-changed", draw);
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
