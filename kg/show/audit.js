"use strict";
// Filters and sorts the cards that the page holds; makes no request and no markup.
(() => {
  const form = document.getElementById("filters");
  const list = document.getElementById("cards");
  const cards = [...list.children];
  const keys = {
    weight: () => "",
    reference: (card) => card.dataset.order,
    section: (card) => card.dataset.section,
    claim: (card) => card.dataset.claim,
  };

  const fits = (card, wanted) => {
    const about = card.dataset.about.split(" ");
    return (!wanted.about.length || wanted.about.some((name) => about.includes(name)))
      && (!wanted.outcome || card.dataset.outcome === wanted.outcome)
      && (!wanted.section || card.dataset.section.split(" ").includes(wanted.section))
      && (!wanted.turns || card.dataset.turns === "yes")
      && wanted.words.every((word) => card.textContent.toLowerCase().includes(word));
  };

  const show = () => {
    const data = new FormData(form);
    const wanted = {
      about: data.getAll("about"), outcome: data.get("outcome"), section: data.get("section"),
      turns: data.get("turns"), words: data.get("words").toLowerCase().split(/\s+/).filter(Boolean),
    };
    const key = keys[data.get("sort")];
    const order = (one, other) => key(one).localeCompare(key(other), "en")
      || one.dataset.number - other.dataset.number;
    let count = 0;
    for (const card of cards) {
      card.hidden = !fits(card, wanted);
      count += card.hidden ? 0 : 1;
    }
    list.append(...[...cards].sort(order));
    document.getElementById("count").textContent = `${count} of ${cards.length} shown`;
  };

  form.addEventListener("input", show);
  form.addEventListener("submit", (event) => event.preventDefault());
})();
