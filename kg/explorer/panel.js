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
  if (PAPERS.has(id)) return paperPage(PAPERS.get(id), choose);
  if (id === ALL_PAPERS) return papersPage(choose);
  if (GAPS.has(id)) return gapPage(GAPS.get(id), choose);
  if (RECIPES.has(id)) return recipePage(RECIPES.get(id), choose);
  if (STATE.sought) return [...unknownNote(choose), ...soughtPage(STATE.sought, choose)];
  return [...unknownNote(choose), ...startPage(choose)];
}

/* What an address names and nobody here has, with what stands near it. */
function unknownNote(choose) {
  if (!STATE.unknown) return [];
  return missingNote(STATE.unknown, choose);
}

/* --- nothing selected ------------------------------------------------------------------------- */

function startPage(choose) {
  const arms = DATA.nodes
    .filter((node) => node.hub)
    .sort(
      (a, b) => ARMS.get(a.id).rank - ARMS.get(b.id).rank || WEIGHT.get(b.id) - WEIGHT.get(a.id),
    )
    .slice(0, 7);
  const disputed = DATA.verdicts
    .filter((one) => OPEN.has(one.direction) && !one.given.length && one.studies > 1)
    .sort((a, b) => b.studies - a.studies || (a.id < b.id ? -1 : 1))
    .slice(0, 6);
  return [
    element("h2", "", CORPUS.question),
    element("p", "", countsText()),
    element(
      "p",
      "quiet",
      "Each box is a mechanism" +
        lanesText() +
        ". Click a box, or zoom in, and it opens where it stands; " +
        "click a badge or a line to read its evidence.",
    ),
    element("h3", "", "The mechanisms"),
    moduleList(choose),
    arms.length ? element("h3", "", "The " + CORPUS.plural) : "",
    ...arms.map((node) => entry(node.id, choose)),
    ...beginRows(),
    disputed.length ? element("h3", "", "Where studies disagree") : "",
    ...disputed.map((one) => verdictRow(one, null, choose)),
    element("h3", "", "Most is known about"),
    ...BY_WEIGHT.filter((node) => !node.hub)
      .slice(0, 10)
      .map((node) => entry(node.id, choose)),
  ];
}

/* 'from physics at the top to outcome at the bottom', where there is more than one lane. */
function lanesText() {
  const titles = DATA.lanes.map((lane) => lane.title).filter(Boolean);
  return titles.length > 1
    ? ", from " + titles[0] + " at the top to " + titles[titles.length - 1] + " at the bottom"
    : "";
}

/* Where to begin with chains: how does an arm reach an outcome? */
function beginRows() {
  if (!DATA.begin.length) return [];
  return [
    element("h3", "", "How does it come about?"),
    ...DATA.begin.map(([start, end]) => {
      const made = button("edge", "", () => beginChain(start, end));
      made.append(
        element(
          "span",
          "row",
          armChip(armOf(start)),
          element("span", "name", "How does " + nameOfArm(start) + " reach " + labelOf(end) + "?"),
        ),
      );
      return made;
    }),
  ];
}

function nameOfArm(id) {
  return ARMS.has(id) ? ARMS.get(id).label : labelOf(id);
}

function entry(id, choose) {
  const many = (EFFECTS_AT.get(id) || []).length + (COMPARISONS_AT.get(id) || []).length;
  return button("edge", "", () => choose(id)).appendChild(
    element(
      "span",
      "row",
      armChip(armOf(id)),
      element("span", "name", labelOf(id)),
      element("span", "count", many + (many === 1 ? " edge" : " edges")),
    ),
  ).parentElement;
}

/* --- a module --------------------------------------------------------------------------------- */

function modulePage(module, choose) {
  const inside = (NODES_IN.get(module.id) || [])
    .slice()
    .sort((a, b) => WEIGHT.get(b.id) - WEIGHT.get(a.id) || (a.label < b.label ? -1 : 1));
  const disputed = DISPUTES_IN.get(module.id) || [];
  const into = [...BUNDLES.values()].filter((bundle) => bundle.to === module.id);
  const out = [...BUNDLES.values()].filter((bundle) => bundle.from === module.id);
  const verdicts = DATA.verdicts.filter(
    (one) =>
      moduleOf(one.object) === module.id &&
      one.exposure === DATA.pair[0] &&
      one.comparator === DATA.pair[1] &&
      !one.given.length,
  );
  const open = element("section", "");
  return [
    element("h2", "", module.label),
    element("p", "quiet", "mechanism, " + module.compartment),
    element("p", "", module.summary),
    button("", "Open it in the picture", () => {
      setView("map");
      enter(module.id);
    }),
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
  return [
    element("h3", "", title),
    ...bundles.map((bundle) => {
      const made = button("edge", "", () => choose(bundle.id));
      made.append(
        element(
          "span",
          "row",
          element("span", "name", labelOf(bundle[end])),
          element(
            "span",
            "count",
            bundle.edges.length + (bundle.edges.length === 1 ? " effect" : " effects"),
          ),
        ),
      );
      return made;
    }),
  ];
}

function bundlePage(bundle, choose) {
  const edges = bundle.edges.map((id) => EFFECTS.get(id));
  return [
    element("h2", "", link(bundle.from, choose), " to ", link(bundle.to, choose)),
    element("p", "quiet", "All effects that lead from one mechanism into the other."),
    ...edges.map((edge) => effectRow(edge, null, choose)),
  ];
}
