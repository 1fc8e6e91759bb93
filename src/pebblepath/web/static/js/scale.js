// Questions about the stones stand below them while a therapist writes: they come anew after a short rest of the hands.
{
  const REST = 600;
  const form = document.querySelector("form[data-scale]");
  if (form) {
    const place = form.querySelector("[data-questions]");
    let timer;
    let asked;
    const look = async () => {
      asked?.abort();
      asked = new AbortController();
      const body = new URLSearchParams(new FormData(form));
      body.set("act", "piece");
      try {
        const answer = await fetch(location.href, { method: "POST", body, redirect: "error", signal: asked.signal });
        if (answer.ok) place.innerHTML = await answer.text();
      } catch {
        // Without a network there are no questions; the goal can be written all the same.
      }
    };
    const later = () => {
      clearTimeout(timer);
      timer = setTimeout(look, REST);
    };
    for (const field of form.elements) {
      if (/^(stone|start_step|hoped_by)/.test(field.name)) field.addEventListener("input", later);
    }
    look();
  }
}
