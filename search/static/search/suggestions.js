// Titles to choose from while one types. The list is the browser's own: arrow keys and screen readers work as they are used to.
"use strict";

for (const box of document.querySelectorAll("input[data-suggestions]")) {
  const list = document.getElementById(box.getAttribute("list"));
  let waiting;
  let asked = "";

  const offer = async () => {
    const typed = box.value.trim();
    if (typed.length < 2 || typed === asked) return;
    asked = typed;
    const answer = await fetch(`${box.dataset.suggestions}?q=${encodeURIComponent(typed)}`).catch(() => null);
    if (!answer || !answer.ok || typed !== asked) return;
    const { titles } = await answer.json();
    list.replaceChildren(...titles.map((title) => Object.assign(document.createElement("option"), { value: title })));
  };

  box.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(offer, 200);
  });
}
