/* Filters fade what they leave out, and say how much that is. A record passes or not; an edge
   passes where one of its records does. */
let PASSING = { records: null, edges: null, nodes: null, verdicts: null };

function filtered() {
  return FACETS.some((facet) => STATE.filters[facet]);
}

function recordPasses(record, except) {
  return FACETS.every((facet) => facet === except || !STATE.filters[facet] ||
    record.facets[facet].includes(STATE.filters[facet]));
}

function refilter() {
  PASSING = { records: null, edges: null, nodes: null, verdicts: null };
  if (!filtered()) return;
  PASSING.records = new Set([...RECORDS].filter(([, record]) => recordPasses(record)).map(([key]) => key));
  const pass = (supports) => supports.some((support) => PASSING.records.has(support.record));
  const basis = STATE.filters.basis;
  PASSING.edges = new Set([
    ...DATA.effects.filter((edge) => pass(edge.supports)),
    ...DATA.comparisons.filter((edge) => pass(edge.supports) && (!basis || edge.basis.includes(basis))),
  ].map((edge) => edge.id));
  PASSING.verdicts = new Set(DATA.verdicts.filter((one) =>
    (!basis || !one.comparator || one.basis.includes(basis)) &&
    (!STATE.filters.exposure || one.exposure === STATE.filters.exposure || one.comparator === STATE.filters.exposure) &&
    (!STATE.filters.comparison || !one.comparator || one.comparator === STATE.filters.comparison || one.exposure === STATE.filters.comparison) &&
    one.sides.some((side) => side.records.some((key) => PASSING.records.has(key)))).map((one) => one.id));
  PASSING.nodes = new Set([...PASSING.edges].flatMap((id) => endsOf(edgeOf(id))));
}

function passes(edge) {
  return !PASSING.edges || PASSING.edges.has(edge.id);
}

function endsOf(edge) {
  return isComparison(edge) ? [edge.subject, edge.comparator, edge.object] : [edge.subject, edge.object];
}

/* What a filter would leave, value by value, the other filters kept. */
function countsOf(facet) {
  const counts = new Map();
  for (const record of RECORDS.values()) {
    if (!recordPasses(record, facet)) continue;
    for (const value of record.facets[facet]) if (value) counts.set(value, (counts.get(value) || 0) + 1);
  }
  return counts;
}

function facetWords(facet, value) {
  if (["exposure", "comparison", "organism"].includes(facet)) return labelOf(value);
  if (facet === "basis") return BASIS_WORDS[value];
  if (facet === "check" && value === "none") return "no second reading";
  return value.replaceAll("_", " ");
}

const FACET_TITLES = {
  exposure: "Exposure", comparison: "Compared with", basis: "Basis", certainty: "Certainty", setting: "System",
  organism: "Organism", section: "Read in section", check: "Check of the primary paper", year: "Year of the paper",
};

function filterPage(change) {
  const total = RECORDS.size;
  const many = PASSING.records ? PASSING.records.size : total;
  const edges = DATA.effects.length + DATA.comparisons.length;
  const count = element("p", "tag" + (filtered() ? " warn" : ""), many + " of " + total + " records, " +
    (PASSING.edges ? PASSING.edges.size : edges) + " of " + edges + " edges pass");
  count.id = "filter-count";
  const clear = button("", "Clear all filters", () => change(Object.fromEntries(FACETS.map((facet) => [facet, ""]))));
  clear.disabled = !filtered();
  return [
    element("h2", "", "Filters"),
    element("p", "quiet", "What does not pass fades; nothing is hidden. The number is how many records would be left."),
    count, clear,
    ...FACETS.map((facet) => {
      const counts = countsOf(facet);
      const select = document.createElement("select");
      select.id = "filter-" + facet;
      const values = new Set([...counts.keys(), STATE.filters[facet]].filter(Boolean));
      const order = [...values].sort((a, b) => facet === "year" ? b - a : (counts.get(b) || 0) - (counts.get(a) || 0) || (a < b ? -1 : 1));
      select.append(option("", "all"), ...order.map((value) => option(value, facetWords(facet, value) + " (" + (counts.get(value) || 0) + ")")));
      select.value = STATE.filters[facet];
      select.addEventListener("change", () => change({ [facet]: select.value }, select.id));
      const label = element("label", "field", FACET_TITLES[facet]);
      label.append(select);
      return label;
    }),
  ];
}

function option(value, text) {
  const made = element("option", "", text);
  made.value = value;
  return made;
}
