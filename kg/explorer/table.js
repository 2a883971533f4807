/* The table: the same evidence under the same filters, for whoever reads rows rather than pictures.
   Every column sorts, and each may be left out. */
const rowOf = (record, name) => (record.rows.find(([row]) => row === name) || ["", ""])[1];

/* A column is its name, its text, and what it is sorted by where that is no text. */
const COLUMNS = [
  {
    name: "effect",
    text: (record) =>
      labelOf(record.subject) + " " + VERBS[record.predicate] + " " + labelOf(record.object),
  },
  {
    name: "comparison",
    text: (record) =>
      record.contrasts
        .map(
          (contrast) =>
            contrast.text + (contrast.basis.length ? " (" + basesWords(contrast.basis) + ")" : ""),
        )
        .join("; "),
  },
  {
    name: "system",
    text: (record) =>
      [record.setting.replace("_", " "), rowOf(record, "models"), rowOf(record, "organism")]
        .filter(Boolean)
        .join(", "),
  },
  {
    name: "exposure",
    text: (record) =>
      CORPUS.exposure
        .map((name) => rowOf(record, name))
        .filter(Boolean)
        .join(", "),
    by: (record) => lowestOf(record),
  },
  {
    name: "certainty",
    text: (record) => record.certainty + (record.stance === "refutes" ? ", argues against" : ""),
  },
  { name: "source", text: (record) => record.sources.map((one) => one.citation).join("; ") },
  { name: "finding", text: (record) => record.summary },
  {
    name: "doi",
    text: (record) =>
      record.sources
        .map((one) => one.doi)
        .filter(Boolean)
        .join("; "),
  },
  { name: "year", text: (record) => String(yearOf(record) || ""), by: (record) => yearOf(record) },
  {
    name: "check",
    text: (record) => record.facets.check.map((value) => facetWords("check", value)).join(", "),
  },
  {
    name: "study type",
    text: (record) =>
      record.facets.study_type.map((value) => facetWords("study_type", value)).join(", "),
    aside: true,
  },
  { name: "read", text: (record) => record.read, aside: true },
  { name: "status", text: (record) => record.void || record.status, aside: true },
  ...(Object.keys(CORPUS.layers).length > 1
    ? [
        {
          name: "layer",
          text: (record) => CORPUS.layers[record.layer] || record.layer,
          aside: true,
        },
      ]
    : []),
  { name: "limits", text: (record) => record.tags.join(", "), aside: true },
];
const COLUMN_OF = new Map(COLUMNS.map((column) => [column.name, column]));
const USUAL_COLUMNS = COLUMNS.filter((column) => !column.aside).map((column) => column.name);

function yearOf(record) {
  return Math.max(0, ...record.sources.map((one) => one.year));
}

/* The lowest number of the first range that a record reports: what its exposure is sorted by. */
function lowestOf(record) {
  for (const facet of RANGES) {
    const lows = (record.numbers[facet] || []).flat().filter((number) => number !== null);
    if (lows.length) return RANGES.indexOf(facet) * 1e9 + Math.min(...lows);
  }
  return Infinity;
}

function visibleRows() {
  const near = STATE.selected ? recordsAbout(STATE.selected) : null;
  return sorted(
    [...RECORDS].filter(
      ([key]) => (!PASSING.records || PASSING.records.has(key)) && (!near || near.has(key)),
    ),
  );
}

/* Empty cells last, whichever way; equal ones in the order of the records. */
function sorted(rows) {
  const column = COLUMN_OF.get(STATE.sort.replace(/^-/, ""));
  if (!column) return rows;
  const turn = STATE.sort.startsWith("-") ? -1 : 1;
  const keyed = rows.map((row) => {
    const key = (column.by || column.text)(row[1]);
    return [typeof key === "string" ? key.toLowerCase() : key, row];
  });
  const empty = (key) => key === "" || key === Infinity || key === 0;
  keyed.sort(
    ([a], [b]) => Number(empty(a)) - Number(empty(b)) || (a < b ? -turn : a > b ? turn : 0),
  );
  return keyed.map(([, row]) => row);
}

function recordsAbout(id) {
  if (MODULES.has(id)) return recordsIn(id);
  if (PAPERS.has(id)) return new Set(recordsOf(id).map(([key]) => key));
  if (id === ALL_PAPERS) return new Set(RECORDS.keys());
  if (VERDICTS.has(id))
    return new Set([
      ...VERDICTS.get(id).sides.flatMap((side) => side.records),
      ...VERDICTS.get(id).silent.map(([key]) => key),
    ]);
  const at = (key) => [
    ...(EFFECTS_AT.get(key) || []),
    ...(COMPARISONS_AT.get(key) || []),
    ...(USED_IN.get(key) || []),
  ];
  const edges = ENTITIES.has(id)
    ? [id, ...measuresOf(id)].flatMap(at)
    : BUNDLES.has(id)
      ? BUNDLES.get(id).edges.map((key) => EFFECTS.get(key))
      : edgeOf(id)
        ? [edgeOf(id)]
        : [];
  return new Set(edges.flatMap((edge) => edge.supports.map((support) => support.record)));
}

