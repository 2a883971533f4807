/* The modules as a list with their balance: for hands, for screen readers, for print. */
function moduleRows(choose) {
  const placed = [...DATA.modules].sort((a, b) => a.box[1] - b.box[1] || a.box[0] - b.box[0]);
  return placed.map((module) => {
    const made = button("edge module-row", "", () => choose(module.id));
    made.dataset.module = module.id;
    const lanes = DATA.pair
      .filter((arm) => Object.keys(balanceOf(module.id).arms.get(arm).counts).length)
      .map((arm) => {
        const { studies } = balanceOf(module.id).arms.get(arm);
        const chip = armChip(arm);
        chip.textContent = ARMS.get(arm).letter + " " + (studies || "r");
        return titled(
          chip,
          (studies ? manyOf(studies) : "only reviews") +
            " of what " +
            ARMS.get(arm).name +
            " change",
        );
      });
    const chips = chipsOf(module).map((chip) => {
      const sort =
        chip.arm === "open"
          ? " open"
          : chip.arm === FIRST
            ? " first"
            : chip.arm === SECOND
              ? " second"
              : "";
      return titled(element("span", "mark" + sort, chip.text), chip.says);
    });
    const way = bestWay(module.id);
    made.append(
      element("b", "", module.label),
      element(
        "span",
        "chips",
        ...lanes,
        ...chips,
        ...(chips.length || !DATA.pair.length ? [] : [element("span", "quiet", noChips())]),
      ),
      way ? element("span", "by", "leads to " + wayText(way)) : "",
    );
    return made;
  });
}

function moduleList(choose) {
  const list = element("div", "", ...moduleRows(choose));
  list.id = "module-list";
  return list;
}

/* A sign with its words: shown on hover, read aloud in its place. */
function titled(made, words) {
  made.title = words;
  made.setAttribute("role", "img");
  made.setAttribute("aria-label", words);
  return made;
}

/* How the counts of the page come about; each said where it stands. */
function countsText() {
  const papers = new Set(
    [...RECORDS.values()].flatMap((record) => record.sources.map((one) => one.citation)),
  ).size;
  const claims = new Set([...RECORDS.values()].map((record) => record.claim)).size;
  return (
    manyOf(claims, "claim", "claims") +
    " from " +
    manyOf(papers, "paper", "papers") +
    ": " +
    RECORDS.size +
    " records, each what one source says of one claim, about " +
    manyOf(DATA.nodes.length, "entity", "entities") +
    "."
  );
}

/* One first click: the picture of how the first arm reaches what it is asked about most. */
function startBegin() {
  const control = document.getElementById("begin");
  const first = DATA.begin[0];
  if (!first) return;
  control.hidden = false;
  control.textContent =
    "Start: " +
    (ARMS.has(first[0]) ? ARMS.get(first[0]).name : labelOf(first[0])) +
    " → " +
    labelOf(first[1]);
  control.setAttribute(
    "aria-label",
    control.textContent.replace("→", "to") + ": how it comes about, as one picture",
  );
  control.addEventListener("click", () => beginChain(...first));
}
