"use strict";
/* What the page was given, and the indexes that every part of it asks. */
const DATA = unpacked(JSON.parse(document.getElementById("data").textContent));
const NODES = new Map(DATA.nodes.map((node) => [node.id, node]));
const MODULES = new Map(DATA.modules.map((module) => [module.id, module]));
const EFFECTS = new Map(DATA.effects.map((edge) => [edge.id, edge]));
const COMPARISONS = new Map(DATA.comparisons.map((edge) => [edge.id, edge]));
const VERDICTS = new Map(DATA.verdicts.map((one) => [one.id, one]));
const ARMS = new Map(Object.entries(DATA.arms));
const ENTITIES = new Map(Object.entries(DATA.entities));
const RECORDS = new Map(Object.entries(DATA.records));
const PAPERS = new Map(DATA.papers.map((paper) => ["paper:" + paper.id, paper]));
const ALL_PAPERS = "papers:all"; // the timeline
const LINES = new Map(DATA.edges.map((line) => [line.id, line]));
const PLACES = new Map(Object.entries(DATA.badges));
for (const node of DATA.nodes) for (const badge of node.badges) badge.node = node.id;
const BADGES = new Map(DATA.nodes.flatMap((node) => node.badges.map((badge) => [badge.id, badge])));

/* Module -> what stands in it. */
const NODES_IN = grouped(DATA.nodes, (node) => [node.module]);
const LINES_IN = grouped(DATA.edges, (line) => [line.module]);

/* Node -> edges that touch it. */
const EFFECTS_AT = grouped(DATA.effects, (edge) => [edge.subject, edge.object]);
const COMPARISONS_AT = grouped(DATA.comparisons, (edge) => [
  edge.subject,
  edge.comparator,
  edge.object,
]);

/* Question (object and arms) -> its verdicts, one for each basis. */
const JUDGED = grouped(DATA.verdicts, (one) => [
  questionOf(one.object, one.exposure, one.comparator, one.given),
]);

/* Model, organism, agent or co-treatment -> effects whose records name it. */
const USED_IN = grouped(DATA.effects, (edge) =>
  edge.supports.flatMap((support) => (support.derivation ? [] : DATA.records[support.record].uses)),
);

const WEIGHT = new Map(
  DATA.nodes.map((node) => [
    node.id,
    (EFFECTS_AT.get(node.id) || []).length + (COMPARISONS_AT.get(node.id) || []).length,
  ]),
);
const BY_WEIGHT = [...DATA.nodes].sort((a, b) => WEIGHT.get(b.id) - WEIGHT.get(a.id));

const VERBS = {
  increases: "increases",
  decreases: "decreases",
  does_not_change: "does not change",
  affects: "affects",
  tests: "tests",
  part_of: "is part of",
  marker_of: "is a marker of",
  targets: "targets",
};
const SIGNS = { "+": "▶", "-": "⊣", 0: "○" };
const CORPUS = DATA.corpus;

/* A basis as the corpus words it. */
function basisWords(name) {
  return CORPUS.bases[name];
}

function basesWords(names) {
  return names.map(basisWords).join(" or ");
}
const STRUCTURE = new Set(["tests", "part_of", "marker_of", "targets"]);
const OPEN = new Set(["conflicting", "condition-dependent", "undecidable"]);

/* By what records are narrowed: facets of words, and ranges of numbers with a unit. */
const FACET_OF = new Map(DATA.facets.map((facet) => [facet.name, facet]));
const FACETS = DATA.facets.filter((facet) => !facet.unit).map((facet) => facet.name);
const RANGES = DATA.facets.filter((facet) => facet.unit).map((facet) => facet.name);

/* All that is visible is drawn from this, and stands in the address (state.js). `camera` is
   "whole", the id of what it is on, or [x, y, scale]; `faults` are sentences on what an address
   asked for in vain; `taken` says as what typed words were taken. */
const STATE = {
  selected: null,
  unknown: "",
  sought: "",
  taken: null,
  faults: [],
  mode: "all",
  degrees: 1,
  tab: "details",
  question: null,
  /** @type {any} */
  camera: "whole",
  theme: "",
  legend: false,
  table: false,
  sort: "",
  columns: null,
  rows: 200,
  unfolded: [],
  filters: Object.fromEntries(FACETS.map((facet) => [facet, []])),
  ranges: Object.fromEntries(RANGES.map((facet) => [facet, null])),
};

function grouped(things, ends) {
  const found = new Map();
  for (const thing of things) {
    for (const end of new Set(ends(thing))) {
      if (!found.has(end)) found.set(end, []);
      found.get(end).push(thing);
    }
  }
  return found;
}

