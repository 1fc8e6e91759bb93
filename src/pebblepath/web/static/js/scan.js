// Two ways through My space for who doesn't touch or type, both off unless a grown-up sets them: one switch (the light
// goes from thing to thing, Space or Enter picks), and dwell (resting on a thing picks it, by mouse or by eye gaze).
// The way out for grown-ups is left out of both.
const page = document.querySelector("[data-scan], [data-dwell]");
const things = [
  ...page.querySelectorAll(".my-choices :is(a[href], button)"),
  ...page.querySelectorAll(".my-break"),
  ...page.querySelectorAll(".my-top :is(a[href], button):not(.my-out)"),
].filter((thing) => !thing.closest(".my-gate"));
const pace = Number(page.dataset.scan) * 1000;
const rest = Number(page.dataset.dwell) * 1000;
const ROUNDS = 3; // then the light waits, so that nothing moves for ever; the switch starts it again
const STILL = 600; // what lies under the pointer as a screen comes wasn't looked for

function scan() {
  let at = -1;
  let walk = 0;
  const stop = () => {
    clearInterval(walk);
    walk = 0;
    things[at % things.length]?.classList.remove("scanned");
  };
  const step = () => {
    things[at % things.length]?.classList.remove("scanned");
    do at += 1;
    while (things[at % things.length].hidden);
    if (at >= ROUNDS * things.length) {
      stop();
      return;
    }
    const thing = things[at % things.length];
    thing.classList.add("scanned");
    thing.focus({ preventScroll: false });
  };
  const start = () => {
    at = -1;
    step();
    walk = setInterval(step, pace);
  };
  document.addEventListener(
    "keydown",
    (event) => {
      if (event.key !== " " && event.key !== "Enter") return;
      event.preventDefault();
      if (event.repeat) return;
      if (!walk) {
        start();
        return;
      }
      const thing = things[at % things.length];
      stop();
      thing.click();
    },
    true,
  );
  // A button answers to Space when the key comes up again; here the press alone counts.
  document.addEventListener("keyup", (event) => event.key === " " && event.preventDefault(), true);
  window.addEventListener("pagehide", stop);
  start();
}

function dwell() {
  const came = performance.now();
  page.style.setProperty("--dwell", `${rest}ms`);
  for (const thing of things) {
    let wait = 0;
    const leave = () => {
      clearTimeout(wait);
      thing.classList.remove("dwelt");
    };
    thing.addEventListener("pointerenter", () => {
      if (performance.now() - came < STILL) return;
      thing.classList.add("dwelt");
      wait = setTimeout(() => {
        thing.classList.remove("dwelt");
        thing.click();
      }, rest);
    });
    thing.addEventListener("pointerleave", leave);
    thing.addEventListener("click", leave);
    window.addEventListener("pagehide", leave);
  }
}

if (pace && things.length && !page.querySelector(".my-gate")) scan();
if (rest) dwell();
