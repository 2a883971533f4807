/* Papers: what one found, where and at which dose, what others say of it, check by check; and
   all of them in the order of their years. */

/* Records that rest on a paper, or were read in it, as (key, record). */
const RECORDS_OF = grouped([...RECORDS], ([, record]) => [
  ...record.sources.map((one) => "paper:" + one.id),
  "paper:" + record.readIn,
]);

function recordsOf(id) {
  return RECORDS_OF.get(id) || [];
}

function paperPage(paper, choose) {
  const id = "paper:" + paper.id;
  const all = recordsOf(id);
  const own = all.filter(([, record]) => record.readIn === paper.id);
  const told = all.filter(([, record]) => record.readIn !== paper.id);
  const keys = new Set(all.map(([key]) => key));
  const stands = DATA.verdicts.filter((one) =>
    one.sides.some((side) => side.records.some((key) => keys.has(key) && recordCites(key, paper))),
  );
  const open = stands.filter((one) => OPEN.has(one.direction));
  const review = paper.secondary && own.length > 20;
  return [
    element("h2", "", paper.citation),
    element(
      "p",
      "quiet",
      paper.kind + (paper.year ? ", " + paper.year : "") + "; ",
      link(ALL_PAPERS, choose, "all papers by year"),
    ),
    paper.notice ? element("p", "tag warn", paper.notice) : "",
    element("p", "said", paperSentence(paper, own, told)),
    element(
      "p",
      "source",
      paper.title + (paper.journal ? ". " + paper.journal : "") + ". ",
      paper.doi ? doiLink(paper.doi, "doi:" + paper.doi) : element("span", "quiet", "DOI not seen"),
    ),
    paper.authors ? element("p", "quiet", paper.authors) : "",
    paper.note ? element("p", "quiet", paper.note) : "",
    copyButton(paper),
    ...foundRows(review ? "What was read in it" : "What it found", own, paper, choose),
    ...foundRows(
      "What others say of it, and whether it bears that out",
      [...told].sort((a, b) => checkRank(a[1], paper) - checkRank(b[1], paper)),
      paper,
      choose,
    ),
    stands.length
      ? element(
          "h3",
          "",
          "Stands in (" +
            manyOf(stands.length, "verdict", "verdicts") +
            (open.length ? ", " + open.length + " of them open" : "") +
            ")",
        )
      : "",
    ...firstOf(
      [...open, ...stands.filter((one) => !open.includes(one))].map((one) =>
        verdictRow(one, null, choose),
      ),
      12,
    ),
  ];
}

function recordCites(key, paper) {
  return RECORDS.get(key).sources.some((one) => one.id === paper.id);
}

function paperSentence(paper, own, told) {
  const said = [
    own.length
      ? manyOf(own.length, "finding", "findings") + " read in the paper itself"
      : "No finding was read in the paper itself",
  ];
  if (told.length) {
    const outcomes = told.flatMap(([, record]) =>
      checksOf(record, paper).map((check) => check.outcome),
    );
    const counts = Object.keys(CHECKED)
      .map((key) => [outcomes.filter((one) => one === key).length, CHECKED[key]])
      .filter(([many]) => many);
    const unread = told.filter(([, record]) => !checksOf(record, paper).length).length;
    if (unread) counts.push([unread, "not checked"]);
    said.push(
      manyOf(told.length, "statement", "statements") +
        " of others " +
        (told.length === 1 ? "rests" : "rest") +
        " on it: " +
        counts.map(([many, words]) => many + " " + words).join(", "),
    );
  }
  return said.join("; ") + ".";
}

function checksOf(record, paper) {
  return record.checks.filter((check) => check.paper === paper.id);
}

const CHECKED = {
  disagrees: "where it disagrees",
  adds_condition: "to which it adds a condition",
  agrees: "where it agrees",
  omits: "that it does not mention",
  not_checked: "not checked",
};

function checkRank(record, paper) {
  const found = checksOf(record, paper).map((check) => Object.keys(CHECKED).indexOf(check.outcome));
  return found.length ? Math.min(...found) : 9;
}

