/* The page of one effect or comparison. */

function edgePage(edge, choose) {
  const judged = verdictsOf(edge);
  const chosen =
    judged.find((one) => !isComparison(edge) || String(one.basis) === String(edge.basis)) ||
    judged[0];
  const against = contradictions(edge);
  const also = (isComparison(edge) ? EFFECTS_AT : COMPARISONS_AT).get(edge.object) || [];
  const beside = also.filter(
    (other) => other.object === edge.object && other.subject === edge.subject,
  );
  const records = new Map();
  for (const support of edge.supports) {
    if (!records.has(support.record)) records.set(support.record, []);
    records.get(support.record).push(support);
  }
  const listed = [
    element(
      "h3",
      "",
      records.size + (records.size === 1 ? " evidence record" : " evidence records"),
    ),
    ...[...records].map(([key, supports]) =>
      recordCard(
        RECORDS.get(key),
        key,
        new Set(supports.map((support) => support.contrast)),
        supports,
      ),
    ),
  ];
  const known = new Set(
    (chosen ? judged : []).flatMap((one) => [
      ...one.sides.flatMap((side) => side.records),
      ...one.silent.map(([key]) => key),
    ]),
  );
  const whole = [...records.keys()].every((key) => known.has(key));
  const head = chosen
    ? questionPage(chosen, edge, choose)
    : [element("h2", "", ...titleOf(edge, choose)), element("p", "", ...tagsOf(edge))];
  head[0] = element("h2", "", ...titleOf(edge, choose));
  return [
    ...head.slice(0, 1),
    edge.given.length
      ? element("p", "quiet", "Seen with: " + edge.given.map(labelOf).join(", "))
      : "",
    against.length ? element("h3", "", "Also found otherwise") : "",
    ...against.map((other) => edgeRow(other, edge.object, choose)),
    ...head.slice(1),
    ...(whole ? [] : listed),
    beside.length
      ? element("h3", "", isComparison(edge) ? "The effect itself" : "Compared with other arms")
      : "",
    ...beside.map((other) => edgeRow(other, edge.object, choose)),
  ];
}

function titleOf(edge, choose) {
  if (!isComparison(edge)) {
    return [
      link(edge.subject, choose),
      " " + VERBS[edge.predicate] + " ",
      link(edge.object, choose),
    ];
  }
  const versus = edge.differs
    ? [" (" + sentenceArms(edge) + ")"]
    : [" versus ", link(edge.comparator, choose)];
  return [link(edge.object, choose), ": ", link(edge.subject, choose), ...versus];
}

function tagsOf(edge) {
  const tags = [];
  if (isComparison(edge)) {
    tags.push(element("span", "tag", edge.level.join(" or ") + " with " + labelOf(edge.subject)));
    if (edge.basis.length) tags.push(element("span", "tag", "basis: " + basesWords(edge.basis)));
  }
  if (edge.derived) tags.push(element("span", "tag warn", "derived, not stated as such"));
  for (const tag of edge.tags) if (tag !== "derived") tags.push(tagOf(tag));
  if (edge.refuted) tags.push(element("span", "tag warn", "a source argues against it"));
  if (edge.predicate === "affects") tags.push(element("span", "tag", "no direction stated"));
  return tags;
}

/* What limits a record or a step, in the words of kg.votes; what a check found stands out. */
function tagOf(word) {
  return element("span", QUIET_TAGS.has(word) ? "tag" : "tag warn", word);
}

const LAYERED = Object.keys(CORPUS.layers).length > 1;
const QUIET_TAGS = new Set(["review only", "collective", "unchecked"]);
