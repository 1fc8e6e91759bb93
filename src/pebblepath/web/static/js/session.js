// Session mode for one child: one activity at a time, and what is caught in it. Needs kept.js.
"use strict";

{
  const page = document.querySelector("[data-run]");
  const { one, all, show, press } = partsOf(page);

  const cards = all("item");
  const tabs = all("tab");
  const words = one("words");
  const kept = new Kept(page, draw);
  let here = firstPlace();
  let tab = null; // the goal that is open: a public id, or "" for the play itself
  let row = null; // the moment that is being told
  const called = new Set(); // goals that were called with "Another goal"

  function firstPlace() {
    const now = kept.state.now?.item;
    const farthest = Math.max(0, ...Object.values(kept.state.items).map((item) => item.item));
    return Math.min(now ?? farthest, cards.length - 1);
  }

  // ---- the activity that is on

  const sides = (item) => all("card", cards[item]);
  const isChoice = (item) => sides(item).length > 1;
  const chosen = (item) => kept.state.items[item]?.chosen ?? null;
  const face = (item) => sides(item).find((side) => side.dataset.card === chosen(item)) ?? sides(item)[0];
  const cardOf = (item) => face(item).dataset.card;
  const serves = (item) => (face(item).dataset.serves || "").split(" ").filter(Boolean);

  function go(item) {
    here = item;
    tab = row = null;
    called.clear();
    kept.tap((state) => kept.enter(state, item, cardOf(item)));
    face(item).querySelector("h2").focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }

  function begun() {
    return kept.state.began !== null;
  }

  one("next").addEventListener("click", () => {
    if (!begun() || kept.state.now === null) go(here);
    else if (here < cards.length - 1) go(here + 1);
    else end();
  });
  one("back").addEventListener("click", () => here > 0 && go(here - 1));
  one("skip").addEventListener("click", () => {
    kept.tap((state) => kept.touch(state, here, cardOf(here), { skipped: true }));
    if (here < cards.length - 1) go(here + 1);
  });
  one("end").addEventListener("click", end);
  one("reopen")?.addEventListener("click", () => {
    kept.tap((state) => {
      state.ended = null;
      kept.enter(state, here, cardOf(here));
    });
  });

  function end() {
    kept.tap((state) => {
      kept.leave(state);
      state.ended = new Date().toISOString();
    });
    window.scrollTo(0, 0);
    one("over-title").focus();
  }

  // ---- the child chooses

  const big = one("big");
  for (const card of cards) {
    for (const pick of all("pick", card)) pick.addEventListener("click", () => choose(pick.dataset.pick));
    one("show", card)?.addEventListener("click", () => {
      const board = one("big-board");
      board.replaceChildren(...all("pick", card).map(bigPick));
      big.showModal();
    });
    one("choose-again", card)?.addEventListener("click", () => {
      kept.tap((state) => kept.touch(state, here, cardOf(here), { chosen: null, card: sides(here)[0].dataset.card }));
    });
  }
  one("big-close").addEventListener("click", () => big.close());

  function bigPick(pick) {
    const copy = pick.cloneNode(true);
    copy.addEventListener("click", () => {
      big.close();
      choose(pick.dataset.pick);
    });
    return copy;
  }

  function choose(card) {
    tab = row = null;
    kept.tap((state) => {
      kept.enter(state, here, card);
      kept.touch(state, here, card, { chosen: card, card });
    });
  }

  // ---- catching

  // The moment of this activity and goal that was told last, unless another was begun.
  function current() {
    if (kept.state.caught[row]?.removed) row = null;
    if (row) return kept.state.caught[row];
    return kept.rows(here, tab || null).filter((mine) => !mine.by).at(-1);
  }

  // Change one part; a moment that says nothing any more is none.
  function put(part, value) {
    const had = current();
    const after = { ...had, [part]: value };
    const says = ["step", "help", "felt_good", "proud"].some((name) => after[name] != null) || after.asked_break || after.asked_help || after.words || after.strategies?.length;
    row = row ?? had?.id ?? newId();
    kept.catch(row, { item: here, card: cardOf(here), goal: tab || null }, { [part]: value, removed: !says });
  }

  // What is tapped a second time is tapped away.
  function toggle(part, value) {
    const again = current()?.[part] === value;
    put(part, again ? (part.startsWith("asked_") ? false : null) : value);
  }

  for (const node of tabs)
    node.addEventListener("click", () => {
      tab = node.dataset.tab;
      row = null;
      draw();
    });
  one("more")?.addEventListener("click", () => {
    for (const node of tabs) called.add(node.dataset.tab);
    draw();
  });
  for (const stone of all("step")) stone.addEventListener("click", () => toggle("step", Number(stone.dataset.step)));
  for (const chip of all("part")) chip.addEventListener("click", () => toggle(chip.dataset.part, chip.dataset.value === "true" || Number(chip.dataset.value)));
  for (const chip of all("strategy"))
    chip.addEventListener("click", () => {
      const used = current()?.strategies ?? [];
      const id = chip.dataset.strategy;
      put("strategies", used.includes(id) ? used.filter((other) => other !== id) : [...used, id]);
    });
  for (const chip of all("quote"))
    chip.addEventListener("click", () => {
      const quote = `“${chip.dataset.quote}”`;
      const said = current()?.words ?? "";
      const next = said.includes(quote) ? said.replace(quote, "").replace(/\s+/g, " ").trim() : `${said} ${quote}`.trim();
      if (next.length <= words.maxLength) put("words", next);
    });
  words.addEventListener("input", () => put("words", words.value));
  one("once-more").addEventListener("click", () => {
    row = newId();
    draw();
  });

  // ---- drawing

  function draw() {
    const over = kept.state.ended !== null;
    show(one("play"), !over);
    show(one("bar"), !over);
    show(one("end"), begun() && !over);
    show(one("over"), over);
    drawState();
    drawMinutes();
    if (over) return drawOver();
    drawCard();
    drawCatch();
    drawBar();
  }

  function drawState() {
    const said = kept.words();
    if (one("state-words").textContent !== said) one("state-words").textContent = said;
    show(one("state"), said !== "");
    show(one("sign-in"), kept.trouble === "signed-out");
    one("mark").textContent = kept.waiting() ? "Kept here" : begun() ? "Sent" : "";
  }

  function drawMinutes() {
    one("minutes").textContent = begun() ? `${Math.floor(kept.minutes())} min` : "";
  }

  function drawCard() {
    cards.forEach((card, place) => show(card, place === here));
    const open = isChoice(here) && chosen(here) === null;
    for (const side of sides(here)) show(side, !open && side === face(here));
    show(one("choice", cards[here]), open);
    show(one("choose-again", cards[here]), isChoice(here) && !open);
  }

  function drawCatch() {
    const about = serves(here);
    const told = new Set(kept.rows(here).map((mine) => mine.goal ?? ""));
    const shown = (id) => id === "" || about.length === 0 || about.includes(id) || told.has(id) || called.has(id);
    if (tab === null || !shown(tab)) tab = (tabs.find((node) => about.includes(node.dataset.tab)) ?? tabs.find((node) => shown(node.dataset.tab))).dataset.tab;
    for (const node of tabs) {
      show(node, shown(node.dataset.tab));
      press(node, node.dataset.tab === tab);
      node.classList.toggle("told", told.has(node.dataset.tab));
    }
    show(one("more"), tabs.some((node) => !shown(node.dataset.tab)));
    show(one("catch"), true);
    const now = current();
    for (const stones of all("stones")) show(stones, stones.dataset.stones === tab);
    show(one("about-goal"), tab !== "");
    for (const stone of all("step")) press(stone, now?.step === Number(stone.dataset.step));
    for (const chip of all("part")) press(chip, String(now?.[chip.dataset.part]) === chip.dataset.value);
    for (const chip of all("strategy")) press(chip, now?.strategies?.includes(chip.dataset.strategy) ?? false);
    const helped = all("strategy").filter((chip) => chip.getAttribute("aria-pressed") === "true");
    if (one("helped-words")) one("helped-words").textContent = helped.length ? `With ${helped.map((chip) => chip.textContent).join(", ")}` : "What was there to help";
    for (const chip of all("quote")) press(chip, now?.words?.includes(`“${chip.dataset.quote}”`) ?? false);
    if (words.value.trim() !== (now?.words ?? "").trim()) words.value = now?.words ?? "";
    drawEarlier(now);
    const firsts = kept.firsts.filter((first) => first.id === now?.id && now && !now.removed);
    drawFirsts(one("first"), firsts);
  }

  function drawEarlier(now) {
    const others = kept.rows(here, tab || null).filter((mine) => mine.id !== now?.id);
    one("earlier").replaceChildren(...others.map((mine) => earlier(mine)));
    show(one("once-more"), Boolean(now && !now.removed && tab !== ""));
  }

  function earlier(mine) {
    const line = document.createElement("li");
    const text = `${inWords(mine)}${mine.by ? ` · ${mine.by}` : ""}`;
    if (mine.by) line.textContent = text;
    else {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "button button-small run-before";
      button.textContent = text;
      button.addEventListener("click", () => {
        row = mine.id;
        draw();
      });
      line.append(button);
    }
    return line;
  }

  function drawFirsts(box, firsts) {
    const said = firsts.map((first) => `First time! ${first.words}`).join(" · ");
    if (box.textContent !== said) box.textContent = said;
    box.classList.toggle("pill-sun", said !== "");
  }

  function drawBar() {
    const last = here === cards.length - 1;
    one("next").textContent = !begun() ? "Begin" : last ? "End" : "Next";
    show(one("skip"), begun() && !last);
    one("back").disabled = here === 0 || !begun();
    one("place").textContent = `Activity ${here + 1} of ${cards.length}`;
    [...one("dots").querySelectorAll("i")].forEach((dot, place) => {
      const played = kept.state.items[place];
      dot.className = place === here ? "here" : played && !played.skipped ? "lit" : "";
    });
  }

  // ---- the end

  const textOf = (selector) => page.querySelector(selector)?.textContent.trim() ?? "";
  const titleOf = (goal) => textOf(`[data-tab="${goal ?? ""}"] span:last-child`);

  function inWords(mine) {
    const stone = mine.step === null ? "" : textOf(`[data-stones="${mine.goal}"] [data-step="${mine.step}"] span`);
    const part = (name) => (mine[name] == null ? "" : textOf(`[data-part="${name}"][data-value="${mine[name]}"]`).toLowerCase());
    const helped = mine.strategies.map((id) => textOf(`[data-strategy="${id}"]`));
    return [stone, part("help"), mine.felt_good == null ? "" : `felt ${part("felt_good")}`, mine.proud ? "proud" : "", mine.asked_break ? "asked for a break" : "", mine.asked_help ? "asked for help" : "", mine.words, ...helped].filter(Boolean).join(" · ");
  }

  function drawOver() {
    const sent = !kept.waiting();
    const count = kept.rows().length;
    one("over-words").textContent = `${Math.round(kept.minutes())} minutes of play. ${count === 1 ? "1 moment was caught." : `${count} moments were caught.`}${sent ? "" : " Door card and note come when all is sent."}`;
    show(one("onward"), sent);
    const mine = new Set(kept.rows().map((row) => row.id));
    one("firsts").replaceChildren(...kept.firsts.filter((first) => mine.has(first.id)).map(victory));
    one("summary").replaceChildren(...cards.map((_, place) => summary(place)).filter(Boolean));
  }

  function victory(first) {
    const card = document.createElement("div");
    card.className = "card card-sun";
    const moment = kept.state.caught[first.id];
    card.textContent = `First time! ${first.words}: ${inWords(moment)}`;
    return card;
  }

  function summary(place) {
    const played = kept.state.items[place];
    const rows = kept.rows(place);
    if (!played || (played.skipped && rows.length === 0)) return null;
    const item = document.createElement("li");
    item.className = "card";
    const title = document.createElement("h3");
    title.textContent = `${face(place).dataset.name} · ${Math.round(kept.minutesOf(place))} min${chosen(place) ? " · chosen" : ""}`;
    const list = document.createElement("ul");
    for (const mine of rows) {
      const line = document.createElement("li");
      line.textContent = `${titleOf(mine.goal)}: ${inWords(mine)}${mine.by ? ` (${mine.by})` : ""}`;
      list.append(line);
    }
    item.append(title, ...(rows.length ? [list] : []));
    return item;
  }

  setInterval(() => {
    kept.alive();
    drawMinutes();
  }, MINUTE / 4);
  page.classList.add("is-live");
  draw();
}
