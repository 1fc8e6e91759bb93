// Session mode for several children: one activity for all, one tap a child for the stone she reached. Needs kept.js.
"use strict";

{
  const page = document.querySelector("[data-group]");
  const { one, all, show, press } = partsOf(page);

  const cards = all("item");
  const children = all("child").map((node) => ({
    node,
    name: node.dataset.name,
    serves: JSON.parse(node.dataset.serves),
    goal: null,
    kept: new Kept(node, () => draw()),
  }));
  const first = children[0].kept;
  let here = Math.min(first.state.now?.item ?? Math.max(0, ...Object.values(first.state.items).map((item) => item.item)), cards.length - 1);

  const sides = (item) => all("card", cards[item]);
  const isChoice = (item) => sides(item).length > 1;
  const chosen = (item) => first.state.items[item]?.chosen ?? null;
  const side = (item) => Math.max(0, sides(item).findIndex((one) => one.dataset.card === chosen(item)));
  const cardOf = (item) => sides(item)[side(item)].dataset.card;
  const begun = () => first.state.began !== null;
  const each = (change) => children.forEach((child) => child.kept.tap(change(child)));

  function go(item) {
    here = item;
    children.forEach((child) => (child.goal = null));
    each(({ kept }) => (state) => kept.enter(state, item, cardOf(item)));
    sides(item)[side(item)].querySelector("h2").focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }

  one("next").addEventListener("click", () => {
    if (!begun() || first.state.now === null) go(here);
    else if (here < cards.length - 1) go(here + 1);
    else end();
  });
  one("back").addEventListener("click", () => here > 0 && go(here - 1));
  one("skip").addEventListener("click", () => {
    each(({ kept }) => (state) => kept.touch(state, here, cardOf(here), { skipped: true }));
    if (here < cards.length - 1) go(here + 1);
  });
  one("end").addEventListener("click", end);
  one("reopen").addEventListener("click", () => {
    each(({ kept }) => (state) => {
      state.ended = null;
      kept.enter(state, here, cardOf(here));
    });
  });

  function end() {
    const now = new Date().toISOString();
    each(({ kept }) => (state) => {
      kept.leave(state);
      state.ended = now;
    });
    window.scrollTo(0, 0);
    one("over-title").focus();
  }

  for (const card of cards)
    for (const pick of all("pick", card))
      pick.addEventListener("click", () =>
        each(({ kept }) => (state) => {
          kept.enter(state, here, pick.dataset.pick);
          kept.touch(state, here, pick.dataset.pick, { chosen: pick.dataset.pick, card: pick.dataset.pick });
        }),
      );

  // ---- one child: one moment an activity and goal

  const goalsOf = (child) => all("stones", child.node).map((stones) => stones.dataset.stones);

  // The goal that is open: the one that was picked, or the first that this play serves.
  function goalOf(child) {
    const goals = goalsOf(child);
    const serves = child.serves[here]?.[side(here)] ?? [];
    return child.goal ?? goals.find((goal) => serves.includes(goal)) ?? goals[0] ?? null;
  }

  const current = (child) => child.kept.rows(here, goalOf(child)).filter((row) => !row.by).at(-1);

  function toggle(child, part, value) {
    const had = current(child);
    const next = had?.[part] === value ? null : value;
    const after = { ...had, [part]: next };
    const says = ["step", "help", "felt_good", "proud"].some((name) => after[name] != null) || after.words || after.strategies?.length;
    // The others play it, too, from the first tap on.
    if (!begun() || first.state.now === null) go(here);
    child.kept.catch(had?.id ?? newId(), { item: here, card: cardOf(here), goal: goalOf(child) }, { [part]: next, removed: !says });
  }

  for (const child of children) {
    child.node.querySelector("select[data-goal]")?.addEventListener("change", (event) => {
      child.goal = event.target.value;
      draw();
    });
    for (const stone of all("step", child.node)) stone.addEventListener("click", () => toggle(child, "step", Number(stone.dataset.step)));
    for (const face of all("felt", child.node)) face.addEventListener("click", () => toggle(child, "felt_good", Number(face.dataset.felt)));
    one("alone", child.node).addEventListener("click", () => toggle(child, "help", 0));
  }

  // ---- drawing

  function draw() {
    const over = first.state.ended !== null;
    show(one("play"), !over);
    show(one("bar"), !over);
    show(one("end"), begun() && !over);
    show(one("over"), over);
    drawState();
    drawMinutes();
    if (over) return drawOver();
    drawActivity();
    children.forEach(drawChild);
    drawBar();
  }

  // One line for all: what waits is counted together.
  function drawState() {
    const troubled = children.filter((child) => child.kept.words());
    const count = children.reduce((sum, child) => sum + child.kept.unsent(), 0);
    const away = troubled.length > 0 && troubled.every((child) => child.kept.trouble === "away");
    const moments = count === 1 ? "1 moment is kept on this tablet" : count ? `${count} moments are kept on this tablet` : "Kept on this tablet";
    const said = away ? `${moments}; will be sent when the network is back.` : troubled.map((child) => `${child.name}: ${child.kept.words()}`).join(" ");
    if (one("state-words").textContent !== said) one("state-words").textContent = said;
    show(one("state"), said !== "");
    one("mark").textContent = children.some((child) => child.kept.waiting()) ? "Kept here" : begun() ? "Sent" : "";
    show(one("sign-in"), troubled.some((child) => child.kept.trouble === "signed-out"));
  }

  function drawMinutes() {
    one("minutes").textContent = begun() ? `${Math.floor(first.minutes())} min` : "";
  }

  function drawActivity() {
    cards.forEach((card, place) => show(card, place === here));
    const open = isChoice(here) && chosen(here) === null;
    sides(here).forEach((node, place) => show(node, !open && place === side(here)));
    show(one("choice", cards[here]), open);
  }

  function drawChild(child) {
    const goal = goalOf(child);
    const now = current(child);
    const select = child.node.querySelector("select[data-goal]");
    if (select) select.value = goal;
    for (const live of all("live", child.node)) show(live, true);
    for (const stones of all("stones", child.node)) {
      show(stones, stones.dataset.stones === goal);
      for (const stone of all("step", stones)) press(stone, stones.dataset.stones === goal && now?.step === Number(stone.dataset.step));
    }
    for (const face of all("felt", child.node)) press(face, now?.felt_good === Number(face.dataset.felt));
    press(one("alone", child.node), now?.help === 0);
    const stone = now?.step == null ? null : child.node.querySelector(`[data-stones="${goal}"] [data-step="${now.step}"]`);
    const standing = all("stones", child.node).find((stones) => stones.dataset.stones === goal)?.dataset.here;
    one("said", child.node).textContent = stone ? stone.dataset.says : standing ? `Now: ${standing}` : "";
    one("said", child.node).classList.toggle("run-now", !stone);
    const won = child.kept.firsts.filter((won) => won.id === now?.id).map((won) => `First time! ${won.words}`);
    const box = one("first", child.node);
    if (box.textContent !== won.join(" · ")) box.textContent = won.join(" · ");
    box.classList.toggle("pill-sun", won.length > 0);
  }

  function drawBar() {
    const last = here === cards.length - 1;
    one("next").textContent = !begun() ? "Begin" : last ? "End" : "Next";
    show(one("skip"), begun() && !last);
    one("back").disabled = here === 0 || !begun();
    one("place").textContent = `Activity ${here + 1} of ${cards.length}`;
    [...one("dots").querySelectorAll("i")].forEach((dot, place) => {
      const played = first.state.items[place];
      dot.className = place === here ? "here" : played && !played.skipped ? "lit" : "";
    });
  }

  function drawOver() {
    const waits = children.filter((child) => child.kept.waiting());
    one("over-words").textContent = `${Math.round(first.minutes())} minutes of play.${waits.length ? " The notes come when all is sent." : " One note for each child."}`;
    all("over-child").forEach((node, place) => {
      const { kept } = children[place];
      const count = kept.rows().length;
      const won = kept.firsts.length;
      one("count", node).textContent = `${count === 1 ? "1 moment" : `${count} moments`}${won ? ` · ${won === 1 ? "1 first time" : `${won} first times`}` : ""}`;
      show(one("onward", node), !kept.waiting());
    });
  }

  setInterval(() => {
    for (const child of children) child.kept.alive();
    drawMinutes();
  }, MINUTE / 4);
  page.classList.add("is-live");
  draw();
}