/* One row for each record: what was found, in which cells, at which dose, and the checks; of one
   paper, or of all. */
function foundRows(title, records, paper, choose) {
  if (!records.length) return [];
  return [
    element("h3", "", title + " (" + records.length + ")"),
    ...firstOf(
      records.map(([key, record]) => foundRow(key, record, paper, choose)),
      30,
    ),
  ];
}

function foundRow(key, record, paper, choose) {
  const where = [
    record.setting.replace("_", " "),
    rowOf(record, "models") || rowOf(record, "organism"),
    ...CORPUS.exposure.map((name) => rowOf(record, name)),
    ...record.rows
      .filter(([name]) => name.startsWith("only under"))
      .map(([name, value]) => name.slice(12) + " " + value),
  ].filter(Boolean);
  const made = element(
    "div",
    "found" + (recordPasses(record) ? "" : " outside"),
    EFFECTS.has(record.claim)
      ? link(record.claim, choose, sentenceOf(EFFECTS.get(record.claim)))
      : element(
          "b",
          "",
          labelOf(record.subject) + " " + VERBS[record.predicate] + " " + labelOf(record.object),
        ),
    ...record.contrasts.map((contrast) =>
      element(
        "div",
        "",
        contrast.text + (contrast.basis.length ? ", " + basesWords(contrast.basis) : ""),
      ),
    ),
    element(
      "div",
      "quiet",
      where.join(" · ") + (paper && record.readIn === paper.id ? "" : " — " + record.read),
    ),
    paper
      ? ""
      : element(
          "div",
          "",
          ...record.sources.flatMap((one, at) => [
            at ? "; " : "",
            link("paper:" + one.id, choose, one.citation),
          ]),
        ),
    element("div", "", record.summary),
    ...(paper ? checksOf(record, paper) : record.checks).map((check) =>
      element("div", "check " + check.outcome, element("b", "", CHECKS[check.outcome]), check.note),
    ),
    record.tags.length ? element("span", "tags", ...record.tags.map(tagOf)) : "",
  );
  made.dataset.record = key;
  return made;
}

/* The first of many, and a button that brings the rest. */
function firstOf(made, many) {
  const rest = made.slice(many);
  if (!rest.length) return made;
  const more = button("link", "Show " + rest.length + " more", () => more.replaceWith(...rest));
  return [...made.slice(0, many), more];
}

function copyButton(paper) {
  const copy = button("link copy", "Copy citation", () => copyText(citationText(paper), copy));
  copy.setAttribute("aria-label", "Copy citation of " + paper.citation);
  return copy;
}

/* --- all papers ------------------------------------------------------------------------------- */

/* A row for each year, newest first: a square for each paper, filled where a record rests on it. */
function papersPage(choose) {
  const years = [...new Set([...PAPERS.values()].map((paper) => paper.year))].sort((a, b) => b - a);
  const used = [...PAPERS].filter(([id]) => recordsOf(id).length).length;
  return [
    element("h2", "", "The papers by year"),
    element(
      "p",
      "quiet",
      PAPERS.size +
        " papers, " +
        used +
        " of them with records here. A square is a paper: filled, its records pass the filters; " +
        "hollow, they do not, or it has none.",
    ),
    ...years.map((year) => {
      const papers = [...PAPERS].filter(([, paper]) => paper.year === year);
      const row = element(
        "div",
        "year",
        element("h3", "", (year || "year not stated") + " (" + papers.length + ")"),
        element("div", "squares", ...papers.map(([id, paper]) => paperSquare(id, paper, choose))),
      );
      return row;
    }),
  ];
}

function paperSquare(id, paper, choose) {
  const records = recordsOf(id);
  const passing = records.filter(([, record]) => recordPasses(record)).length;
  const made = button(
    "paper" + (passing ? " full" : "") + (paper.notice ? " warn" : ""),
    paper.citation,
    () => choose(id),
  );
  made.title =
    paper.title +
    " – " +
    manyOf(records.length, "record", "records") +
    (paper.notice ? ", " + paper.notice : "");
  made.dataset.paper = paper.id;
  return made;
}
