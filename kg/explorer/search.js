/* Search: the hits of kg search in the same order. What is called so comes first, then names,
   then texts, ranked as SQLite's FTS5 ranks them (bm25, names eight times). Nothing is chosen in
   silence. */
const SHELF = TABLES.rows.map(([id, kind, label, findings, papers, size]) => ({
  id,
  kind,
  label,
  findings,
  papers,
  size,
}));
const BESIDE = new Set(["mechanism", "figure", "query", "gap"]); // no record is about one
const MEAN_SIZE = SHELF.reduce((sum, row) => sum + row.size, 0) / (SHELF.length || 1);
const NAMES_COUNT = 8;

/* Where a word stands: row -> how often, names counted more; with all words that begin so. */
function standsIn(word, goesOn) {
  const found = new Map();
  const listed = goesOn
    ? Object.keys(TABLES.index).filter((one) => one.startsWith(word))
    : Object.hasOwn(TABLES.index, word)
      ? [word]
      : [];
  for (const one of listed) {
    const list = TABLES.index[one];
    let row = 0;
    for (let at = 0; at < list.length; at += 3) {
      row += list[at];
      found.set(row, (found.get(row) || 0) + NAMES_COUNT * list[at + 1] + list[at + 2]);
    }
  }
  return found;
}

/* The rows that hold all words, or the whole; else all, of which the last may go on; else any. */
function matching(wanted, said) {
  const exact = wanted.map((word) => standsIn(word, false));
  const last = standsIn(wanted[wanted.length - 1], true);
  const open = [...exact.slice(0, -1), last];
  const all = (parts) => [...parts[0].keys()].filter((row) => parts.every((part) => part.has(row)));
  const both = new Set(all(exact));
  const whole = standsIn(compact(said), false);
  /** @type {[Set<any>, any[]][]} */
  const tries = [
    [new Set([...both, ...whole.keys()]), [...exact.map((part) => [part, both]), [whole, whole]]],
    [new Set(all(open)), open.map((part) => [part, part])],
    [new Set(open.flatMap((part) => [...part.keys()])), open.map((part) => [part, part])],
  ];
  const [rows, parts] = tries.find(([found]) => found.size) || [new Set(), []];
  return [...rows]
    .map((row) => [row, rank(row, parts)])
    .sort(([a, x], [b, y]) => x - y || a - b)
    .map(([row]) => row);
}

/* bm25 as FTS5 computes it: the lower, the better. */
function rank(row, parts) {
  const [k, b] = [1.2, 0.75];
  let score = 0;
  for (const [part, where] of parts) {
    const idf = Math.log((SHELF.length - part.size + 0.5) / (part.size + 0.5));
    const often = where.has(row) ? part.get(row) || 0 : 0;
    score +=
      (idf <= 0 ? 1e-6 : idf) *
      ((often * (k + 1)) / (often + k * (1 - b + (b * SHELF[row].size) / MEAN_SIZE)));
  }
  return -score;
}

/* Hits of kg search, best first: what is called so, names before texts, claims and queries last. */
function searched(said) {
  const wanted = [...new Set(tokens(said))];
  if (!wanted.length) return [];
  const called = new Set(meantBy(said).map((one) => one.id));
  const keyed = matching(wanted, said).map((number) => {
    const row = SHELF[number];
    const name = nameHolding(row, wanted);
    return {
      ...row,
      name,
      key: [!called.has(row.id), name === null, row.kind === "claim", BESIDE.has(row.kind)].map(
        Number,
      ),
    };
  });
  return keyed.sort((a, b) => {
    const at = a.key.findIndex((part, place) => part !== b.key[place]);
    return at < 0 ? 0 : a.key[at] - b.key[at];
  });
}

function namesOf({ id, kind, label }) {
  if (kind === "claim" || kind === "gap") return [];
  if (kind === "paper" || BESIDE.has(kind)) return [label, id];
  const entity = ENTITIES.get(id);
  return [
    entity.label,
    id,
    ...entity.synonyms,
    ...entity.xrefs.map(([curie]) => curie),
    ...entity.loosely,
  ];
}

/* The name of a row that holds all the words; null where only its text does. */
function nameHolding(row, wanted) {
  const whole = compact(wanted.join(""));
  const found = namesOf(row).find(
    (name) => wanted.every((word) => tokens(name).includes(word)) || compact(name).includes(whole),
  );
  return found === undefined ? null : found;
}

