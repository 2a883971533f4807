/* Chains as the reader asks for them: what was seen, how it may come about, what goes against it,
   what is silent; each step with its studies and what limits them. */
const WISH = {
  start: "",
  end: "",
  through: [],
  avoid: [],
  versus: "",
  most: LONGEST,
  facet: "",
  setting: "",
  basis: "",
};
const SHOWN_WAYS = 10;
let RUN = 0; // a newer run stops an older one
let FOUND = null;

/* --- what is asked ---------------------------------------------------------------------------- */

function entityField(id, title, value, many) {
  const input = document.createElement("input");
  input.id = id;
  input.setAttribute("list", "entity-names");
  input.autocomplete = "off";
  input.value = []
    .concat(value || [])
    .filter(Boolean)
    .map(labelOf)
    .join("; ");
  if (many) input.placeholder = "several: separate by ;";
  const label = element("label", "field", title);
  label.append(input);
  return label;
}

/* The entity that a name means, if it is one alone; null where nothing is named, undefined where
   the name is nobody's or several have it. */
function readEntity(words) {
  if (!words.trim()) return null;
  const found = entitiesCalled(words.trim());
  return found.length === 1 ? found[0].id : undefined;
}

function readMany(words) {
  return words
    .split(";")
    .map(readEntity)
    .filter((id) => id !== null);
}

function choiceField(id, title, options, value) {
  const select = document.createElement("select");
  select.id = id;
  select.append(...options.map(([key, text]) => option(key, text)));
  select.value = value;
  const label = element("label", "field", title);
  label.append(select);
  return label;
}

const OFFERED = DATA.network.offered;
const SETTINGS = OFFERED.setting.map((key) => [
  key,
  key ? key.replaceAll("_", " ") + " only" : "any system",
]);
const CHOICES = OFFERED.facet.map((key) => [key, key || "any " + OFFERED.named]);
const LENGTHS = [1, 2, 3, 4, 5, 6, 7, 8].map((many) => [
  String(many),
  manyOf(many, "step", "steps"),
]);

/* What the start may be held against: what it was compared with, here or anywhere. */
function versusField() {
  const near = comparators(WISH.start || DATA.pair[0] || "");
  const every = new Set([...near, ...DATA.pair, ...Object.keys(COMPARED.starts)]);
  if (WISH.versus) every.add(WISH.versus);
  const named = [...every].filter((key) => ENTITIES.has(key) && key !== WISH.start);
  const choices = named.map((key) => [key, labelOf(key)]);
  if (!choices.length) return "";
  const none = ["", "nothing: the ways alone"];
  return choiceField("chain-versus", "Held against", [none, ...choices], WISH.versus);
}

/* What an address asks for, if this page offers it. */
function offered(facet, value) {
  return OFFERED[facet].includes(value) ? value : "";
}

/* A choice of the facet that the corpus names first, if it names one. */
function facetField(id, value) {
  return CHOICES.length > 1 ? choiceField(id, capital(OFFERED.named), CHOICES, value) : "";
}

function chainPage(choose) {
  if (isStale(FOUND, WISH)) askAgain();
  const more = element(
    "details",
    "more",
    element("summary", "", "Through, avoiding, longest, conditions"),
    entityField("chain-through", "Through", WISH.through, true),
    entityField("chain-avoid", "Avoiding", WISH.avoid, true),
    choiceField("chain-most", "Longest", LENGTHS, String(WISH.most)),
    element(
      "div",
      "pair",
      facetField("chain-facet", WISH.facet),
      choiceField("chain-setting", "System", SETTINGS, WISH.setting),
    ),
  );
  more.open = Boolean(
    WISH.through.length ||
    WISH.avoid.length ||
    WISH.most !== LONGEST ||
    WISH.facet ||
    WISH.setting ||
    WISH.basis,
  );
  const form = element(
    "form",
    "ask",
    entityField("chain-from", "From", WISH.start),
    entityField("chain-to", "To", WISH.end),
    versusField(),
    more,
  );
  if (OFFERED.basis.length > 1) {
    const only = document.createElement("input");
    only.type = "checkbox";
    only.id = "chain-basis";
    only.checked = Boolean(WISH.basis);
    const label = element("label", "check-field");
    label.append(
      only,
      " " + basisWords(OFFERED.basis[1]) + ": leave out what was compared at other bases only",
    );
    more.append(label);
  }
  const submit = element("button", "main", "Find chains");
  submit.type = "submit";
  form.append(submit);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    askChains(choose);
  });
  const list = element("div", "");
  list.id = "chain-list";
  list.replaceChildren(...chainList(choose));
  return [
    element("h2", "", "Chains"),
    element(
      "p",
      "quiet",
      "What was seen between two things, how it may come about, and what goes against it: " +
        "the answer of the command kg chains. Steps that are true by definition do not count.",
    ),
    form,
    list,
  ];
}

function askChains(choose) {
  const value = (id) => {
    const field = document.getElementById(id);
    return field ? field.value : "";
  };
  const start = readEntity(value("chain-from"));
  const end = readEntity(value("chain-to"));
  const [through, avoid] = [readMany(value("chain-through")), readMany(value("chain-avoid"))];
  const list = document.getElementById("chain-list");
  const versus = value("chain-versus");
  const missing = !start
    ? "From"
    : !end
      ? "To"
      : [...through, ...avoid].includes(undefined)
        ? "Through or Avoiding"
        : start === end
          ? "two different ends"
          : versus === start
            ? "another comparator"
            : "";
  if (missing) {
    list.replaceChildren(
      element(
        "p",
        "tag warn",
        ["two different ends", "another comparator"].includes(missing)
          ? "Name " + missing
          : "Nothing has the name in: " + missing,
      ),
    );
    say("Not found: " + missing);
    return;
  }
  const only = document.getElementById("chain-basis");
  Object.assign(WISH, {
    start,
    end,
    through,
    avoid,
    versus,
    most: Number(value("chain-most")),
    facet: value("chain-facet"),
    setting: value("chain-setting"),
    basis: only && only.checked ? OFFERED.basis[1] : "",
  });
  runChains(choose);
}

/* From a question of the first view: the chains between its ends, with nothing else asked. */
function beginChain(start, end) {
  Object.assign(WISH, {
    start,
    end,
    through: [],
    avoid: [],
    versus: "",
    most: LONGEST,
    facet: "",
    setting: "",
    basis: "",
  });
  showTab("chains");
  runChains((id) => choose(id, true));
}

async function runChains(choose) {
  RUN += 1;
  const run = RUN;
  FOUND = null;
  leaveChain(true);
  keepAddress();
  const list = () => document.getElementById("chain-list");
  if (list()) list().replaceChildren(element("p", "quiet", "Searching ..."));
  const under = limitsKeyOf(WISH);
  const found = await findChains(
    limitedNow(WISH).asked,
    (many) => {
      if (list() && run === RUN)
        list().replaceChildren(element("p", "quiet", many + " chains so far ..."));
    },
    () => run !== RUN,
  );
  if (run !== RUN) return;
  FOUND = { ...found, under };
  if (list()) list().replaceChildren(...chainList(choose));
  if (BUSY)
    guarded(showUnion); // an address is followed: nothing is written
  else showUnion();
  bringUp("chain-net");
  say(sayChains(found));
}
