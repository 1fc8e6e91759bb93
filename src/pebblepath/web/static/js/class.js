// The class page: a tap is kept on this tablet at once, sent when the network lets it, and told again until it arrived.
// Nobody has an account here, so what waits belongs to the class's link. Without this script each tap is a page.
"use strict";

{
  const page = document.querySelector("[data-class]");
  const key = `pebblepath.class.${page.dataset.class}`;
  const one = (name) => page.querySelector(`[data-${name}]`);
  const forms = [...page.querySelectorAll("form[data-tap]")];
  const undo = one("undo");
  const AGAIN = 20_000;
  let sending = false;
  let trouble = "";

  const newId = () =>
    crypto.randomUUID?.() ??
    // Where the page doesn't come by https, there is no randomUUID.
    "10000000-1000-4000-8000-100000000000".replace(/[018]/g, (digit) =>
      (digit ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (digit / 4)))).toString(16),
    );

  let kept = { waits: [], refused: [] };
  try {
    kept = JSON.parse(localStorage.getItem(key)) ?? kept;
  } catch {
    // What can't be read isn't ours.
  }
  const write = () => {
    try {
      localStorage.setItem(key, JSON.stringify(kept));
    } catch {
      // A full or closed store: the page itself still holds what waits.
    }
  };

  const anchorOf = (form) => form.closest("section").id;
  const formAt = (anchor) => forms.find((form) => anchorOf(form) === anchor);

  function mark(anchor, step) {
    const form = formAt(anchor);
    if (!form) return;
    let words = "";
    for (const stone of form.querySelectorAll("button[name=step]")) {
      const here = step !== null && stone.value === step;
      stone.setAttribute("aria-pressed", String(here));
      if (here) words = stone.textContent.trim();
    }
    form.toggleAttribute("data-told", step !== null);
    page.querySelector(`[data-said="${anchor}"]`).textContent = words;
    page.querySelector(`[data-mark="${anchor}"]`).classList.toggle("lit", step !== null);
  }

  // The next goal that nobody told of today, after this one; when there is none, the list.
  function ahead(form) {
    const at = forms.indexOf(form);
    const next = [...forms.slice(at + 1), ...forms.slice(0, at)].find((other) => !other.hasAttribute("data-told"));
    return next ? anchorOf(next) : "all";
  }

  function go(anchor) {
    location.hash = anchor;
    window.scrollTo(0, 0);
    const there = document.getElementById(anchor);
    const first = there?.querySelector("button[name=step], a");
    first?.focus({ preventScroll: true });
  }

  page.addEventListener("submit", (event) => {
    const form = event.target;
    if (form === undo) return takeBack(event);
    if (!form.matches("[data-tap]") || !event.submitter) return;
    event.preventDefault();
    const stone = event.submitter;
    const asked = [...form.querySelectorAll("input[type=checkbox]")].filter((box) => box.checked);
    const tap = {
      id: form.elements.id.value,
      url: form.getAttribute("action"),
      undo: form.dataset.undoAt,
      anchor: anchorOf(form),
      goal: form.elements.goal.value,
      step: stone.value,
      at: new Date().toISOString(),
      asked: asked.map((box) => box.name),
      says: [`Kept for ${form.dataset.name}: ${stone.textContent.trim()}`, ...asked.map((box) => box.labels[0].textContent.trim())].join(" · "),
    };
    for (const box of asked) box.checked = false;
    form.elements.id.value = newId();
    kept.waits.push(tap);
    write();
    mark(tap.anchor, tap.step);
    one("kept-words").textContent = tap.says;
    undo.setAttribute("action", tap.undo);
    undo.elements.id.value = tap.id;
    one("kept").hidden = false;
    document.dispatchEvent(new Event("told"));
    go(ahead(form));
    send();
  });

  // What hasn't left the tablet is taken back here; the rest is asked of the server, as without script.
  function takeBack(event) {
    const at = kept.waits.findIndex((tap) => tap.id === undo.elements.id.value);
    if (at < 0 || (at === 0 && sending)) return;
    event.preventDefault();
    const [tap] = kept.waits.splice(at, 1);
    write();
    mark(tap.anchor, null);
    one("kept").hidden = true;
    document.dispatchEvent(new Event("told"));
    go(tap.anchor);
    draw();
  }

  async function send() {
    if (sending) return;
    sending = true;
    trouble = "";
    while (kept.waits.length && !trouble) {
      const tap = kept.waits[0];
      let answer = null;
      try {
        answer = await fetch(tap.url, {
          method: "POST",
          headers: { "X-Class": "tap", "X-CSRFToken": document.querySelector("[name=csrfmiddlewaretoken]").value },
          // A tap that waited since an older version marks nothing.
          body: new URLSearchParams([...["id", "goal", "step", "at"].map((name) => [name, tap[name]]), ...(tap.asked ?? []).map((name) => [name, "on"])]),
          redirect: "manual",
        });
      } catch {
        trouble = "away";
        break;
      }
      if (answer.status === 204) kept.waits.shift();
      else if (answer.status === 401 || answer.status === 403) trouble = "closed";
      else if (answer.status >= 400 && answer.status < 500) {
        const why = answer.headers.get("content-type")?.startsWith("text/plain") ? await answer.text() : "It isn’t shared any more.";
        kept.refused.push({ ...kept.waits.shift(), why });
      } else trouble = "away";
      write();
    }
    sending = false;
    draw();
  }

  function draw() {
    const count = kept.waits.length;
    const what = count === 1 ? "1 tap waits on this tablet" : `${count} taps wait on this tablet`;
    const box = one("class-waits");
    box.replaceChildren();
    if (count && trouble === "closed") {
      const door = document.createElement("a");
      door.href = location.pathname;
      door.textContent = "type the PIN again";
      box.append(`${what}. Nothing is lost: please `, door, ".");
    } else if (count && trouble) box.append(`${what}. They are sent when the network is back.`);
    for (const tap of kept.refused) {
      const line = document.createElement("span");
      line.textContent = `${tap.says.replace("Kept for", "Not kept for")}. ${tap.why} `;
      box.append(line);
    }
    if (kept.refused.length) {
      const seen = document.createElement("button");
      seen.className = "button button-small";
      seen.type = "button";
      seen.textContent = "I have seen it";
      seen.addEventListener("click", () => {
        kept.refused = [];
        write();
        draw();
      });
      box.append(seen);
    }
    box.hidden = !box.childNodes.length;
  }

  // The page may be a copy that was opened before: what is tapped now is a new thing.
  for (const form of forms) form.elements.id.value = newId();
  for (const tap of kept.waits) mark(tap.anchor, tap.step);
  window.addEventListener("online", send);
  document.addEventListener("visibilitychange", () => document.hidden || send());
  setInterval(() => kept.waits.length && send(), AGAIN);
  draw();
  send();
}
