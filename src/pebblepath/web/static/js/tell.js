// What only the phone knows: its time zone and its clock. Without script the practice's zone and our clock are taken.
const form = document.querySelector("form[data-once]");
const zone = form.querySelector("[name=time_zone]");
const clock = form.querySelector("[name=phone_clock]");
const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
if (zone && here && !form.dataset.told) zone.value = here;
form.addEventListener("submit", (event) => {
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  if (clock) clock.value = new Date().toISOString();
});
window.addEventListener("pageshow", () => delete form.dataset.sent);
