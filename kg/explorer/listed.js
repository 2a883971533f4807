/* Stated gaps and recipes of figures: a page each, with an address, that leads to what it is of. */

const GAPS = new Map(DATA.gaps.map((gap) => ["gap:" + gap.id, gap]));
const RECIPES = new Map(DATA.recipes.map((one) => ["figure:" + one.id, one]));

function gapPage(gap, choose) {
  const papers = gap.papers.map((key) => "paper:" + key).filter((id) => PAPERS.has(id));
  return [
    element("h2", "", capital(ABSENT.stated)),
    element("p", "said", gap.question),
    element("h3", "", "What it is about"),
    ...gap.about.map((id) => aboutRow(id, choose)),
    element("h3", "", "Who says so"),
    ...papers.map((id) => element("p", "", link(id, choose, nameOf(id)))),
    element(
      "p",
      "quiet",
      "Read in " + gap.read + (gap.certainty === "asserted" ? "." : ", " + gap.certainty + "."),
    ),
    ...chainsBetween(gap.about),
  ];
}

function recipePage(recipe, choose) {
  return [
    element("h2", "", recipe.title),
    element("p", "said", recipe.message),
    element(
      "p",
      "quiet",
      "A figure for talks (" + recipe.form + "), drawn by: kg figure " + recipe.id,
    ),
    ...(recipe.chain.length ? [chainButton(...recipe.chain)] : []),
    ...(recipe.entities.length ? [element("h3", "", "What it shows")] : []),
    ...recipe.entities.map((id) => aboutRow(id, choose)),
    recipe.notes ? element("p", "", recipe.notes) : "",
  ];
}

function gapLink(gap) {
  return button("link", gap.question, () => choose("gap:" + gap.id, true));
}

/* An entity, with what is known of it here. */
function aboutRow(id, choose) {
  const many = (EFFECTS_AT.get(id) || []).length + (COMPARISONS_AT.get(id) || []).length;
  const made = button("edge", "", () => choose(id));
  const count = many ? manyOf(many, "finding", "findings") : "nothing found";
  made.append(
    element("span", "row", element("span", "name", labelOf(id)), element("span", "count", count)),
  );
  return made;
}

/* From the arms that a gap names to the outcomes that it names: what is known all the same. */
function chainsBetween(about) {
  const ends = about.filter((id) => ENTITIES.get(id).kind === "outcome");
  const asked = about.filter((id) => ARMS.has(id)).flatMap((arm) => ends.map((end) => [arm, end]));
  return asked.length
    ? [
        element("h3", "", "What is known all the same"),
        ...asked.map((pair) => chainButton(...pair)),
      ]
    : [];
}

function chainButton(start, end) {
  const words = labelOf(start) + " → " + labelOf(end) + ": how it comes about";
  return element(
    "p",
    "",
    button("", words, () => beginChain(start, end)),
  );
}
