/* An effect, a comparison or a verdict as one row of the panel, with its signs. */

function group(title, edges, id, choose) {
  if (!edges.length) return [];
  const name = (edge) => labelOf(edge.object === id ? edge.subject : edge.object);
  const armFirst = (edge) =>
    (passes(edge) ? 0 : 200) + (ARMS.has(edge.subject) ? ARMS.get(edge.subject).rank : 99);
  const shown = [...edges].sort(
    (a, b) => armFirst(a) - armFirst(b) || (name(a) < name(b) ? -1 : name(a) > name(b) ? 1 : 0),
  );
  const rest = shown.slice(60);
  const made = [
    element("h3", "", title + " (" + edges.length + ")"),
    ...shown.slice(0, 60).map((edge) => edgeRow(edge, id, choose)),
  ];
  if (rest.length) {
    const more = button("link", "Show " + rest.length + " more", () =>
      more.replaceWith(...rest.map((edge) => edgeRow(edge, id, choose))),
    );
    made.push(more);
  }
  return made;
}

function edgeRow(edge, id, choose) {
  return (isComparison(edge) ? comparisonRow : effectRow)(edge, id, choose);
}

function effectRow(edge, id, choose) {
  if (id === null) {
    const words = element("span", "name", sentenceOf(edge), givenText(edge));
    return row(edge, choose, [
      armChip(armOf(edge.subject)),
      element("span", "sign", signOf(edge)),
      words,
    ]);
  }
  const other = edge.object === id ? edge.subject : edge.object;
  return row(edge, choose, [
    armChip(armOf(other)),
    element("span", "sign", signOf(edge)),
    element(
      "span",
      "name",
      edge.object === id
        ? labelOf(other) + " " + VERBS[edge.predicate] + " it"
        : VERBS[edge.predicate] + " " + labelOf(other),
      givenText(edge),
    ),
  ]);
}

function comparisonRow(edge, id, choose) {
  const arms = edge.object === id ? "" : labelOf(edge.object) + ": ";
  const against = edge.letters && edge.object === id ? "" : sentenceArms(edge);
  const basis = basesWords(edge.basis);
  const words = [against, basis].filter(Boolean).join(", ");
  return row(edge, choose, [markOf(edge), element("span", "name", arms + words, givenText(edge))]);
}

function row(edge, choose, parts) {
  const many = new Set(edge.supports.map((support) => support.record)).size;
  const tags = element(
    "span",
    "tags",
    edge.derived ? element("span", "tag", "derived") : "",
    edge.disputed ? element("span", "tag warn", "disputed ≠") : "",
    ...edge.tags.filter((tag) => tag !== "derived").map(tagOf),
  );
  if (tags.children.length) parts[parts.length - 1].append(tags);
  const made = button("edge" + (passes(edge) ? "" : " faded"), "", () => choose(edge.id));
  made.append(
    element(
      "span",
      "row",
      ...parts,
      element("span", "count", many + (many === 1 ? " record" : " records")),
    ),
  );
  made.dataset.edge = edge.id;
  return made;
}

/* One verdict in a list: its mark, what it is about, and how many studies stand behind it. */
function verdictRow(one, about, choose) {
  const words =
    about === "object"
      ? [labelOf(one.object), armsOf(one), basesWords(one.basis)].filter(Boolean).join(", ")
      : about === "basis"
        ? armsOf(one) + basisText(one) || one.direction
        : one.comparator
          ? labelOf(one.object) + ": " + armsOf(one) + basisText(one)
          : armsOf(one) + " on " + labelOf(one.object);
  const many = one.studies ? one.studies + (one.studies === 1 ? " study" : " studies") : "reviews";
  const made = button(
    "edge" + (PASSING.verdicts && !PASSING.verdicts.has(one.id) ? " faded" : ""),
    "",
    () => choose(one.id),
  );
  made.append(
    element(
      "span",
      "row",
      verdictMark(one),
      element(
        "span",
        "name",
        words,
        element(
          "span",
          "tags",
          OPEN.has(one.direction) ? element("span", "tag warn", one.direction) : "",
        ),
      ),
      element("span", "count", many),
    ),
  );
  made.dataset.verdict = one.id;
  return made;
}

function armsOf(one) {
  if (!one.comparator) return labelOf(one.exposure);
  const pair = one.exposure === DATA.pair[0] && one.comparator === DATA.pair[1];
  return pair ? "" : labelOf(one.exposure) + " versus " + labelOf(one.comparator);
}

function basisText(one) {
  return one.basis.length ? (armsOf(one) ? ", " : "") + " " + basesWords(one.basis) : "";
}

function verdictMark(one) {
  const mark = {
    higher: ">",
    lower: "<",
    similar: "=",
    increases: "▲",
    decreases: "▼",
    does_not_change: "○",
    conflicting: "≠",
    "condition-dependent": "±",
    undecidable: "?",
  }[one.direction];
  const letter = (key) => (ARMS.has(key) ? ARMS.get(key).letter : "·");
  const side = OPEN.has(one.direction)
    ? " open"
    : one.direction === "higher"
      ? sideOf(one.exposure)
      : one.direction === "lower"
        ? sideOf(one.comparator)
        : one.comparator
          ? ""
          : sideOf(one.exposure);
  return element(
    "span",
    "mark" + side,
    one.comparator
      ? letter(one.exposure) + mark + letter(one.comparator)
      : letter(one.exposure) + mark,
  );
}

function sideOf(key) {
  return key === DATA.pair[0] ? " first" : key === DATA.pair[1] ? " second" : "";
}

function signOf(edge) {
  if (STRUCTURE.has(edge.predicate)) return "–";
  return edge.sign ? SIGNS[edge.sign] : "- -";
}

function givenText(edge) {
  return edge.given.length ? ", given " + edge.given.map(labelOf).join(", ") : "";
}

function sentenceArms(edge) {
  return edge.differs
    ? differsText(edge)
    : labelOf(edge.subject) + " versus " + labelOf(edge.comparator);
}

function armChip(arm) {
  return arm ? element("span", "arm" + sideOf(arm), ARMS.get(arm).letter) : "";
}

/* 'C>P' where both arms have letters, else the sign alone. */
function markOf(edge) {
  const side = !edge.letters
    ? ""
    : "> ≥".includes(edge.mark)
      ? sideOf(edge.subject)
      : "< ≤".includes(edge.mark)
        ? sideOf(edge.comparator)
        : "";
  return element(
    "span",
    "mark" + side,
    edge.letters
      ? edge.letters.join(edge.mark)
      : { ">": "higher", "<": "lower", "=": "similar" }[edge.mark] || edge.mark,
  );
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
  for (const [name, value] of entity.facts)
    list.append(element("dt", "", name), element("dd", "", value));
  for (const [curie, label, match] of entity.xrefs) {
    list.append(element("dt", "", match + " match"), element("dd", "", curie + " (" + label + ")"));
  }
  if (entity.noTerm)
    list.append(element("dt", "", "no exact term"), element("dd", "", entity.noTerm));
  return [element("h3", "", "Identifiers"), list];
}
