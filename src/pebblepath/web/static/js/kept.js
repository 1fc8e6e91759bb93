// A session as this tablet has it. Each tap is kept here at once, sent when that is possible, and told again until the
// server says that it has it. Only when the end has arrived is it forgotten here.
"use strict";

const MINUTE = 60_000;
const SOON = 900; // several taps go together
const LONGEST_WAIT = 60_000;
const NO_PLAY = 60 * MINUTE; // nobody plays while a tablet sleeps for an hour

// What can't be taken now can't be taken in a minute; the next tap tries again.
const HOPELESS = ["fault", "gone"];

const newId = () =>
  crypto.randomUUID?.() ??
  // Where the page doesn't come by https, there is no randomUUID.
  "10000000-1000-4000-8000-100000000000".replace(/[018]/g, (digit) =>
    (digit ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (digit / 4)))).toString(16),
  );

// The parts of a page by their data-… name, and what is done with them.
const partsOf = (page) => ({
  one: (name, within = page) => within.querySelector(`[data-${name}]`),
  all: (name, within = page) => [...within.querySelectorAll(`[data-${name}]`)],
  show: (node, yes) => node && (node.hidden = !yes),
  press: (node, yes) => node.setAttribute("aria-pressed", String(yes)),
});

class Kept {
  // node: carries whose session it is, where to tell it, and what the server has of it; changed: called after each change.
  constructor(node, changed) {
    this.url = node.dataset.sync;
    this.key = `pebblepath.session.${node.dataset.user}.${node.dataset.session}`;
    this.token = document.querySelector("[name=csrfmiddlewaretoken]").value;
    this.changed = changed;
    this.firsts = [];
    this.trouble = ""; // "", "away", "signed-out", "gone", "full", or "fault"
    this.faults = [];
    this.wait = SOON;
    const told = JSON.parse(node.dataset.told);
    this.state = this.stored() ?? { rev: 0, sent: 0, tablet: newId(), began: null, ended: null, items: {}, caught: {}, now: null };
    this.lay(told);
    this.firsts = told.first_times ?? [];
    this.sleepLess();
    if (this.waiting()) {
      this.write();
      this.soon(0);
    } else if (this.state.ended) {
      this.forget();
    }
    addEventListener("online", () => this.hurry());
    addEventListener("storage", (event) => event.key === this.key && this.takeUp());
    document.addEventListener("visibilitychange", () => this.hurry());
  }

  // ---- what is kept here

  stored() {
    try {
      return JSON.parse(localStorage.getItem(this.key));
    } catch {
      return null;
    }
  }

  write() {
    this.state.seen = Date.now();
    try {
      localStorage.setItem(this.key, JSON.stringify(this.state));
      if (this.trouble === "full") this.trouble = "";
    } catch {
      this.trouble = "full";
    }
  }

  forget() {
    try {
      localStorage.removeItem(this.key);
    } catch {
      // Then nothing was kept, either.
    }
  }

  // Another tab of this browser kept something: its newer rows come beside ours.
  takeUp() {
    const other = this.stored();
    if (!other) return;
    const mine = this.state;
    for (const part of ["items", "caught"])
      for (const [id, row] of Object.entries(other[part])) {
        const had = mine[part][id];
        if (!had || row.rev > had.rev) mine[part][id] = row;
        else if (row.rev === had.rev && part === "caught") had.sent = Math.max(had.sent, row.sent);
      }
    if (other.rev > mine.rev) Object.assign(mine, { rev: other.rev, began: other.began, ended: other.ended, now: other.now });
    mine.sent = Math.max(mine.sent, other.sent);
    this.changed();
  }

  // One tap: others' newest first, then the change, and it is kept before anything is drawn.
  tap(change) {
    this.sleepLess();
    this.takeUp();
    this.state.rev += 1;
    this.state.began ??= new Date().toISOString();
    change(this.state);
    this.write();
    this.changed();
    this.soon();
  }

  // A moment: id, the place and card it belongs to, and the parts that change.
  catch(id, place, parts) {
    this.tap((state) => {
      if (!state.now) this.enter(state, place.item, place.card);
      const had = state.caught[id] ?? { id, rev: 0, sent: 0, at: new Date().toISOString(), strategies: [], words: "", ...place };
      state.caught[id] = { ...had, ...parts, rev: had.rev + 1 };
      if (state.caught[id].goal === null) state.caught[id].step = null;
    });
  }

  rows(item, goal) {
    const rows = Object.values(this.state.caught).filter((row) => !row.removed);
    return rows.filter((row) => (item === undefined || row.item === item) && (goal === undefined || row.goal === goal)).sort((a, b) => (a.at < b.at ? -1 : 1));
  }

  // ---- where in the plan, and for how long

  touch(state, item, card, parts) {
    state.items[item] ??= { item, rev: 0, card, minutes: 0, chosen: null, skipped: false };
    Object.assign(state.items[item], parts, { rev: state.rev });
  }

  // Stop the time of the activity that is on, and go on with this one.
  enter(state, item, card) {
    if (state.now?.item === item) return;
    this.leave(state);
    state.now = { item, since: Date.now() };
    this.touch(state, item, card, { skipped: false });
  }

  leave(state) {
    if (!state.now) return;
    const { item, since } = state.now;
    if (state.items[item]) this.touch(state, item, state.items[item].card, { minutes: state.items[item].minutes + (Date.now() - since) / MINUTE });
    state.now = null;
  }

