/* The page of an entity: what changes it, what it changes, who says so, its names. */

function entityPage(id, choose) {
  const entity = ENTITIES.get(id);
  const effects = EFFECTS_AT.get(id) || [];
  const comparisons = COMPARISONS_AT.get(id) || [];
  const measures = measuresOf(id);
  const kin = new Set([id, ...measures]);
  const verdicts = DATA.verdicts.filter(
    (one) =>
      kin.has(one.object) &&
      one.comparator &&
      !one.given.length &&
      ARMS.has(one.exposure) &&
      ARMS.has(one.comparator),
  );
  const paired = comparisons.filter((edge) => edge.letters && edge.object !== id);
  const other = comparisons.filter((edge) => !edge.letters);
  const faded = [...effects, ...comparisons].filter((edge) => !passes(edge)).length;
  const module = NODES.get(id) && MODULES.get(NODES.get(id).module);
  return [
    element("h2", "", entity.label),
    element(
      "p",
      "quiet",
      [entity.kind, entity.compartment].filter(Boolean).join(", "),
      module ? ", in " : "; takes part in no edge of its own, so it is not drawn",
      module ? link(module.id, choose) : "",
    ),
    element("p", "said", entity.said),
    entity.definition ? element("p", "quiet", entity.definition) : "",
    entity.synonyms.length ? element("p", "quiet", "Also: " + entity.synonyms.join(", ")) : "",
    NODES.has(id) ? degreesControl() : "",
    faded ? element("p", "tag warn", "The filters fade " + faded + " edges") : "",
    verdicts.length ? element("h3", "", pairTitle() + " (" + verdicts.length + ")") : "",
    ...verdicts
      .sort((a, b) => (a.id < b.id ? -1 : 1))
      .map((one) => verdictRow(one, measures.length ? "object" : "basis", choose)),
    absentText(id),
    ...group(
      "What changes it",
      effects.filter((edge) => edge.object === id),
      id,
      choose,
    ),
    ...measures.flatMap((key) =>
      group(
        "What changes " + ENTITIES.get(key).label,
        (EFFECTS_AT.get(key) || []).filter((edge) => edge.object === key),
        key,
        choose,
      ),
    ),
    ...group(
      "What it changes",
      effects.filter((edge) => edge.subject === id),
      id,
      choose,
    ),
    ...group("Compared on", paired, id, choose),
    ...group("Against other arms", other, id, choose),
    ...(entity.kind === "trial" ? trialRows(entity) : []),
    ...group("Named in the evidence for", USED_IN.get(id) || [], null, choose),
    ...(["model", "organism"].includes(entity.kind)
      ? foundRows(
          "What was found in it",
          [...RECORDS].filter(([, record]) => record.uses.includes(id)),
          null,
          choose,
        )
      : []),
    ...papersBehind(id, choose),
    ...gapsAbout(id),
    ...relatives(entity, choose),
    ...identifiers(id, entity),
  ];
}

/* A trial as its registry states it. */
function trialRows(entity) {
  const facts = rows(entity.facts);
  return facts ? [element("h3", "", "As registered"), facts] : [];
}

/* The papers that what is said of a thing rests on. */
function papersBehind(id, choose) {
  const found = new Set(
    [...recordsAbout(id)].flatMap((key) =>
      RECORDS.get(key).sources.map((one) => "paper:" + one.id),
    ),
  );
  const listed = [...found]
    .filter((key) => PAPERS.has(key))
    .sort((a, b) => PAPERS.get(b).year - PAPERS.get(a).year || (a < b ? -1 : 1));
  return listed.length
    ? [
        element("h3", "", "Papers (" + listed.length + ")"),
        element(
          "div",
          "squares",
          ...firstOf(
            listed.map((key) => paperSquare(key, PAPERS.get(key), choose)),
            40,
          ),
        ),
      ]
    : [];
}

function degreesControl() {
  const group = element("p", "segmented");
  group.setAttribute("role", "group");
  group.setAttribute("aria-label", "Neighbourhood");
  group.append("Neighbours within ");
  for (const many of [1, 2, 3]) {
    const made = button("", many + (many === 1 ? " step" : " steps"), () => {
      STATE.degrees = many;
      showTab("details");
      keepAddress();
    });
    made.setAttribute("aria-pressed", String(STATE.degrees === many));
    group.append(made);
  }
  return group;
}

function gapsAbout(id) {
  const found = DATA.gaps.filter((gap) => gap.about.includes(id));
  return found.length
    ? [
        element("h3", "", capital(ABSENT.stated)),
        ...found.map((gap) => element("p", "", gapLink(gap))),
      ]
    : [];
}

/* 'Carbon ions versus photons', in the words of the two arms that stand first. */
function pairTitle() {
  if (DATA.pair.length < 2) return "Compared";
  const title = DATA.pair.map((key) => ARMS.get(key).name).join(" versus ");
  return title[0].toUpperCase() + title.slice(1);
}

/* What is absent of the two arms here. */
function absentText(id) {
  const said = DATA.absent[id];
  return said ? element("p", "quiet", pairTitle() + ": " + said.join("; ") + ".") : "";
}
