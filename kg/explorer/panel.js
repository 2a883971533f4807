/* The panel: one entity with its edges, or one edge with its evidence. All text is set as text. */

function showPanel(id, choose) {
  const panel = document.getElementById("panel");
  panel.replaceChildren(...(ENTITIES.has(id) ? entityPage(id, choose)
    : edgeOf(id) ? edgePage(edgeOf(id), choose) : startPage(choose)));
  panel.scrollTop = 0;
}

function element(tag, className, ...children) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.append(...children.filter((child) => child !== null && child !== ""));
  return made;
}

function link(id, choose, text) {
  const made = element("button", "link", text || labelOf(id));
  made.type = "button";
  made.addEventListener("click", () => choose(id));
  return made;
}

/* --- nothing selected ----------------------------------------------------------------------- */

function startPage(choose) {
  const records = Object.keys(DATA.records).length;
  const known = [...BY_WEIGHT].filter((node) => !node.hub).slice(0, 12);
  const beams = DATA.nodes.filter((node) => node.hub)
    .sort((a, b) => ARMS.get(a.id).rank - ARMS.get(b.id).rank);
  return [
    element("h2", "", "What radiation does to antitumour immunity"),
    element("p", "", records + " evidence records, " + DATA.effects.length + " effects and " +
      DATA.comparisons.length + " comparisons between " + DATA.nodes.length + " entities."),
    element("p", "quiet", "Search, or click a node, a line or a badge. Causes stand above what " +
      "they change. Esc goes back to the whole picture."),
    element("h3", "", "The beams"),
    ...beams.map((node) => entry(node.id, choose)),
    element("h3", "", "Most is known about"),
    ...known.map((node) => entry(node.id, choose)),
  ];
}

function entry(id, choose) {
  const many = (EFFECTS_AT.get(id) || []).length + (COMPARISONS_AT.get(id) || []).length;
  const made = element("button", "edge", armChip(armOf(id)), element("span", "name", labelOf(id)),
    element("span", "count", many + (many === 1 ? " edge" : " edges")));
  made.type = "button";
  made.addEventListener("click", () => choose(id));
  return made;
}

/* --- an entity ------------------------------------------------------------------------------ */

function entityPage(id, choose) {
  const entity = ENTITIES.get(id);
  const effects = EFFECTS_AT.get(id) || [];
  const comparisons = COMPARISONS_AT.get(id) || [];
  const paired = comparisons.filter((edge) => edge.letters);
  const other = comparisons.filter((edge) => !edge.letters);
  const hidden = [...effects, ...comparisons].filter((edge) => !passes(edge)).length;
  return [
    element("h2", "", entity.label),
    element("p", "quiet", [entity.kind, entity.compartment].filter(Boolean).join(", ") +
      (NODES.has(id) ? "" : "; takes part in no edge of its own, so it is not drawn")),
    entity.definition ? element("p", "", entity.definition) : "",
    entity.synonyms.length ? element("p", "quiet", "Also: " + entity.synonyms.join(", ")) : "",
    hidden ? element("p", "tag warn", "The filters hide " + hidden + " edges") : "",
    ...group("What changes it", effects.filter((edge) => edge.object === id), id, choose),
    ...group("What it changes", effects.filter((edge) => edge.subject === id), id, choose),
    ...group(pairTitle(), paired, id, choose),
    ...group("Against other arms", other, id, choose),
    ...group("Named in the evidence for", USED_IN.get(id) || [], null, choose),
    ...relatives(entity, choose),
    ...identifiers(id, entity),
  ].filter((part) => part !== "");
}

/* 'Carbon versus photon', in the words of the two beams that stand first. */
function pairTitle() {
  const [first, second] = [...ARMS.values()].sort((a, b) => a.rank - b.rank);
  if (!second) return "Compared";
  const word = (arm) => arm.label.split(/[- ]/)[0];
  const title = word(first) + " versus " + word(second);
  return title[0].toUpperCase() + title.slice(1);
}

function group(title, edges, id, choose) {
  const shown = edges.filter(passes);
  if (!shown.length) return [];
  const name = (edge) => labelOf(edge.object === id ? edge.subject : edge.object);
  const beamFirst = (edge) => (ARMS.has(edge.subject) ? ARMS.get(edge.subject).rank : 99);
  shown.sort((a, b) => beamFirst(a) - beamFirst(b) || (name(a) < name(b) ? -1 : name(a) > name(b) ? 1 : 0));
  return [element("h3", "", title + " (" + shown.length + ")"),
    ...shown.map((edge) => (isComparison(edge) ? comparisonRow : effectRow)(edge, id, choose))];
}

