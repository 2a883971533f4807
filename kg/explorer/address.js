/* The address as it is read: what it names is taken, and what is unknown is said. */

/* '#id', '#id&at=...' or '#name=value&...', as (name, value); never fails. */
function readPairs(hash) {
  const text = hash.replace(/^#/, "");
  const [first, ...rest] = text.split("&");
  if (first.includes("=") || !first) return [...new URLSearchParams(text)];
  let id = first;
  try {
    id = decodeURIComponent(first);
  } catch {
    /* cut in the middle of an escape: it stays as it is */
  }
  return [["s", id], ...new URLSearchParams(rest.join("&"))];
}

/* What an address asks for, as far as this page has it; a sentence for each thing it has not. */
function readAddress(hash) {
  const pairs = readPairs(hash);
  const told = new Map();
  const faults = [];
  for (const [name, value] of pairs) if (!told.has(name)) told.set(name, value);
  const fault = (name, what) =>
    faults.push(
      "The address asks for " +
        what +
        " '" +
        shortened(told.get(name)) +
        "', which this page does not have.",
    );
  const one = (name, offers, otherwise, what) => {
    if (!told.has(name) || told.get(name) === "") return otherwise;
    const value = told.get(name);
    if (offers(value)) return value;
    fault(name, what);
    return otherwise;
  };
  const many = (name, offers, what) =>
    (told.get(name) || "")
      .split(",")
      .filter(
        (value) =>
          value &&
          (offers(value) ||
            (faults.push(
              "The address asks for " +
                what +
                " '" +
                shortened(value) +
                "', which this page does not have.",
            ),
            false)),
      );
  const s = told.get("s") || "";
  const state = {
    selected: known(s) ? s : null,
    unknown: known(s) ? "" : s.slice(0, 200),
    sought: (told.get("find") || "").slice(0, 200),
    taken: (told.get("taken") || "").slice(0, 200) || null,
    mode: one("mode", (value) => MODES.includes(value), "all", "the view"),
    degrees: Number(
      one("steps", (value) => STEPS_APART.map(String).includes(value), 1, "the neighbourhood"),
    ),
    tab: one("tab", (value) => TABS.includes(value), "details", "the tab"),
    question: one(
      "question",
      (value) => DATA.questions.some((asked) => asked.name === value),
      null,
      "the question",
    ),
    table: one("table", (value) => value === "1", "", "the table") === "1",
    theme:
      one("theme", (value) => Object.hasOwn(THEMES, value), "", "the colours") || rememberedTheme(),
    legend: one("legend", (value) => value === "1", "", "the legend") === "1",
    unfolded: many("unfold", (value) => FACET_OF.has(value) || value === COLUMNS_FOLD, "the facet"),
    sort: one("sort", (value) => COLUMN_OF.has(value.replace(/^-/, "")), "", "an order by"),
    columns: told.has("columns")
      ? many("columns", (value) => COLUMN_OF.has(value), "the column")
      : null,
    rows: Number(
      one(
        "rows",
        (value) => /^\d{1,6}$/.test(value) && Number(value) >= 200 && Number(value) <= MOST_ROWS,
        200,
        "a number of rows",
      ),
    ),
    filters: Object.fromEntries(FACETS.map((facet) => [facet, readValues(facet)])),
    ranges: Object.fromEntries(
      RANGES.map((facet) => [
        facet,
        readRange(one(facet, readRange, "", "for " + facetTitle(facet) + " the interval")),
      ]),
    ),
  };
  if (!state.selected) state.taken = null;
  if (state.columns && !state.columns.length) state.columns = null;
  const camera = readCamera(told.get("at") || "");
  if (told.get("at") && !camera) fault("at", "the place");

  function readValues(facet) {
    const asked = [
      ...new Set(
        pairs
          .filter(([name]) => name === facet)
          .map(([, value]) => value)
          .filter(Boolean),
      ),
    ];
    return asked
      .filter(
        (value) =>
          Object.hasOwn(FACET_OF.get(facet).words, value) ||
          (faults.push(
            "The address asks for '" +
              shortened(value) +
              "' under " +
              facetTitle(facet) +
              ", which no record here has.",
          ),
          false),
      )
      .sort();
  }

  const chains = readChains(one, many, told);
  const whatIf = readWhatIf(one, told);
  for (const name of told.keys())
    if (!NAMED.has(name) && !FACET_OF.has(name))
      faults.push("The address has a part '" + shortened(name) + "' that this page does not know.");
  return { state, camera, chains, whatIf, faults };
}

const NAMED = new Set([
  "s",
  "find",
  "taken",
  "mode",
  "steps",
  "tab",
  "question",
  "table",
  "theme",
  "legend",
  "unfold",
  "sort",
  "columns",
  "rows",
  "at",
  "from",
  "to",
  "through",
  "avoid",
  "versus",
  "most",
  "chain",
  "chain-facet",
  "chain-setting",
  "chain-basis",
  "held",
  "doing",
  "under",
  "what-facet",
  "what-setting",
]);

function shortened(text) {
  return text.length > 60 ? text.slice(0, 60) + "…" : text;
}

/* '2..10', '2..' or '..10'; null for anything else. */
function readRange(text) {
  const found = /^(-?\d{1,9}(?:\.\d{1,9})?)?\.\.(-?\d{1,9}(?:\.\d{1,9})?)?$/.exec(text || "");
  if (!found || (found[1] === undefined && found[2] === undefined)) return null;
  return [1, 2].map((side) => (found[side] === undefined ? null : Number(found[side])));
}

/* 'whole', an id that is drawn, or 'x,y,scale'; null for anything else. */
function readCamera(text) {
  if (text === "whole" || isDrawn(text)) return text;
  const numbers = text.split(",");
  if (numbers.length !== 3 || !numbers.every((part) => /^-?\d{1,7}(\.\d{1,6})?$/.test(part)))
    return null;
  const [x, y, scale] = numbers.map(Number);
  return scale > 0 ? [x, y, Math.min(Math.max(scale, NEAREST[0]), NEAREST[1])] : null;
}

function readChains(one, many, told) {
  const is = (key) => ENTITIES.has(key);
  const offers = (facet) => (value) => OFFERED[facet].includes(value);
  const [start, end] = [one("from", is, "", "the start"), one("to", is, "", "the end")];
  if (!start || !end || start === end) return null;
  return {
    start,
    end,
    through: many("through", is, "a way through"),
    avoid: many("avoid", is, "a way round"),
    versus: one("versus", (key) => is(key) && key !== start, "", "the comparator"),
    most: readMost(one),
    facet: one("chain-facet", offers("facet"), "", "the condition"),
    setting: one("chain-setting", offers("setting"), "", "the system"),
    basis: one("chain-basis", offers("basis"), "", "the basis"),
    drawn: /^\d{1,4}$/.test(told.get("chain") || "")
      ? Number(told.get("chain"))
      : told.get("chain") === "none"
        ? "none"
        : null,
  };
}

function readWhatIf(one, told) {
  const held = one("held", (key) => ENTITIES.has(key), "", "the entity");
  if (!held) return null;
  const under = one(
    "under",
    (value) => ARMS.has(value) || ["every", "none"].includes(value),
    DATA.pair[0] || "none",
    "the " + CORPUS.noun,
  );
  return {
    held,
    doing: DOES.includes(told.get("doing")) ? told.get("doing") : "blocked",
    exposure: under === "none" ? "" : under,
    most: readMost(one),
    facet: one("what-facet", (value) => OFFERED.facet.includes(value), "", "the condition"),
    setting: one("what-setting", (value) => OFFERED.setting.includes(value), "", "the system"),
  };
}

function readMost(one) {
  return Number(one("most", (value) => /^[1-8]$/.test(value), LONGEST, "a longest way"));
}
