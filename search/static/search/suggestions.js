// Titles to choose from while one types: the combobox of the ARIA practices, with the focus always in the box.
"use strict";

const PAUSE = 200; // milliseconds without a key before we ask
const SHORTEST = 2;

for (const box of document.querySelectorAll("input[data-suggestions]")) {
  const list = document.getElementById(`${box.id}-titles`);
  const news = document.getElementById(`${box.id}-news`);
  let waiting;
  let asked = "";
  let at = -1;

  const options = () => [...list.children];

  const show = (isOpen) => {
    list.hidden = !isOpen;
    box.setAttribute("aria-expanded", String(isOpen));
    if (!isOpen) mark(-1);
  };

  const mark = (number) => {
    at = number;
    options().forEach((option, place) => option.setAttribute("aria-selected", String(place === at)));
    if (at < 0) box.removeAttribute("aria-activedescendant");
    else box.setAttribute("aria-activedescendant", list.children[at].id);
  };

  const choose = (option) => {
    box.value = option.textContent;
    show(false);
    box.form.requestSubmit();
  };

  const asOption = (title, number) => {
    const option = document.createElement("li");
    option.id = `${list.id}-${number}`;
    option.setAttribute("role", "option");
    option.textContent = title;
    return option;
  };

  const titlesFor = async (typed) => {
    const answer = await fetch(`${box.dataset.suggestions}?q=${encodeURIComponent(typed)}`).catch(() => null);
    return answer && answer.ok ? (await answer.json()).titles : [];
  };

  const offer = async () => {
    const typed = box.value.trim();
    if (typed === asked) return;
    asked = typed;
    const titles = typed.length < SHORTEST ? [] : await titlesFor(typed);
    if (typed !== asked) return; // another answer is on its way
    list.replaceChildren(...titles.map(asOption));
    show(titles.length > 0);
    news.textContent = titles.length ? news.dataset.text.replace("{}", titles.length) : "";
  };

  const move = (step) => {
    if (list.hidden && list.children.length) show(true);
    const count = list.children.length;
    if (count) mark((at + step + count + (at < 0 && step < 0 ? 1 : 0)) % count);
  };

  const keys = {
    ArrowDown: () => move(1),
    ArrowUp: () => move(-1),
    Escape: () => show(false),
    Enter: () => choose(list.children[at]),
  };

  box.setAttribute("role", "combobox");
  box.setAttribute("aria-autocomplete", "list");
  box.setAttribute("aria-controls", list.id);
  box.setAttribute("autocomplete", "off");
  show(false);

  box.addEventListener("keydown", (event) => {
    const isOurs = event.key === "Enter" ? at >= 0 : event.key === "Escape" ? !list.hidden : event.key in keys;
    if (!isOurs) return;
    event.preventDefault();
    keys[event.key]();
  });
  box.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(offer, PAUSE);
  });
  box.addEventListener("blur", () => show(false));
  list.addEventListener("mousedown", (event) => event.preventDefault()); // the focus stays in the box
  list.addEventListener("click", (event) => event.target !== list && choose(event.target));
}