function effectRow(edge, id, choose) {
  if (id === null) {
    const words = element("span", "name", sentenceOf(edge), givenText(edge));
    return row(edge, choose, [armChip(armOf(edge.subject)), element("span", "sign", signOf(edge)), words]);
  }
  const other = edge.object === id ? edge.subject : edge.object;
  return row(edge, choose, [
    armChip(armOf(other)),
    element("span", "sign", signOf(edge)),
    element("span", "name", edge.object === id
      ? labelOf(other) + " " + VERBS[edge.predicate] + " it"
      : VERBS[edge.predicate] + " " + labelOf(other), givenText(edge)),
  ]);
}

function comparisonRow(edge, id, choose) {
  const arms = edge.object === id ? "" : labelOf(edge.object) + ": ";
  const against = edge.letters && edge.object === id ? "" : sentenceArms(edge);
  const basis = edge.basis.map((name) => (name === "unspecified" ? "basis not stated" : name)).join(" or ");
  const words = [against, basis].filter(Boolean).join(", ");
  return row(edge, choose, [markOf(edge), element("span", "name", arms + words, givenText(edge))]);
}

function row(edge, choose, parts) {
  const many = new Set(edge.supports.map((support) => support.record)).size;
  const tags = element("span", "tags", edge.derived ? element("span", "tag", "derived") : "",
    contradictions(edge).length ? element("span", "tag warn", "also otherwise") : "");
  if (tags.children.length) parts[parts.length - 1].append(tags);
  const made = element("button", "edge", ...parts,
    element("span", "count", many + (many === 1 ? " record" : " records")));
  made.type = "button";
  made.dataset.edge = edge.id;
  made.addEventListener("click", () => choose(edge.id));
  return made;
}

function signOf(edge) {
  if (STRUCTURE.has(edge.predicate)) return "–";
  return edge.sign ? SIGNS[edge.sign] : "- -";
}

function givenText(edge) {
  return edge.given.length ? ", given " + edge.given.map(labelOf).join(", ") : "";
}

function sentenceArms(edge) {
  return edge.differs ? differsText(edge)
    : labelOf(edge.subject) + " versus " + labelOf(edge.comparator);
}

function armChip(arm) {
  return arm ? element("span", "arm " + arm, ARMS.get(arm).letter) : "";
}

/* 'C>P' where both arms have letters, else the sign alone. */
function markOf(edge) {
  const side = "> ≥".includes(edge.mark) ? " first" : "< ≤".includes(edge.mark) ? " second" : "";
  const coloured = edge.letters ? [edge.subject, edge.comparator].every((id) => ARMS.get(id).rank < 2) : false;
  return element("span", "mark" + (coloured ? side : ""),
    edge.letters ? edge.letters.join(edge.mark) : { ">": "higher", "<": "lower", "=": "similar" }[edge.mark] || edge.mark);
}

function relatives(entity, choose) {
  if (!entity.related.length) return [];
  const list = element("dl", "");
  for (const [relation, other] of entity.related.slice(0, 40)) {
    list.append(element("dt", "", relation), element("dd", "", link(other, choose)));
  }
  return [element("h3", "", "Related"), list];
}

function identifiers(id, entity) {
  const list = element("dl", "");
  list.append(element("dt", "", "id"), element("dd", "", id));
  for (const [name, value] of entity.facts) list.append(element("dt", "", name), element("dd", "", value));
  for (const [curie, label, match] of entity.xrefs) {
    list.append(element("dt", "", match + " match"), element("dd", "", curie + " (" + label + ")"));
  }
  if (entity.noTerm) list.append(element("dt", "", "no exact term"), element("dd", "", entity.noTerm));
  return [element("h3", "", "Identifiers"), list];
}

/* --- an edge and its evidence --------------------------------------------------------------- */

