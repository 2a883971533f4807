/* The panel: what is chosen, in words. All text is set as text. */

function element(tag, className, ...children) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return made;
}

function button(className, text, act) {
  const made = element("button", className, text);
  made.type = "button";
  made.addEventListener("click", act);
  return made;
}

function link(id, choose, text) {
  return button("link", text || labelOf(id), () => choose(id));
}

function detailsPage(id, choose) {
  if (MODULES.has(id)) return modulePage(MODULES.get(id), choose);
  if (ENTITIES.has(id)) return entityPage(id, choose);
  if (BUNDLES.has(id)) return bundlePage(BUNDLES.get(id), choose);
  if (VERDICTS.has(id)) return questionPage(VERDICTS.get(id), null, choose);
  if (edgeOf(id)) return edgePage(edgeOf(id), choose);
  return startPage(choose);
}

/* --- nothing selected ----------------------------------------------------------------------- */

function startPage(choose) {
  const beams = DATA.nodes.filter((node) => node.hub)
    .sort((a, b) => ARMS.get(a.id).rank - ARMS.get(b.id).rank || WEIGHT.get(b.id) - WEIGHT.get(a.id)).slice(0, 7);
  const disputed = DATA.verdicts.filter((one) => OPEN.has(one.direction) && !one.given.length && one.studies > 1)
    .sort((a, b) => b.studies - a.studies || (a.id < b.id ? -1 : 1)).slice(0, 6);
  return [
    element("h2", "", "What radiation does to antitumour immunity"),
    element("p", "", RECORDS.size + " evidence records, " + DATA.effects.length + " effects and " +
      DATA.comparisons.length + " comparisons between " + DATA.nodes.length + " entities."),
    element("p", "quiet", "Each box is a mechanism, from the beam at the top to the patient at the bottom. Its numbers tell how often " +
      "one beam does more than the other. Click a box, or zoom in, and it opens where it stands; click a badge or a line to read its evidence."),
    element("h3", "", "The beams"),
    ...beams.map((node) => entry(node.id, choose)),
    disputed.length ? element("h3", "", "Where studies disagree") : "",
    ...disputed.map((one) => verdictRow(one, null, choose)),
    element("h3", "", "Most is known about"),
    ...BY_WEIGHT.filter((node) => !node.hub).slice(0, 10).map((node) => entry(node.id, choose)),
  ];
}

function entry(id, choose) {
  const many = (EFFECTS_AT.get(id) || []).length + (COMPARISONS_AT.get(id) || []).length;
  return button("edge", "", () => choose(id)).appendChild(element("span", "row", armChip(armOf(id)), element("span", "name", labelOf(id)),
    element("span", "count", many + (many === 1 ? " edge" : " edges")))).parentElement;
}

/* --- a module ------------------------------------------------------------------------------- */

function modulePage(module, choose) {
  const inside = (NODES_IN.get(module.id) || []).slice().sort((a, b) => WEIGHT.get(b.id) - WEIGHT.get(a.id) || (a.label < b.label ? -1 : 1));
  const disputed = DISPUTES_IN.get(module.id) || [];
  const into = [...BUNDLES.values()].filter((bundle) => bundle.to === module.id);
  const out = [...BUNDLES.values()].filter((bundle) => bundle.from === module.id);
  const verdicts = DATA.verdicts.filter((one) => moduleOf(one.object) === module.id && one.exposure === DATA.pair[0] && one.comparator === DATA.pair[1] && !one.given.length);
  const open = element("section", "");
  return [
    element("h2", "", module.label),
    element("p", "quiet", "mechanism, " + module.compartment),
    element("p", "", module.summary),
    button("", "Open it in the picture", () => enter(module.id)),
    verdicts.length ? element("h3", "", pairTitle() + " (" + verdicts.length + ")") : "",
    ...verdicts.sort(byObject).map((one) => verdictRow(one, "object", choose)),
    disputed.length ? element("h3", "", "Disputed effects (" + disputed.length + ")") : "",
    ...disputed.map((edge) => effectRow(edge, null, choose)),
    element("h3", "", "Entities (" + inside.length + ")"),
    ...inside.map((node) => entry(node.id, choose)),
    ...bundleRows("What acts on it", into, "from", choose),
    ...bundleRows("What it acts on", out, "to", choose),
    open,
  ];
}