function labelOf(id) {
  return ENTITIES.has(id) ? ENTITIES.get(id).label : MODULES.has(id) ? MODULES.get(id).label : id;
}

function edgeOf(id) {
  return EFFECTS.get(id) || COMPARISONS.get(id);
}

function isComparison(edge) {
  return edge.comparator !== undefined;
}

function moduleOf(id) {
  return NODES.has(id) ? NODES.get(id).module : null;
}

/* Both ways round, a comparison asks the same. */
function questionOf(object, exposure, comparator, given) {
  return [object, ...[exposure, comparator || ""].sort(), ...given].join("|");
}

function verdictsOf(edge) {
  if (edge.differs) return [];
  return JUDGED.get(questionOf(edge.object, edge.subject, edge.comparator || "", edge.given)) || [];
}

/* Other edges of the same two whose votes say otherwise; bases are never pooled. */
function contradictions(edge) {
  return edge.otherwise.map(edgeOf);
}

/* Effects on which sources disagree, or against which one argues: marked in the picture. */
const DISPUTED = new Set(DATA.effects.filter((edge) => edge.disputed).map((edge) => edge.id));

/* What nobody knows is one of four things, and none of them is said for another. */
const ABSENT = {
  corpus: "not in this corpus",
  null: "looked for and not changed",
  stated: "stated as open by the source",
  arm: "found for one arm only, in this corpus",
};

function directionText(one) {
  return one.direction === "does_not_change" ? ABSENT.null : one.direction.replaceAll("_", " ");
}

function sentenceOf(edge) {
  if (!isComparison(edge)) {
    return labelOf(edge.subject) + " " + VERBS[edge.predicate] + " " + labelOf(edge.object);
  }
  const arms = edge.differs
    ? labelOf(edge.subject) + " (" + differsText(edge) + ")"
    : labelOf(edge.subject) + " versus " + labelOf(edge.comparator);
  return arms + ": " + labelOf(edge.object) + " " + edge.level.join(" or ");
}

function verdictText(one) {
  const many = one.studies
    ? one.studies + (one.studies === 1 ? " study" : " studies")
    : one.reviews
      ? "reviews only"
      : "nobody votes";
  if (!one.comparator) {
    return (
      labelOf(one.exposure) +
      ", on " +
      labelOf(one.object) +
      ": " +
      directionText(one) +
      " (" +
      many +
      ")"
    );
  }
  return (
    labelOf(one.object) +
    ", " +
    labelOf(one.exposure) +
    " versus " +
    labelOf(one.comparator) +
    ": " +
    one.direction +
    (one.basis.length ? ", " + basesWords(one.basis) : "") +
    " (" +
    many +
    ")"
  );
}

/* In what a comparison of a subject with itself differs. */
function differsText(edge) {
  const [facet, here, there] = edge.differs;
  return facet + " " + here + " versus " + there;
}

/* What a choice is called: in the title, for the screen reader, in the tip. */
function nameOf(id) {
  if (ENTITIES.has(id) || MODULES.has(id)) return labelOf(id);
  if (PAPERS.has(id)) return PAPERS.get(id).citation;
  if (id === ALL_PAPERS) return "The papers";
  if (GAPS.has(id)) return GAPS.get(id).question;
  if (RECIPES.has(id)) return RECIPES.get(id).title;
  if (VERDICTS.has(id)) return verdictText(VERDICTS.get(id));
  const bundle = BUNDLES.get(id);
  if (bundle)
    return (
      labelOf(bundle.from) +
      " to " +
      labelOf(bundle.to) +
      ": " +
      bundle.edges.length +
      (bundle.edges.length === 1 ? " effect" : " effects")
    );
  return edgeOf(id) ? sentenceOf(edgeOf(id)) : id;
}

const BUNDLES = new Map(
  DATA.bundles.map((bundle) => [
    "bundle:" + bundle.from + ":" + bundle.to,
    { ...bundle, id: "bundle:" + bundle.from + ":" + bundle.to },
  ]),
);

function known(id) {
  return (
    Boolean(id) &&
    (ENTITIES.has(id) ||
      MODULES.has(id) ||
      PAPERS.has(id) ||
      id === ALL_PAPERS ||
      GAPS.has(id) ||
      RECIPES.has(id) ||
      VERDICTS.has(id) ||
      BUNDLES.has(id) ||
      Boolean(edgeOf(id)))
  );
}

/* The arm whose colour an edge bears: its subject's, or none. */
function armOf(id) {
  const node = NODES.get(id);
  return node && node.arm;
}
