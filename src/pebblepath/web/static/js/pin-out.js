// The way out by PIN. With network the server knows the PIN. Without, this device tells the right one from nearly all
// others (see pin_check.py), a few tries at a time; what then opens is nothing: the copies go, and the child is signed out
// by a line that waits for the network and for her record.
const gate = document.querySelector("[data-pin]");
if (gate && Outbox.person()) {
  const { salt, rounds, mark, misses, rest } = gate.dataset;
  const KEY = "pebblepath.way-out";
  const fault = gate.querySelector("[data-fault]");
  // A full or closed store keeps no count: then this page does.
  let count = { misses: 0, until: 0 };
  const tried = () => {
    try {
      return JSON.parse(localStorage.getItem(KEY)) ?? count;
    } catch {
      return count;
    }
  };
  const keep = (now) => {
    count = now;
    try {
      localStorage.removeItem(KEY);
      if (now.misses || now.until) localStorage.setItem(KEY, JSON.stringify(now));
    } catch {
      // See above.
    }
  };

  const reached = async () => {
    try {
      return (await fetch("/outbox/token/", { cache: "no-store", signal: AbortSignal.timeout?.(4_000) })).ok;
    } catch {
      return false;
    }
  };

  async function markOf(pin) {
    const bytes = (words) => new TextEncoder().encode(words);
    const key = await crypto.subtle.importKey("raw", bytes(pin), "PBKDF2", false, ["deriveBits"]);
    const made = await crypto.subtle.deriveBits({ name: "PBKDF2", hash: "SHA-256", salt: bytes(salt), iterations: Number(rounds) }, key, 256);
    return new Uint8Array(await crypto.subtle.digest("SHA-256", made))[0];
  }

  // What is in the way; nothing if the way is free. A miss is counted before the PIN is looked at.
  async function inTheWay(pin) {
    if (!salt || !globalThis.crypto?.subtle) return "The PIN needs the network here. You can just close the app.";
    const before = tried();
    if (Date.now() < before.until) return "The lock rests for a few minutes.";
    const full = before.misses + 1 >= Number(misses);
    keep(full ? { misses: 0, until: Date.now() + rest * 1000 } : { misses: before.misses + 1, until: 0 });
    if (!pin || (await markOf(pin)) !== Number(mark)) return "That isn’t the PIN.";
    keep({ misses: 0, until: 0 });
    return "";
  }

  async function whyNotOut() {
    try {
      return (await inTheWay(gate.elements.pin.value.trim())) || (await Outbox.leave(location.pathname, "left=1"));
    } catch {
      return "This phone couldn’t keep that. You can just close the app.";
    }
  }

  gate.addEventListener("submit", async (event) => {
    event.preventDefault();
    const button = event.submitter ?? gate.querySelector("[name=out]");
    if (button.disabled) return;
    button.disabled = true;
    if (await reached()) {
      gate.append(Object.assign(document.createElement("input"), { type: "hidden", name: "out", value: "1" }));
      return HTMLFormElement.prototype.submit.call(gate);
    }
    const why = await whyNotOut();
    if (!why) return;
    fault.textContent = why;
    fault.hidden = false;
    gate.elements.pin.setAttribute("aria-invalid", "true");
    button.disabled = false;
    button.focus();
  });
  gate.classList.add("held"); // from here on the button is this script's
}
