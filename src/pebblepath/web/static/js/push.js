// "On this phone or computer": when it is ticked, the browser is asked for leave and says where its reminders go.
const form = document.querySelector("form[data-push]");
const box = form?.querySelector("input[name=by_push]");
const says = form?.querySelector("[data-push-says]");

const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));

async function tell(place, away) {
  const told = place.toJSON();
  const data = new FormData();
  data.set("csrfmiddlewaretoken", form.querySelector("[name=csrfmiddlewaretoken]").value);
  data.set("endpoint", told.endpoint);
  data.set("p256dh", told.keys?.p256dh ?? "");
  data.set("auth", told.keys?.auth ?? "");
  if (away) data.set("away", "1");
  const answer = await fetch(form.dataset.pushTo, { method: "POST", body: data });
  if (!answer.ok) throw new Error((await answer.json()).fault);
}

async function change() {
  const worker = await navigator.serviceWorker.ready;
  const had = await worker.pushManager.getSubscription();
  if (!box.checked) {
    if (!had) return "";
    await tell(had, true);
    await had.unsubscribe();
    return "This browser shows no reminders any more.";
  }
  if ((await Notification.requestPermission()) !== "granted") {
    box.checked = false;
    return "This browser was not allowed to show reminders. E-mail works without it.";
  }
  const wanted = { userVisibleOnly: true, applicationServerKey: bytes(form.dataset.push) };
  await tell(had ?? (await worker.pushManager.subscribe(wanted)), false);
  return "This browser is ready.";
}

if (box && !("serviceWorker" in navigator && "PushManager" in window && "Notification" in window)) {
  box.disabled = !box.checked;
  says.textContent = "This browser can’t show reminders. E-mail works without it.";
} else
  box?.addEventListener("change", async () => {
    says.textContent = await change().catch(() => {
      box.checked = false;
      return "This browser couldn’t be reached for reminders. E-mail works without it.";
    });
  });
