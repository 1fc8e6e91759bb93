// Kinder and plainer words while one writes. A field that asks for it (data-kind-words) is looked at after a short rest
// of the hands; one tap takes a phrase, one tap keeps one's own. Without a network there are simply no hints.
{
  const REST = 350;
  const AT_ONCE = 3;
  const keptKey = (field, rule) => `kept-mine ${location.pathname} ${field.id} ${rule}`;
  const kept = {
    has: (key) => {
      try {
        return sessionStorage.getItem(key) !== null;
      } catch {
        return false;
      }
    },
    add: (key) => {
      try {
        sessionStorage.setItem(key, "1");
      } catch {
        // Without a store a hint that was put away comes back on the next page.
      }
    },
  };

  class Offer {
    constructor(field) {
      this.field = field;
      this.panel = document.querySelector(`[data-kinder-for="${field.id}"]`) ?? this.below();
      this.said = document.createElement("p");
      this.said.className = "unseen";
      this.said.setAttribute("role", "status");
      this.panel.after(this.said);
      this.looked = this.panel.childElementCount ? field.value : "";
      this.panel.addEventListener("click", (event) => this.tapped(event));
      field.addEventListener("input", () => this.later());
      field.addEventListener("focus", () => this.later());
      this.show();
    }

    below() {
      const panel = document.createElement("div");
      panel.className = "kinder";
      this.field.after(panel);
      return panel;
    }

    later() {
      clearTimeout(this.timer);
      if (this.field.dataset.kindWords && this.field.value !== this.looked) this.timer = setTimeout(() => this.look(), REST);
    }

    async look() {
      const text = this.field.value;
      this.asked?.abort();
      this.asked = new AbortController();
      const token = this.field.form?.elements.csrfmiddlewaretoken?.value ?? "";
      const body = new URLSearchParams({ text, checks: this.field.dataset.kindWords });
      const headers = { "X-CSRFToken": token };
      try {
        const answer = await fetch("/words/", { method: "POST", headers, body, redirect: "error", signal: this.asked.signal });
        const piece = answer.ok ? await answer.text() : "";
        if (this.field.value !== text) return;
        this.looked = text;
        this.panel.innerHTML = piece;
        this.show();
        this.tell();
      } catch {
        // Away from the network, or typed on: what is written matters, hints don't.
      }
    }

    show() {
      for (const hint of this.panel.querySelectorAll("[data-rule]")) {
        if (kept.has(keptKey(this.field, hint.dataset.rule))) hint.remove();
      }
      for (const button of this.panel.querySelectorAll("button[hidden]")) button.hidden = false;
      for (const list of this.panel.querySelectorAll("ul")) {
        const hints = [...list.querySelectorAll("[data-rule]")];
        hints.forEach((hint, place) => { hint.hidden = place >= AT_ONCE; });
        this.more(list, hints.length - AT_ONCE);
        if (!hints.length) list.remove();
      }
    }

    // A few at a time: what comes next shows as the first are taken or put away.
    more(list, count) {
      list.querySelector("[data-more]")?.remove();
      if (count < 1) return;
      const line = document.createElement("li");
      line.className = "hint";
      line.dataset.more = "";
      line.textContent = count === 1 ? "One more after these." : `${count} more after these.`;
      list.append(line);
    }

    tell() {
      const count = this.panel.querySelectorAll("[data-rule]").length;
      this.said.textContent = count ? `${count === 1 ? "One other way" : `${count} other ways`} to say it below the field.` : "";
    }

    tapped(event) {
      const button = event.target.closest("button");
      if (!button) return;
      event.preventDefault();
      if (button.hasAttribute("data-keep-mine")) this.keep(button.closest("[data-rule]"));
      else this.take(button);
    }

    keep(hint) {
      kept.add(keptKey(this.field, hint.dataset.rule));
      this.show();
      this.field.focus();
    }

    take(button) {
      const { was, put } = button.dataset;
      const from = Number(button.dataset.from);
      const to = Number(button.dataset.to);
      if (this.field.value.slice(from, to) !== was) {
        this.look();
        return;
      }
      this.field.focus();
      this.field.setRangeText(put, from, to, "end");
      const gap = put.match(/\[[^\]]*\]/);
      if (gap) this.field.setSelectionRange(from + gap.index, from + gap.index + gap[0].length);
      this.panel.replaceChildren();
      this.field.dispatchEvent(new Event("input", { bubbles: true }));
    }
  }
  for (const field of document.querySelectorAll("[data-kind-words]")) new Offer(field);
}