function columnsNow() {
  return (STATE.columns || USUAL_COLUMNS).map((name) => COLUMN_OF.get(name));
}

function showTable(choose, focus) {
  const holder = document.getElementById("table");
  holder.hidden = !STATE.table;
  document.getElementById("picture").hidden = STATE.table;
  document.getElementById("table-button").setAttribute("aria-pressed", String(STATE.table));
  if (!STATE.table) return;
  const again = (id) => {
    showTable(choose, id);
    keepAddress();
  };
  const listed = visibleRows();
  const table = element("table", "");
  const about = STATE.selected ? " about " + nameOf(STATE.selected) : "";
  table.append(
    element(
      "caption",
      "",
      listed.length +
        " of " +
        RECORDS.size +
        " evidence records" +
        about +
        (filtered() ? ", filtered" : ""),
    ),
    element(
      "thead",
      "",
      element("tr", "", ...columnsNow().map((column) => headCell(column, again))),
    ),
  );
  table.append(
    element(
      "tbody",
      "",
      ...listed
        .slice(0, STATE.rows)
        .map(([, record]) =>
          element("tr", "", ...columnsNow().map((column) => bodyCell(column, record, choose))),
        ),
    ),
  );
  const more =
    listed.length > STATE.rows
      ? button("", "Show " + Math.min(500, listed.length - STATE.rows) + " more rows", () => {
          STATE.rows += 500;
          again();
        })
      : "";
  holder.replaceChildren(...[columnChoice(again), table, more].filter((part) => part !== ""));
  if (focus && document.getElementById(focus)) document.getElementById(focus).focus();
}

/* A click sorts upwards, another downwards, a third as it was. */
function headCell(column, again) {
  const way =
    STATE.sort === column.name
      ? "ascending"
      : STATE.sort === "-" + column.name
        ? "descending"
        : "none";
  const made = cell("th", "");
  made.setAttribute("aria-sort", way);
  const control = button("sort", column.name, () => {
    STATE.sort = { none: column.name, ascending: "-" + column.name, descending: "" }[way];
    again(control.id);
    say(
      "Sorted by " +
        column.name +
        ": " +
        (STATE.sort ? (STATE.sort[0] === "-" ? "descending" : "ascending") : "no more"),
    );
  });
  control.id = "sort-" + column.name.replace(" ", "-");
  control.append(element("span", "way", { none: " ↕", ascending: " ▲", descending: " ▼" }[way]));
  control.lastChild.setAttribute("aria-hidden", "true");
  made.append(control);
  return made;
}

function bodyCell(column, record, choose) {
  const text = column.text(record);
  if (column.name === "effect" && EFFECTS.has(record.claim))
    return element(
      "td",
      "",
      button("link", text, () => choose(record.claim)),
    );
  if (column.name === "source")
    return element(
      "td",
      "",
      ...record.sources.flatMap((one, at) => [
        at ? "; " : "",
        link("paper:" + one.id, choose, one.citation),
      ]),
    );
  if (column.name === "doi")
    return element(
      "td",
      "",
      ...record.sources
        .filter((one) => one.doi)
        .flatMap((one, at) => [at ? " " : "", doiLink(one.doi, one.doi)]),
    );
  return element("td", "", text);
}

/* Which columns there are; the last one cannot be taken away. */
function columnChoice(again) {
  const now = columnsNow().map((column) => column.name);
  const holder = element(
    "details",
    "columns",
    element("summary", "", "Columns (" + now.length + " of " + COLUMNS.length + ")"),
    ...COLUMNS.map(({ name }) => {
      const box = element("input", "");
      box.type = "checkbox";
      box.id = "column-" + name.replace(" ", "-");
      box.checked = now.includes(name);
      box.disabled = box.checked && now.length === 1;
      box.addEventListener("change", () => {
        const kept = COLUMNS.map((column) => column.name).filter((one) =>
          one === name ? box.checked : now.includes(one),
        );
        STATE.columns = String(kept) === String(USUAL_COLUMNS) ? null : kept;
        again(box.id);
      });
      return element("label", "value", box, element("span", "name", name));
    }),
  );
  holder.open = STATE.unfolded.includes(COLUMNS_FOLD);
  holder.addEventListener("toggle", () => {
    if (holder.open === STATE.unfolded.includes(COLUMNS_FOLD)) return;
    STATE.unfolded = [
      ...STATE.unfolded.filter((one) => one !== COLUMNS_FOLD),
      ...(holder.open ? [COLUMNS_FOLD] : []),
    ];
    keepAddress();
  });
  return holder;
}

const COLUMNS_FOLD = "columns"; // its name among what is unfolded