function byObject(a, b) {
  const [one, other] = [labelOf(a.object), labelOf(b.object)];
  return one < other ? -1 : one > other ? 1 : a.id < b.id ? -1 : 1;
}

function bundleRows(title, bundles, end, choose) {
  if (!bundles.length) return [];
  bundles.sort((a, b) => b.edges.length - a.edges.length);
  return [element("h3", "", title), ...bundles.map((bundle) => {
    const made = button("edge", "", () => choose(bundle.id));
    made.append(element("span", "row", element("span", "name", labelOf(bundle[end])), element("span", "count", bundle.edges.length + (bundle.edges.length === 1 ? " effect" : " effects"))));
    return made;
  })];
}

function bundlePage(bundle, choose) {
  const edges = bundle.edges.map((id) => EFFECTS.get(id));
  return [
    element("h2", "", link(bundle.from, choose), " to ", link(bundle.to, choose)),
    element("p", "quiet", "All effects that lead from one mechanism into the other."),
    ...edges.map((edge) => effectRow(edge, null, choose)),
  ];
}

/* --- an entity ------------------------------------------------------------------------------ */

function entityPage(id, choose) {
  const entity = ENTITIES.get(id);
  const effects = EFFECTS_AT.get(id) || [];
  const comparisons = COMPARISONS_AT.get(id) || [];
  const verdicts = DATA.verdicts.filter((one) => one.object === id && one.comparator && !one.given.length && ARMS.has(one.exposure) && ARMS.has(one.comparator));
  const paired = comparisons.filter((edge) => edge.letters && edge.object !== id);
  const other = comparisons.filter((edge) => !edge.letters);
  const faded = [...effects, ...comparisons].filter((edge) => !passes(edge)).length;
  const module = NODES.get(id) && MODULES.get(NODES.get(id).module);
  return [
    element("h2", "", entity.label),
    element("p", "quiet", [entity.kind, entity.compartment].filter(Boolean).join(", "), module ? ", in " : "; takes part in no edge of its own, so it is not drawn",
      module ? link(module.id, choose) : ""),
    entity.definition ? element("p", "", entity.definition) : "",
    entity.synonyms.length ? element("p", "quiet", "Also: " + entity.synonyms.join(", ")) : "",
    NODES.has(id) ? degreesControl(id, choose) : "",
    faded ? element("p", "tag warn", "The filters fade " + faded + " edges") : "",
    verdicts.length ? element("h3", "", pairTitle() + " (" + verdicts.length + ")") : "",
    ...verdicts.sort((a, b) => (a.id < b.id ? -1 : 1)).map((one) => verdictRow(one, "basis", choose)),
    ...group("What changes it", effects.filter((edge) => edge.object === id), id, choose),
    ...group("What it changes", effects.filter((edge) => edge.subject === id), id, choose),
    ...group("Compared on", paired, id, choose),
    ...group("Against other arms", other, id, choose),
    ...group("Named in the evidence for", USED_IN.get(id) || [], null, choose),
    ...gapsAbout(id),
    ...relatives(entity, choose),
    ...identifiers(id, entity),
  ];
}

function degreesControl(id, choose) {
  const group = element("p", "segmented");
  group.setAttribute("role", "group");
  group.setAttribute("aria-label", "Neighbourhood");
  group.append("Neighbours within ");
  for (const many of [1, 2, 3]) {
    const made = button("", many + (many === 1 ? " step" : " steps"), () => { STATE.degrees = many; choose(id); });
    made.setAttribute("aria-pressed", String(STATE.degrees === many));
    group.append(made);
  }
  return group;
}

function gapsAbout(id) {
  const found = DATA.gaps.filter((gap) => gap.about.includes(id));
  return found.length ? [element("h3", "", "Stated as not known"), ...found.map((gap) => element("p", "", gap.question))] : [];
}

