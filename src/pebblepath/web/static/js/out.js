// Without a PIN, the way out is held for three seconds, by finger, mouse or key, so that no child leaves by accident. What
// a screen reader sends is a click with no finger and no key before it; that is taken as it is.
const out = document.querySelector("[data-hold]");
if (out) {
  const long = Number(out.dataset.hold) * 1000;
  let wait = 0;
  let touched = false;
  let held = false;
  const begin = () => {
    touched = true;
    if (wait) return;
    out.classList.add("held");
    wait = setTimeout(() => {
      held = true;
      out.click();
    }, long);
  };
  const end = () => {
    clearTimeout(wait);
    wait = 0;
    out.classList.remove("held");
  };
  out.querySelector("[data-hold-hint]").hidden = false;
  out.addEventListener("pointerdown", begin);
  for (const name of ["pointerup", "pointerleave", "pointercancel", "blur", "keyup"]) out.addEventListener(name, end);
  out.addEventListener("contextmenu", (event) => event.preventDefault());
  out.addEventListener("keydown", (event) => {
    if (event.key === " " || event.key === "Enter") {
      event.preventDefault();
      begin();
    }
  });
  out.addEventListener("click", (event) => {
    if (touched && !held) event.preventDefault();
    touched = false;
  });
}
