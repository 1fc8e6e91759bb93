// What is typed stays on this device until the server has it: the network may be away when it is sent. Only what was
// changed here is kept and brought back, so that a section which was drafted anew meanwhile stays new.
const form = document.querySelector("form[data-keep]");
const done = document.querySelector("[data-keep-done]");
const store = {
  read: (key) => {
    try {
      return JSON.parse(localStorage.getItem(key));
    } catch {
      return null;
    }
  },
  write: (key, value) => {
    try {
      localStorage.setItem(key, JSON.stringify(value));
    } catch {
      // A full or closed store keeps nothing; the page still sends what stands in it.
    }
  },
  drop: (key) => {
    try {
      localStorage.removeItem(key);
    } catch {
      // Nothing was kept there either.
    }
  },
};
const fit = (area) => {
  area.style.height = "auto";
  area.style.height = `${area.scrollHeight + 4}px`;
};
if (done) store.drop(done.dataset.keepDone);
if (form) {
  const key = form.dataset.keep;
  const version = form.dataset.version;
  const areas = [...form.querySelectorAll("textarea")];
  const kept = store.read(key);
  if (kept && (kept.sent ? kept.version === version : true)) {
    const other = areas.filter((area) => area.name in kept.words && kept.words[area.name] !== area.value);
    for (const area of other) area.value = kept.words[area.name];
    if (other.length) form.querySelector("[data-brought]").hidden = false;
  } else if (kept) {
    store.drop(key);
  }
  const keep = (sent) => {
    const changed = areas.filter((area) => area.value !== area.defaultValue);
    const words = Object.fromEntries(changed.map((area) => [area.name, area.value]));
    store.write(key, { version, sent, words });
  };
  for (const area of areas) {
    fit(area);
    area.addEventListener("input", () => {
      fit(area);
      keep(false);
    });
  }
  form.addEventListener("submit", () => keep(true));
}