  // A tablet that slept for hours wasn't played with.
  sleepLess() {
    const { now, seen } = this.state;
    if (now && seen && Date.now() - seen > NO_PLAY) now.since += Date.now() - seen;
  }

  alive() {
    this.sleepLess();
    if (this.state.now) this.write();
  }

  minutesOf(item) {
    const kept = this.state.items[item]?.minutes ?? 0;
    return kept + (this.state.now?.item === item ? (Date.now() - this.state.now.since) / MINUTE : 0);
  }

  minutes() {
    return Object.keys(this.state.items).reduce((sum, item) => sum + this.minutesOf(Number(item)), 0);
  }

  // ---- telling it

  unsent() {
    return Object.values(this.state.caught).filter((row) => row.rev > row.sent).length;
  }

  waiting() {
    return this.state.rev > this.state.sent || this.unsent() > 0;
  }

  body() {
    const { rev, tablet, began, ended, items, caught } = this.state;
    const ours = Object.values(caught).filter((row) => !row.by);
    return {
      rev,
      tablet,
      began,
      ended,
      items: Object.values(items).map((item) => ({ ...item, minutes: Math.min(600, Math.round(this.minutesOf(item.item) * 10) / 10) })),
      caught: ours.map(({ sent, by, ...row }) => row),
    };
  }

  soon(wait = SOON) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), wait);
  }

  hurry() {
    this.wait = SOON;
    if (this.waiting() && !HOPELESS.includes(this.trouble)) this.soon(0);
  }

  async send() {
    if (this.sending || !this.waiting()) return;
    this.sending = true;
    const body = this.body();
    try {
      const response = await fetch(this.url, {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-CSRFToken": this.token },
        body: JSON.stringify(body),
        redirect: "manual",
        credentials: "same-origin",
        keepalive: document.visibilityState === "hidden" && JSON.stringify(body).length < 60_000,
        signal: AbortSignal.timeout?.(20_000),
      });
      await this.answered(response, body);
    } catch {
      this.later("away");
    }
    this.sending = false;
    this.changed();
  }

  async answered(response, body) {
    // Who isn't signed in any more is led to the door, and a page of before the door has an old token.
    if (response.type === "opaqueredirect" || response.status === 403) return this.later("signed-out");
    if (response.status === 404) return this.later("gone");
    if (response.status === 400) {
      this.faults = (await response.json()).faults ?? [];
      return this.later("fault");
    }
    if (!response.ok) return this.later("away");
    this.arrived(await response.json(), body);
  }

  later(trouble) {
    this.trouble = trouble;
    this.wait = Math.min(this.wait * 2, LONGEST_WAIT);
    if (!HOPELESS.includes(trouble)) this.soon(this.wait);
  }

  arrived(answer, body) {
    this.trouble = "";
    this.faults = [];
    this.wait = SOON;
    this.firsts = answer.first_times;
    for (const row of body.caught) {
      const mine = this.state.caught[row.id];
      if (mine) mine.sent = Math.max(mine.sent, row.rev);
    }
    if (answer.taken) this.state.sent = Math.max(this.state.sent, body.rev);
    if (answer.told) this.lay(answer.told);
    if (this.waiting()) {
      this.write();
      this.soon();
    } else if (this.state.ended) {
      this.forget();
    } else {
      this.write();
    }
  }

  // Lay what the server has beside what is here: the newer of each row, and nothing of ours is dropped.
  lay(told) {
    const state = this.state;
    const waits = this.waiting();
    // The server knows less than it said once (it was set back to an older copy): everything is told again.
    const forgot = told.rev < state.sent;
    for (const row of told.caught) {
      const mine = state.caught[row.id];
      if (!mine || row.rev > mine.rev) state.caught[row.id] = { ...row, sent: row.rev };
      else if (row.rev === mine.rev) mine.sent = row.rev;
    }
    for (const item of told.items) {
      const mine = state.items[item.item];
      if (!mine || item.rev > mine.rev) state.items[item.item] = { ...item };
    }
    if (forgot) {
      const there = new Set(told.caught.map((row) => row.id));
      for (const row of Object.values(state.caught)) if (!there.has(row.id)) row.sent = 0;
      state.sent = told.rev;
      return;
    }
    const foreign = told.rev > state.sent;
    state.sent = told.rev;
    if (told.began && (!state.began || told.began < state.began)) state.began = told.began;
    if (!waits) {
      Object.assign(state, { rev: told.rev, ended: told.ended });
    } else {
      if (foreign) state.ended ??= told.ended;
      state.rev = Math.max(state.rev, told.rev + 1);
    }
    if (state.ended) state.now = null;
  }

  // What to say of how it stands with the sending; nothing while all goes its way.
  words() {
    const count = this.unsent();
    const moments = count === 1 ? "1 moment is" : `${count} moments are`;
    const kept = count ? `${moments} kept on this tablet` : "Kept on this tablet";
    switch (this.trouble) {
      case "away":
        return this.waiting() ? `${kept}; will be sent when the network is back.` : "";
      case "signed-out":
        return `You are signed out. Nothing is lost: ${count ? moments + " kept on this tablet." : "it is kept on this tablet."}`;
      case "gone":
        return "This session isn’t shared with you any more. What you tapped stays on this tablet.";
      case "full":
        return "This browser can’t keep anything just now. Leave this page open until all is sent.";
      case "fault":
        return `${kept}. It couldn’t be taken: ${this.faults.map((fault) => fault.words).join(" ")}`;
      default:
        return "";
    }
  }
}
