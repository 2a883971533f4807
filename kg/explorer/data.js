"use strict";
/* What the page was given, and the indexes that every part of it asks. */
const DATA = JSON.parse(document.getElementById("data").textContent);
const NODES = new Map(DATA.nodes.map((node) => [node.id, node]));
const EFFECTS = new Map(DATA.effects.map((edge) => [edge.id, edge]));
const COMPARISONS = new Map(DATA.comparisons.map((edge) => [edge.id, edge]));
const ARMS = new Map(Object.entries(DATA.arms));
const ENTITIES = new Map(Object.entries(DATA.entities));
const LINES = DATA.edges;
const BADGES = new Map(Object.entries(DATA.badges));
const INK = "#30343B";
const GREY = "#8A9099";

/* Node -> edges that touch it. */
const EFFECTS_AT = grouped(DATA.effects, (edge) => [edge.subject, edge.object]);
const COMPARISONS_AT = grouped(DATA.comparisons, (edge) => [edge.subject, edge.comparator, edge.object]);

/* Model, organism, agent or co-treatment -> effects whose records name it. */
const USED_IN = grouped(DATA.effects, (edge) => edge.supports.flatMap((support) =>
  (support.derivation ? [] : DATA.records[support.record].uses)));

const VERBS = {
  increases: "increases", decreases: "decreases", does_not_change: "does not change",
  affects: "affects", tests: "tests", part_of: "is part of", marker_of: "is a marker of",
  targets: "targets",
};
const SIGNS = { "+": "▶", "-": "⊣", "0": "○" };
const BASIS_LETTER = { isodose: "D", isoeffective: "E", unspecified: "?" };
const STRUCTURE = new Set(["tests", "part_of", "marker_of", "targets"]);

/* What the reader has chosen: an id of a node or edge, and the filters. */
const STATE = { selected: null, basis: "", setting: "", certainty: "" };

function grouped(edges, ends) {
  const found = new Map();
  for (const edge of edges) {
    for (const end of new Set(ends(edge))) {
      if (!found.has(end)) found.set(end, []);
      found.get(end).push(edge);
    }
  }
  return found;
}

function labelOf(id) {
  return ENTITIES.get(id).label;
}

function edgeOf(id) {
  return EFFECTS.get(id) || COMPARISONS.get(id);
}

function isComparison(edge) {
  return edge.comparator !== undefined;
}

/* Whether a record is within the filters of system and certainty. */
function recordPasses(record) {
  return (!STATE.setting || record.setting === STATE.setting) &&
    (!STATE.certainty || record.certainty === STATE.certainty);
}

function passes(edge) {
  const basis = !STATE.basis || !isComparison(edge) || edge.basis.includes(STATE.basis);
  return basis && edge.supports.some((support) => recordPasses(DATA.records[support.record]));
}

/* Other edges of the same two that say otherwise; bases are never pooled, so a comparison on
   another basis does not. */
function contradictions(edge) {
  if (isComparison(edge)) {
    return (COMPARISONS_AT.get(edge.object) || []).filter((other) => other.id !== edge.id &&
      other.subject === edge.subject && other.comparator === edge.comparator &&
      other.object === edge.object && !edge.differs && !other.differs &&
      other.basis.some((basis) => edge.basis.includes(basis)) &&
      !other.level.some((level) => edge.level.includes(level)));
  }
  return (EFFECTS_AT.get(edge.object) || []).filter((other) => other.id !== edge.id &&
    other.subject === edge.subject && other.object === edge.object &&
    other.sign && edge.sign && other.sign !== edge.sign);
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

/* In what a comparison of a subject with itself differs. */
function differsText(edge) {
  const [facet, here, there] = edge.differs;
  return (facet === "let" ? "LET" : facet.replace("_", " ")) + " " + here + " versus " + there;
}

/* The arm whose colour an edge bears: its subject's, or none. */
function armOf(id) {
  const node = NODES.get(id);
  return node && node.arm;
}

function colourOf(edge) {
  if (edge.sign === "0") return GREY;
  const arm = armOf(edge.subject);
  return arm ? ARMS.get(arm).colour : INK;
}
