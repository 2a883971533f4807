/* Evidence: one question, its verdict on each basis, what speaks for and against side by side. */

/* The page of a question: the verdict chosen (or all of its bases), with the edge it came by. */
function questionPage(chosen, edge, choose) {
  const all = JUDGED.get(
    questionOf(chosen.object, chosen.exposure, chosen.comparator, chosen.given),
  ) || [chosen];
  const table = element("table", "verdicts");
  const head = element(
    "tr",
    "",
    ...(chosen.comparator ? ["basis"] : []).map((name) => cell("th", name)),
    cell("th", "verdict"),
    cell("th", "studies"),
    cell("th", "for : against"),
  );
  table.append(
    element(
      "caption",
      "",
      chosen.comparator ? "Verdict per basis; bases are never pooled" : "Verdict",
    ),
    element("thead", "", head),
  );
  const body = element("tbody", "");
  for (const one of all) {
    const line = element("tr", one.id === chosen.id ? "chosen" : "");
    if (chosen.comparator) line.append(cell("th", basesWords(one.basis) || "none"));
    line.append(
      element(
        "td",
        "",
        verdictMark(one),
        " " + directionText(one),
        one.manner ? element("span", "quiet", " (" + one.manner + ")") : "",
      ),
      cell("td", one.studies ? String(one.studies) : one.reviews ? "reviews only" : "none"),
      cell(
        "td",
        one.sides
          .map((side) => side.studies.length || (side.records.length ? "review" : 0))
          .join(" : ") || "none",
      ),
    );
    body.append(line);
  }
  table.append(body);
  const shown = edge ? all : [chosen, ...all.filter((one) => one.id !== chosen.id)];
  return [
    element("h2", "", ...questionTitle(chosen, choose)),
    chosen.given.length
      ? element(
          "p",
          "quiet",
          "Both arms were given " + chosen.given.map(labelOf).join(", ") + "; derived.",
        )
      : "",
    edge ? element("p", "", ...tagsOf(edge)) : "",
    table,
    ...numbersTable(chosen),
    ...shown.flatMap((one) => forAndAgainst(one)),
  ];
}

/* What is printed of the question, a study a row, its arms side by side; nothing without
   numbers. */
function numbersTable(chosen) {
  const arms = [chosen.exposure, chosen.comparator].filter(Boolean);
  const mine = ([arm, versus]) => arms.includes(arm) && (!versus || arms.includes(versus));
  const rows = (DATA.numbers[chosen.object] || []).filter((row) => row.cells.some(mine));
  if (!rows.length) return [];
  const cells = rows.flatMap((row) => row.cells.filter(mine));
  const used = arms.filter((arm) => cells.some(([one, versus]) => one === arm && !versus));
  const between = cells.some(([, versus]) => versus);
  const told = (row, arm) =>
    row.cells
      .filter((one) => mine(one) && (arm ? one[0] === arm && !one[1] : one[1]))
      .map(
        ([one, versus, amount]) =>
          amount + (!versus || one === chosen.exposure ? "" : " (" + labelOf(one) + " first)"),
      )
      .join("; ");
  const table = element("table", "verdicts");
  const heads = ["study", ...used.map(labelOf), ...(between ? ["one against the other"] : [])];
  table.append(
    element("caption", "", "Numbers as printed; none is computed"),
    element("thead", "", element("tr", "", ...heads.map((name) => cell("th", name)))),
  );
  const body = element("tbody", "");
  for (const row of rows) {
    const beside = [
      row.differs || basesWords(row.basis),
      row.where,
      row.silence && "does not count: " + row.silence,
    ]
      .filter(Boolean)
      .join("; ");
    body.append(
      element(
        "tr",
        "",
        element("td", "", row.study + " ", element("span", "quiet", beside)),
        ...used.map((arm) => cell("td", told(row, arm))),
        ...(between ? [cell("td", told(row, ""))] : []),
      ),
    );
  }
  table.append(body);
  return [table];
}

function cell(tag, text) {
  const made = element(tag, "", text);
  if (tag === "th") made.scope = "col";
  return made;
}

function questionTitle(one, choose) {
  if (!one.comparator) return [link(one.exposure, choose), ", on ", link(one.object, choose)];
  return [
    link(one.object, choose),
    ": ",
    link(one.exposure, choose),
    " versus ",
    link(one.comparator, choose),
  ];
}

/* The sides of one verdict, next to each other; with one side, the other column says so. */
function forAndAgainst(one) {
  const sides = [...one.sides].sort((a, b) => b.studies.length - a.studies.length);
  const title = one.comparator ? basesWords(one.basis) || "no basis" : "What was found";
  const columns = sides.map((side, number) => {
    const many = side.studies.length;
    return element(
      "section",
      "side",
      element(
        "h4",
        "",
        (number ? "Against: " : sides.length > 1 ? "For: " : "") + outcomeText(side.outcome, one),
      ),
      element(
        "p",
        "quiet",
        many
          ? many + (many === 1 ? " independent study" : " independent studies")
          : "no primary study",
      ),
      ...side.records.map((key) =>
        recordCard(RECORDS.get(key), key, questionContrasts(RECORDS.get(key), one)),
      ),
    );
  });
  if (sides.length === 1)
    columns.push(
      element(
        "section",
        "side none",
        element("h4", "", "Against"),
        element(
          "p",
          "quiet",
          "Nothing in this corpus speaks against it" + (one.comparator ? " on this basis." : "."),
        ),
      ),
    );
  const holder = element("div", "sides", ...columns);
  holder.dataset.sides = String(sides.length);
  const silent = one.silent.length
    ? element(
        "details",
        "",
        element(
          "summary",
          "",
          one.silent.length +
            (one.silent.length === 1 ? " reading does" : " readings do") +
            " not vote",
        ),
        ...one.silent.flatMap(([key, reason]) => [
          element("p", "quiet", reason),
          recordCard(RECORDS.get(key), key, new Set()),
        ]),
      )
    : "";
  if (silent) silent.open = one.silent.length <= 3;
  return [element("h3", "", title), ...whyOf(one), holder, silent];
}

function outcomeText(outcome, one) {
  const words = { "+": "raises it", "-": "lowers it", 0: ABSENT.null };
  return outcome.map((level) => (one.comparator ? level : words[level])).join(" or ");
}

/* What a disagreement turns on, or what would settle it. */
function whyOf(one) {
  const said = [];
  if (one.kind === "explained")
    said.push(
      "The sides differ in " +
        one.explained.map((facets) => facets.join(" and ")).join(", or in ") +
        ": not a contradiction.",
    );
  if (one.kind === "true") said.push("A true conflict: the reported conditions overlap.");
  if (one.kind === "undecidable") said.push("Open: it could be settled by what is not reported.");
  for (const [facet, papers] of one.missing.slice(0, 4))
    said.push("No " + facet + " in: " + papers.join("; ") + ".");
  return said.length ? [element("div", "why", ...said.map((text) => element("p", "", text)))] : [];
}

function questionContrasts(record, one) {
  return new Set(
    record.contrasts
      .map((contrast, number) => [contrast, number])
      .filter(
        ([contrast]) =>
          one.comparator &&
          contrast.basis.some((basis) => one.basis.includes(basis)) &&
          [one.exposure, one.comparator].includes(contrast.versus),
      )
      .map(([, number]) => number),
  );
}