/* 'Carbon versus photon', in the words of the two beams that stand first. */
function pairTitle() {
  if (DATA.pair.length < 2) return "Compared";
  const word = (key) => ARMS.get(key).label.split(/[- ]/)[0];
  const title = DATA.pair.map(word).join(" versus ");
  return title[0].toUpperCase() + title.slice(1);
}

function group(title, edges, id, choose) {
  if (!edges.length) return [];
  const name = (edge) => labelOf(edge.object === id ? edge.subject : edge.object);
  const beamFirst = (edge) => (passes(edge) ? 0 : 200) + (ARMS.has(edge.subject) ? ARMS.get(edge.subject).rank : 99);
  const shown = [...edges].sort((a, b) => beamFirst(a) - beamFirst(b) || (name(a) < name(b) ? -1 : name(a) > name(b) ? 1 : 0));
  const rest = shown.slice(60);
  const made = [element("h3", "", title + " (" + edges.length + ")"), ...shown.slice(0, 60).map((edge) => edgeRow(edge, id, choose))];
  if (rest.length) {
    const more = button("link", "Show " + rest.length + " more", () => more.replaceWith(...rest.map((edge) => edgeRow(edge, id, choose))));
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
  const made = button("edge" + (passes(edge) ? "" : " faded"), "", () => choose(edge.id));
  made.append(element("span", "row", ...parts, element("span", "count", many + (many === 1 ? " record" : " records"))));
  made.dataset.edge = edge.id;
  return made;
}

/* One verdict in a list: its mark, what it is about, and how many studies stand behind it. */
function verdictRow(one, about, choose) {
  const words = about === "object" ? labelOf(one.object) + basisText(one) : about === "basis" ? armsOf(one) + basisText(one) || one.direction
    : one.comparator ? labelOf(one.object) + ": " + armsOf(one) + basisText(one) : armsOf(one) + " on " + labelOf(one.object);
  const many = one.studies ? one.studies + (one.studies === 1 ? " study" : " studies") : "reviews";
  const made = button("edge" + (PASSING.verdicts && !PASSING.verdicts.has(one.id) ? " faded" : ""), "", () => choose(one.id));
  made.append(element("span", "row", verdictMark(one), element("span", "name", words,
    element("span", "tags", OPEN.has(one.direction) ? element("span", "tag warn", one.direction) : "")), element("span", "count", many)));
  made.dataset.verdict = one.id;
  return made;
}

function armsOf(one) {
  if (!one.comparator) return labelOf(one.exposure);
  const pair = one.exposure === DATA.pair[0] && one.comparator === DATA.pair[1];
  return pair ? "" : labelOf(one.exposure) + " versus " + labelOf(one.comparator);
}

function basisText(one) {
  return one.basis.length ? (armsOf(one) ? ", " : "") + " " + one.basis.map((name) => BASIS_WORDS[name]).join(" or ") : "";
}

function verdictMark(one) {
  const mark = { higher: ">", lower: "<", similar: "=", increases: "▲", decreases: "▼", does_not_change: "○", conflicting: "≠", "condition-dependent": "±", undecidable: "?" }[one.direction];
  const letter = (key) => (ARMS.has(key) ? ARMS.get(key).letter : "·");
  const side = OPEN.has(one.direction) ? " open" : one.direction === "higher" ? sideOf(one.exposure) : one.direction === "lower" ? sideOf(one.comparator) : one.comparator ? "" : sideOf(one.exposure);
  return element("span", "mark" + side, one.comparator ? letter(one.exposure) + mark + letter(one.comparator) : letter(one.exposure) + mark);
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
  return edge.differs ? differsText(edge)
    : labelOf(edge.subject) + " versus " + labelOf(edge.comparator);
}

function armChip(arm) {
  return arm ? element("span", "arm" + sideOf(arm), ARMS.get(arm).letter) : "";
}

/* 'C>P' where both arms have letters, else the sign alone. */
function markOf(edge) {
  const side = !edge.letters ? "" : "> ≥".includes(edge.mark) ? sideOf(edge.subject) : "< ≤".includes(edge.mark) ? sideOf(edge.comparator) : "";
  return element("span", "mark" + side,
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
