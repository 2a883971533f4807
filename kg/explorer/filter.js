/* Filters fade what they leave out, and say how much that is. A record passes or not; an edge
   passes where one of its records does. Values of one facet add up, facets narrow one another. */
const EVERYTHING = { records: null, edges: null, nodes: null, verdicts: null };
let PASSING = { ...EVERYTHING, number: 0 };

function filtered() {
  return (
    FACETS.some((facet) => STATE.filters[facet].length) ||
    RANGES.some((facet) => STATE.ranges[facet])
  );
}

function recordPasses(record, except) {
  return (
    FACETS.every(
      (facet) =>
        facet === except ||
        !STATE.filters[facet].length ||
        record.facets[facet].some((value) => STATE.filters[facet].includes(value)),
    ) &&
    RANGES.every(
      (facet) =>
        facet === except || !STATE.ranges[facet] || reaches(record, facet, STATE.ranges[facet]),
    )
  );
}

/* Whether one of the intervals that a record reports meets these bounds; open ends are null. */
function reaches(record, facet, [low, high]) {
  return (record.numbers[facet] || []).some(
    ([from, to]) =>
      (high === null || from === null || from <= high) &&
      (low === null || to === null || to >= low),
  );
}

function refilter() {
  const number = PASSING.number + 1;
  PASSING = { ...EVERYTHING, number };
  if (!filtered()) return;
  const records = new Set(
    [...RECORDS].filter(([, record]) => recordPasses(record)).map(([key]) => key),
  );
  const pass = (supports) => supports.some((support) => records.has(support.record));
  const { basis, exposure, comparison } = STATE.filters;
  const meets = (wanted, ...have) => !wanted.length || have.some((one) => wanted.includes(one));
  const edges = new Set(
    [
      ...DATA.effects.filter((edge) => pass(edge.supports)),
      ...DATA.comparisons.filter((edge) => pass(edge.supports) && meets(basis, ...edge.basis)),
    ].map((edge) => edge.id),
  );
  const verdicts = new Set(
    DATA.verdicts
      .filter(
        (one) =>
          (!one.comparator || meets(basis, ...one.basis)) &&
          meets(exposure, one.exposure, one.comparator) &&
          (!one.comparator || meets(comparison, one.comparator, one.exposure)) &&
          one.sides.some((side) => side.records.some((key) => records.has(key))),
      )
      .map((one) => one.id),
  );
  PASSING = {
    records,
    edges,
    verdicts,
    number,
    nodes: new Set([...edges].flatMap((id) => endsOf(edgeOf(id)))),
  };
}

function passes(edge) {
  return !PASSING.edges || PASSING.edges.has(edge.id);
}

function endsOf(edge) {
  return isComparison(edge)
    ? [edge.subject, edge.comparator, edge.object]
    : [edge.subject, edge.object];
}

/* What a filter would leave, value by value, the other filters kept. */
function countsOf(facet) {
  const counts = new Map();
  for (const record of RECORDS.values()) {
    if (!recordPasses(record, facet)) continue;
    for (const value of record.facets[facet])
      if (value) counts.set(value, (counts.get(value) || 0) + 1);
  }
  return counts;
}

function facetWords(facet, value) {
  const words = FACET_OF.get(facet).words;
  return Object.hasOwn(words, value) ? words[value] : value;
}

function facetTitle(facet) {
  const { title, unit } = FACET_OF.get(facet);
  return title + (unit ? " in " + unit : "");
}

/* All numbers that are reported, in order: a slider stops at these. */
const REPORTED = new Map(
  RANGES.map((facet) => [
    facet,
    [
      ...new Set(
        [...RECORDS.values()]
          .flatMap((record) => record.numbers[facet] || [])
          .flat()
          .filter((number) => number !== null),
      ),
    ].sort((a, b) => a - b),
  ]),
);

/* What divides the records: a facet of which all have the same value asks nothing. */
const OFFERS_FACET = new Set([
  ...FACETS.filter(
    (facet) =>
      Object.keys(FACET_OF.get(facet).words).length > (["status", "layer"].includes(facet) ? 1 : 0),
  ),
  ...RANGES.filter((facet) => REPORTED.get(facet).length > 1),
]);