function edgePage(edge, choose) {
  const records = new Map();
  for (const support of edge.supports) {
    if (!records.has(support.record)) records.set(support.record, []);
    records.get(support.record).push(support);
  }
  const against = contradictions(edge);
  const also = (isComparison(edge) ? EFFECTS_AT : COMPARISONS_AT).get(edge.object) || [];
  const beside = also.filter((other) => other.object === edge.object && other.subject === edge.subject);
  return [
    element("h2", "", ...title(edge, choose)),
    element("p", "", ...tagsOf(edge)),
    edge.given.length ? element("p", "quiet", "Seen with: " + edge.given.map(labelOf).join(", ")) : "",
    against.length ? element("h3", "", "Also found otherwise") : "",
    ...against.map((other) => (isComparison(other) ? comparisonRow : effectRow)(other, edge.object, choose)),
    element("h3", "", records.size + (records.size === 1 ? " evidence record" : " evidence records")),
    ...[...records].map(([key, supports]) => recordCard(DATA.records[key], supports)),
    beside.length ? element("h3", "", isComparison(edge) ? "The effect itself" : "Compared with other arms") : "",
    ...beside.map((other) => (isComparison(other) ? comparisonRow : effectRow)(other, edge.object, choose)),
  ].filter((part) => part !== "");
}

function title(edge, choose) {
  if (!isComparison(edge)) {
    return [link(edge.subject, choose), " " + VERBS[edge.predicate] + " ", link(edge.object, choose)];
  }
  const versus = edge.differs ? [" (" + sentenceArms(edge) + ")"] : [" versus ", link(edge.comparator, choose)];
  return [link(edge.object, choose), ": ", link(edge.subject, choose), ...versus];
}

function tagsOf(edge) {
  const tags = [];
  if (isComparison(edge)) {
    const higher = labelOf(edge.subject);
    tags.push(element("span", "tag", edge.level.join(" or ") + " with " + higher));
    if (edge.basis.length) tags.push(element("span", "tag", "basis: " + edge.basis.join(" or ")));
  }
  if (edge.derived) tags.push(element("span", "tag warn", "derived, not stated as such"));
  if (edge.refuted) tags.push(element("span", "tag warn", "a source argues against it"));
  if (edge.predicate === "affects") tags.push(element("span", "tag", "no direction stated"));
  return tags;
}

function recordCard(record, supports) {
  const cited = new Set(supports.map((support) => support.contrast));
  const made = element("article", "record" + (recordPasses(record) ? "" : " outside"),
    element("p", "", ...recordTags(record, supports)),
    element("p", "summary", record.summary),
    ...record.sources.map(source),
    element("p", "quiet", "Read in " + record.read),
    rows(record.rows),
    ...record.contrasts.map((contrast, number) => element("div",
      "contrast" + (cited.has(number) ? " cited" : ""), element("b", "", contrast.text), rows(contrast.rows))),
    ...record.checks.map((check) => element("div", "check " + check.outcome,
      element("b", "", CHECKS[check.outcome]), check.note, element("div", "quiet", check.read))),
    record.note ? element("p", "quiet", "Curator's note: " + record.note) : "");
  return made;
}

function recordTags(record, supports) {
  const tags = [element("span", record.certainty === "asserted" ? "tag" : "tag warn", record.certainty)];
  if (record.stance === "refutes") tags.push(element("span", "tag warn", "argues against"));
  if (record.collective) tags.push(element("span", "tag", "cited together"));
  for (const how of new Set(supports.map((support) => support.derivation).filter(Boolean))) {
    tags.push(element("span", "tag warn", DERIVED[how] || "derived"));
    tags.push(element("p", "quiet", "Curated as: " + labelOf(record.subject) + " " +
      VERBS[record.predicate] + " " + labelOf(record.object)));
  }
  return tags;
}

function source(found) {
  const made = element("p", "source", element("b", "", found.citation), ". " + found.title +
    (found.journal ? ". " + found.journal : "") + ". ");
  if (found.doi) {
    const anchor = element("a", "", "doi:" + found.doi);
    anchor.href = "https://doi.org/" + found.doi.split("/").map(encodeURIComponent).join("/");
    anchor.rel = "noopener noreferrer";
    anchor.target = "_blank";
    made.append(anchor);
  } else made.append(element("span", "quiet", "DOI not seen"));
  return made;
}

function rows(list) {
  if (!list.length) return "";
  const made = element("dl", "");
  for (const [name, value] of list) made.append(element("dt", "", name), element("dd", "", value));
  return made;
}

const CHECKS = {
  agrees: "✓ The primary paper agrees",
  adds_condition: "+ The primary paper adds a condition",
  disagrees: "✗ The primary paper disagrees",
  omits: "– The primary paper does not mention it",
  not_checked: "? Not checked against the primary paper",
};
const DERIVED = {
  comparator: "derived: the other arm's own effect",
  component: "derived: two arms that differ in this one treatment",
};
