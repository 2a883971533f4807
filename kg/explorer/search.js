/* Search by label, id, synonym and CURIE: 'PDL1' finds PD-L1, for only letters and digits count. */
const NAMES = [
  ...[...ENTITIES].flatMap(([id, entity]) => [...new Set([entity.label, id, ...entity.synonyms, ...entity.xrefs.map(([curie]) => curie)])]
    .map((name) => ({ id, name, bare: bare(name) }))),
  ...DATA.modules.map((module) => ({ id: module.id, name: module.label, bare: bare(module.label) })),
];

function bare(text) {
  return text.toLowerCase().normalize("NFKD").replace(/[^\p{L}\p{N}]/gu, "");
}

/* Best first: how well it matches, drawn before not drawn, many edges before few. */
function found(words) {
  const wanted = bare(words);
  if (!wanted) return [];
  const best = new Map();
  for (const { id, name, bare: have } of NAMES) {
    const fit = have === wanted ? 0 : have.startsWith(wanted) ? 1
      : name.toLowerCase().split(/[\s/()+-]+/).some((word) => bare(word).startsWith(wanted)) ? 2
      : have.includes(wanted) ? 3 : null;
    if (fit === null) continue;
    const score = fit + (NODES.has(id) ? 0 : MODULES.has(id) ? 1.5 : 2.5);
    if (!best.has(id) || best.get(id).score > score) best.set(id, { id, name, score });
  }
  const many = (id) => WEIGHT.get(id) || 0;
  return [...best.values()].sort((a, b) => a.score - b.score || many(b.id) - many(a.id) ||
    (a.id < b.id ? -1 : 1)).slice(0, 12);
}

function startSearch(choose) {
  const input = document.getElementById("search");
  const list = document.getElementById("suggestions");
  let at = 0;
  let offers = [];

  function offer() {
    offers = found(input.value);
    at = 0;
    list.replaceChildren(...offers.map((hit, number) => {
      const item = element("li", "", labelOf(hit.id));
      item.id = "suggestion-" + number;
      item.setAttribute("role", "option");
      if (hit.name !== labelOf(hit.id)) item.append(element("small", "", hit.name));
      if (MODULES.has(hit.id)) item.append(element("small", "", "mechanism"));
      else if (!NODES.has(hit.id)) item.append(element("small", "", "not drawn"));
      item.addEventListener("mousedown", (event) => { event.preventDefault(); take(number); });
      return item;
    }));
    if (input.value.trim() && !offers.length) {
      const none = element("li", "", "Nothing has this name");
      none.setAttribute("role", "option");
      none.setAttribute("aria-disabled", "true");
      list.append(none);
    }
    open(list.children.length > 0);
    mark();
  }

  function open(yes) {
    list.hidden = !yes;
    input.setAttribute("aria-expanded", String(yes));
  }

  function mark() {
    [...list.children].forEach((item, number) =>
      item.setAttribute("aria-selected", String(offers.length > 0 && number === at)));
    if (offers.length) input.setAttribute("aria-activedescendant", "suggestion-" + at);
    else input.removeAttribute("aria-activedescendant");
    if (list.children[at]) list.children[at].scrollIntoView({ block: "nearest" });
  }

  function take(number) {
    const hit = offers[number];
    if (!hit) return;
    input.value = labelOf(hit.id);
    open(false);
    choose(hit.id, true);
  }

  input.addEventListener("input", offer);
  input.addEventListener("focus", () => input.select());
  input.form && input.form.addEventListener("submit", (event) => event.preventDefault());
  input.addEventListener("blur", () => open(false));
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (list.hidden) offer();
      else if (offers.length) at = (at + (event.key === "ArrowDown" ? 1 : offers.length - 1)) % offers.length;
      mark();
      event.preventDefault();
    } else if (event.key === "Enter") {
      if (list.hidden) offer();
      take(at);
    }
  });
}
