// What waits on this device, in words: only the words of the person who is here. Needs outbox.js.
"use strict";
{
  const page = document.querySelector("[data-waiting]");
  const one = (name, within = page) => within.querySelector(`[data-${name}]`);
  const day = new Intl.DateTimeFormat("en", { weekday: "long", month: "long", day: "numeric", hour: "numeric", minute: "2-digit" });

  const deeds = {
    copy: (entry, button) => navigator.clipboard?.writeText(entry.words).then(() => (button.textContent = "Copied")),
    again: async ({ refused, ...entry }) => {
      await Outbox.change({ ...entry, tries: 0 });
      Outbox.look();
    },
    drop: async (entry) => {
      await Outbox.drop(entry.order);
      Outbox.look();
    },
  };

  function line(entry) {
    const item = document.getElementById("waiting-entry").content.firstElementChild.cloneNode(true);
    one("at", item).textContent = day.format(entry.at);
    one("title", item).textContent = entry.title;
    one("words", item).textContent = entry.words;
    one("why", item).textContent = entry.refused ?? "";
    one("why", item).hidden = one("deeds", item).hidden = !entry.refused;
    for (const button of item.querySelectorAll("[data-deed]")) button.addEventListener("click", () => deeds[button.dataset.deed](entry, button));
    return item;
  }

  document.addEventListener("outbox", ({ detail: kept }) => {
    const who = Outbox.person();
    const mine = kept.filter((entry) => who && entry.person === who);
    const others = kept.length - mine.length;
    for (const part of page.querySelectorAll("[data-part]")) {
      const rows = mine.filter((entry) => Boolean(entry.refused) === (part.dataset.part === "refused"));
      one("list", part).replaceChildren(...rows.map(line));
      part.hidden = rows.length === 0;
    }
    const out = Outbox.state() === "signed-out" && kept.length > 0;
    one("none").hidden = kept.length > 0;
    one("signed-out").hidden = !out;
    one("others").hidden = others === 0;
    one("others").textContent = `${others} ${others === 1 ? "waits" : "wait"} here for ${who ? "somebody else who uses this phone" : "who told it, until they sign in again"}.`;
    page.hidden = false;
  });
  one("send").addEventListener("click", () => Outbox.look());
  Outbox.look();
}
