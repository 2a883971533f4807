/* The table: the same evidence under the same filters, for whoever reads rows rather than pictures. */
const COLUMNS = ["effect", "comparison", "system", "exposure", "certainty", "source", "finding"];
let SHOWN = 200;

function visibleRows() {
  const near = STATE.selected && !VERDICTS.has(STATE.selected) ? recordsAbout(STATE.selected) : VERDICTS.has(STATE.selected)
    ? new Set([...VERDICTS.get(STATE.selected).sides.flatMap((side) => side.records), ...VERDICTS.get(STATE.selected).silent.map(([key]) => key)]) : null;
  return [...RECORDS].filter(([key, record]) => (!PASSING.records || PASSING.records.has(key)) && (!near || near.has(key)) && record);
}

function recordsAbout(id) {
  if (MODULES.has(id)) return recordsIn(id);
  const edges = ENTITIES.has(id) ? [...(EFFECTS_AT.get(id) || []), ...(COMPARISONS_AT.get(id) || []), ...(USED_IN.get(id) || [])]
    : BUNDLES.has(id) ? BUNDLES.get(id).edges.map((key) => EFFECTS.get(key)) : edgeOf(id) ? [edgeOf(id)] : [];
  return new Set(edges.flatMap((edge) => edge.supports.map((support) => support.record)));
}

function cellsOf(key, record) {
  const value = (name) => (record.rows.find(([row]) => row === name) || ["", ""])[1];
  return [
    labelOf(record.subject) + " " + VERBS[record.predicate] + " " + labelOf(record.object),
    record.contrasts.map((contrast) => contrast.text + (contrast.basis.length ? " (" + contrast.basis.join(" or ") + ")" : "")).join("; "),
    [record.setting.replace("_", " "), value("models"), value("organism")].filter(Boolean).join(", "),
    [value("dose"), value("LET"), value("energy")].filter(Boolean).join(", "),
    record.certainty + (record.stance === "refutes" ? ", argues against" : ""),
    record.sources.map((one) => one.citation).join("; "),
    record.summary,
  ];
}

function showTable(choose) {
  const holder = document.getElementById("table");
  holder.hidden = !STATE.table;
  document.getElementById("picture").hidden = STATE.table;
  const toggle = document.getElementById("table-button");
  toggle.setAttribute("aria-pressed", String(STATE.table));
  if (!STATE.table) return;
  const listed = visibleRows();
  const table = element("table", "");
  const about = STATE.selected ? " about " + nameOf(STATE.selected) : "";
  table.append(element("caption", "", listed.length + " of " + RECORDS.size + " evidence records" + about + (filtered() ? ", filtered" : "")),
    element("thead", "", element("tr", "", ...COLUMNS.map((name) => cell("th", name)))));
  const body = element("tbody", "");
  for (const [key, record] of listed.slice(0, SHOWN)) {
    const cells = cellsOf(key, record);
    const first = element("td", "", EFFECTS.has(record.claim) ? button("link", cells[0], () => choose(record.claim)) : cells[0]);
    body.append(element("tr", "", first, ...cells.slice(1).map((text) => element("td", "", text))));
  }
  table.append(body);
  const more = listed.length > SHOWN ? button("", "Show " + Math.min(500, listed.length - SHOWN) + " more rows", () => { SHOWN += 500; showTable(choose); }) : "";
  holder.replaceChildren(...[table, more].filter((part) => part !== ""));
}