/* --- what is done with a hit ------------------------------------------------------------------ */

const PLACED = { paper: "paper:", mechanism: "module:", figure: "figure:", gap: "gap:" };

/* The id under which the page shows a hit; nothing for a query, which is asked. */
function placeOf({ id, kind }) {
  if (kind === "query") return "";
  const place = (PLACED[kind] || "") + id;
  return !PLACED[kind] || known(place) ? place : "";
}

/* Whether a choice of it shows something here. */
function opens(hit) {
  return Boolean(placeOf(hit)) || hit.kind === "query";
}

function countsOfHit({ findings, papers }) {
  return findings
    ? manyOf(findings, "finding", "findings") + ", " + manyOf(papers, "paper", "papers")
    : "";
}

/* Show a hit: choose it, or ask the query. */
function openHit(hit, said) {
  const place = placeOf(hit);
  if (place) {
    choose(place, true);
    return;
  }
  if (hit.kind === "query") {
    ask(hit.id);
    return;
  }
  seek(said);
}

/* What Enter does: the one thing that is called so; or what the words are taken as, and said so;
   else the list, in which the reader chooses. */
function enterWords(said) {
  const found = meantBy(said);
  if (found.length !== 1 || !placeOf(found[0])) {
    seek(said);
    return;
  }
  choose(placeOf(found[0]), true);
  if (found[0].how !== "taken") return;
  STATE.taken = said;
  showTab("details");
  keepAddress();
  say(takenWords(said, found[0]));
}

function takenWords(said, { id, why }) {
  return "'" + said + "' is taken as " + labelOf(id) + ": " + why + ".";
}

/* List what words find, and choose nothing. */
function seek(said) {
  Object.assign(STATE, {
    selected: null,
    unknown: "",
    sought: said,
    taken: null,
    faults: [],
    tab: "details",
  });
  guarded(() => {
    showTab("details");
    showTable(choose);
  });
  showTitle();
  keepAddress();
}

/* --- the box in the header -------------------------------------------------------------------- */

function startSearch() {
  const input = document.getElementById("search");
  const list = document.getElementById("suggestions");
  let at = -1; // nothing is chosen until the reader walks
  let offers = [];

  function offer() {
    const said = input.value.trim();
    const hits = searched(said);
    offers = hits.filter(opens).slice(0, SUGGESTED);
    at = -1;
    list.replaceChildren(
      ...offers.map((hit, number) => {
        const item = element(
          "li",
          "",
          element("span", "name", hit.label),
          element(
            "small",
            "",
            [hit.kind, hit.name && hit.name !== hit.label ? hit.name : "", countsOfHit(hit)]
              .filter(Boolean)
              .join(" · "),
          ),
        );
        item.id = "suggestion-" + number;
        item.setAttribute("role", "option");
        item.addEventListener("mousedown", (event) => {
          event.preventDefault();
          take(number);
        });
        return item;
      }),
    );
    const note = !said
      ? ""
      : hits.every((hit) => hit.key[0] && hit.key[1])
        ? "'" + said + "' is not in this corpus; Enter shows what is near"
        : hits.length > offers.length
          ? "Enter lists all " + hits.length
          : "";
    if (note) {
      const none = element("li", "quiet", note);
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
      item.setAttribute("aria-selected", String(number === at)),
    );
    if (at >= 0) input.setAttribute("aria-activedescendant", "suggestion-" + at);
    else input.removeAttribute("aria-activedescendant");
    if (list.children[at]) list.children[at].scrollIntoView({ block: "nearest" });
  }

  function take(number) {
    const said = input.value.trim();
    open(false);
    openHit(offers[number], said);
  }

  input.addEventListener("input", offer);
  input.addEventListener("focus", () => input.select());
  input.addEventListener("blur", () => open(false));
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (list.hidden) offer();
      if (offers.length)
        at =
          event.key === "ArrowDown" ? (at + 1) % offers.length : (at <= 0 ? offers.length : at) - 1;
      mark();
      event.preventDefault();
    } else if (event.key === "Enter" && input.value.trim()) {
      if (at >= 0 && !list.hidden) take(at);
      else {
        open(false);
        enterWords(input.value.trim());
      }
    }
  });
}

const SUGGESTED = 12;
