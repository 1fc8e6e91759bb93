// The arrow keys go from one of a few choices to the next, and from anywhere on the page to the first.
const choices = [...document.querySelectorAll("[data-arrows] :is(a[href], button)")];
const steps = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
document.addEventListener("keydown", (event) => {
  const step = steps[event.key];
  if (!step || event.altKey || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  const here = choices.indexOf(document.activeElement);
  choices[here < 0 ? 0 : (here + step + choices.length) % choices.length]?.focus();
});
