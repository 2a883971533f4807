/* The named queries as questions, with the answers that were stored when the page was made. */

function questionsPage(choose) {
  if (STATE.question)
    return answerPage(
      DATA.questions.find((one) => one.name === STATE.question),
      choose,
    );
  return [
    element("h2", "", "Questions"),
    element(
      "p",
      "quiet",
      "Each was answered by SPARQL when this page was made; " +
        "choosing one lights up what its answer names.",
    ),
    ...DATA.questions.map((one) => {
      const made = button("edge", "", () => ask(one.name));
      made.dataset.question = one.name;
      made.append(
        element("span", "name", element("b", "", one.title), element("span", "tags", one.question)),
        element("span", "count", one.rows.length + (one.rows.length === 1 ? " row" : " rows")),
      );
      return made;
    }),
    DATA.questions.length
      ? ""
      : element("p", "quiet", "This page was made without stored answers."),
  ];
}

function ask(name) {
  STATE.question = name;
  showTab("questions");
  keepAddress();
}

function answerPage(one, choose) {
  if (!one) return [element("p", "tag warn", "No such question")];
  const table = element("table", "answer");
  table.append(
    element("caption", "", one.rows.length + (one.rows.length === 1 ? " row" : " rows")),
    element("thead", "", element("tr", "", ...one.columns.map((name) => cell("th", name)))),
  );
  const body = element("tbody", "");
  for (const line of one.rows.slice(0, 300)) {
    body.append(
      element(
        "tr",
        "",
        ...line.map((value) =>
          element("td", "", ENTITIES.has(value) ? link(value, choose) : value),
        ),
      ),
    );
  }
  table.append(body);
  return [
    button("link", "‹ All questions", () => ask(null)),
    element("h2", "", one.title),
    element("p", "", one.question),
    element("p", "quiet", "kg query " + one.name + (one.note ? "; " + one.note : "")),
    element("div", "scroll", table),
  ];
}

/* What an answer names: entities by id, and whatever edge stands between two of one row. */
function namedBy(name) {
  const one = DATA.questions.find((question) => question.name === name);
  const rowsNamed = one ? one.rows.map((line) => line.filter((value) => ENTITIES.has(value))) : [];
  const nodes = new Set(rowsNamed.flat());
  const edges = new Set();
  for (const row of rowsNamed) {
    for (const edge of row.flatMap((key) => EFFECTS_AT.get(key) || [])) {
      if (row.includes(edge.subject) && row.includes(edge.object)) edges.add(edge.id);
    }
  }
  return { nodes, edges, marks: null };
}
