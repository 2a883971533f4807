/* Evidence: one question, its verdict on each basis, and what speaks for and against side by side. */

/* The page of a question: the verdict chosen (or all of its bases), with an edge it was reached by. */
function questionPage(chosen, edge, choose) {
  const all = JUDGED.get(questionOf(chosen.object, chosen.exposure, chosen.comparator, chosen.given)) || [chosen];
  const table = element("table", "verdicts");
  const head = element("tr", "", ...(chosen.comparator ? ["basis"] : []).map((name) => cell("th", name)), cell("th", "verdict"), cell("th", "studies"), cell("th", "for : against"));
  table.append(element("caption", "", chosen.comparator ? "Verdict per basis; bases are never pooled" : "Verdict"), element("thead", "", head));
  const body = element("tbody", "");
  for (const one of all) {
    const line = element("tr", one.id === chosen.id ? "chosen" : "");
    if (chosen.comparator) line.append(cell("th", one.basis.map((name) => BASIS_WORDS[name]).join(" or ") || "none"));
    line.append(element("td", "", verdictMark(one), " " + one.direction.replaceAll("_", " "), one.manner ? element("span", "quiet", " (" + one.manner + ")") : ""),
      cell("td", one.studies ? String(one.studies) : one.reviews ? "reviews only" : "none"),
      cell("td", one.sides.map((side) => side.studies.length || (side.records.length ? "review" : 0)).join(" : ") || "none"));
    body.append(line);
  }
  table.append(body);
  const shown = edge ? all : [chosen, ...all.filter((one) => one.id !== chosen.id)];
  return [
    element("h2", "", ...questionTitle(chosen, choose)),
    chosen.given.length ? element("p", "quiet", "Both arms were given " + chosen.given.map(labelOf).join(", ") + "; derived.") : "",
    edge ? element("p", "", ...tagsOf(edge)) : "",
    table,
    ...shown.flatMap((one) => forAndAgainst(one)),
  ];
}

function cell(tag, text) {
  const made = element(tag, "", text);
  if (tag === "th") made.scope = "col";
  return made;
}

function questionTitle(one, choose) {
  if (!one.comparator) return [link(one.exposure, choose), ", on ", link(one.object, choose)];
  return [link(one.object, choose), ": ", link(one.exposure, choose), " versus ", link(one.comparator, choose)];
}

/* The sides of one verdict, next to each other; with one side, the other column says so. */
function forAndAgainst(one) {
  const sides = [...one.sides].sort((a, b) => b.studies.length - a.studies.length);
  const title = one.comparator ? one.basis.map((name) => BASIS_WORDS[name]).join(" or ") || "no basis" : "What was found";
  const columns = sides.map((side, number) => {
    const many = side.studies.length;
    return element("section", "side", element("h4", "", (number ? "Against: " : sides.length > 1 ? "For: " : "") + outcomeText(side.outcome, one)),
      element("p", "quiet", many ? many + (many === 1 ? " independent study" : " independent studies") : "no primary study"),
      ...side.records.map((key) => recordCard(RECORDS.get(key), key, questionContrasts(RECORDS.get(key), one))));
  });
  if (sides.length === 1) columns.push(element("section", "side none", element("h4", "", "Against"), element("p", "quiet", "Nothing speaks against it" + (one.comparator ? " on this basis." : "."))));
  const holder = element("div", "sides", ...columns);
  holder.dataset.sides = String(sides.length);
  const silent = one.silent.length ? element("details", "", element("summary", "", one.silent.length + (one.silent.length === 1 ? " reading does" : " readings do") + " not vote"),
    ...one.silent.flatMap(([key, reason]) => [element("p", "quiet", reason), recordCard(RECORDS.get(key), key, new Set())])) : "";
  if (silent) silent.open = one.silent.length <= 3;
  return [element("h3", "", title), ...whyOf(one), holder, silent];
}

function outcomeText(outcome, one) {
  const words = { "+": "raises it", "-": "lowers it", 0: "leaves it" };
  return outcome.map((level) => (one.comparator ? level : words[level])).join(" or ");
}

/* What a disagreement turns on, or what would settle it. */
function whyOf(one) {
  const said = [];
  if (one.kind === "explained") said.push("The sides differ in " + one.explained.map((facets) => facets.join(" and ")).join(", or in ") + ": not a contradiction.");
  if (one.kind === "true") said.push("A true conflict: the reported conditions overlap.");
  if (one.kind === "undecidable") said.push("Open: it could be settled by what is not reported.");
  for (const [facet, papers] of one.missing.slice(0, 4)) said.push("No " + facet + " in: " + papers.join("; ") + ".");
  return said.length ? [element("div", "why", ...said.map((text) => element("p", "", text)))] : [];
}

function questionContrasts(record, one) {
  return new Set(record.contrasts.map((contrast, number) => [contrast, number])
    .filter(([contrast]) => one.comparator && contrast.basis.some((basis) => one.basis.includes(basis)) &&
      [one.exposure, one.comparator].includes(contrast.versus)).map(([, number]) => number));
}

/* --- an edge -------------------------------------------------------------------------------- */

function edgePage(edge, choose) {
  const judged = verdictsOf(edge);
  const chosen = judged.find((one) => !isComparison(edge) || String(one.basis) === String(edge.basis)) || judged[0];
  const against = contradictions(edge);
  const also = (isComparison(edge) ? EFFECTS_AT : COMPARISONS_AT).get(edge.object) || [];
  const beside = also.filter((other) => other.object === edge.object && other.subject === edge.subject);
  const records = new Map();
  for (const support of edge.supports) {
    if (!records.has(support.record)) records.set(support.record, []);
    records.get(support.record).push(support);
  }
  const listed = [
    element("h3", "", records.size + (records.size === 1 ? " evidence record" : " evidence records")),
    ...[...records].map(([key, supports]) => recordCard(RECORDS.get(key), key, new Set(supports.map((support) => support.contrast)), supports)),
  ];
  const known = new Set((chosen ? judged : []).flatMap((one) => [...one.sides.flatMap((side) => side.records), ...one.silent.map(([key]) => key)]));
  const whole = [...records.keys()].every((key) => known.has(key));
  const head = chosen ? questionPage(chosen, edge, choose) : [
    element("h2", "", ...titleOf(edge, choose)),
    element("p", "", ...tagsOf(edge)),
  ];
  head[0] = element("h2", "", ...titleOf(edge, choose));
  return [
    ...head.slice(0, 1),
    edge.given.length ? element("p", "quiet", "Seen with: " + edge.given.map(labelOf).join(", ")) : "",
    against.length ? element("h3", "", "Also found otherwise") : "",
    ...against.map((other) => edgeRow(other, edge.object, choose)),
    ...head.slice(1),
    ...(whole ? [] : listed),
    beside.length ? element("h3", "", isComparison(edge) ? "The effect itself" : "Compared with other arms") : "",
    ...beside.map((other) => edgeRow(other, edge.object, choose)),
  ];
}

function titleOf(edge, choose) {
  if (!isComparison(edge)) {
    return [link(edge.subject, choose), " " + VERBS[edge.predicate] + " ", link(edge.object, choose)];
  }
  const versus = edge.differs ? [" (" + sentenceArms(edge) + ")"] : [" versus ", link(edge.comparator, choose)];
  return [link(edge.object, choose), ": ", link(edge.subject, choose), ...versus];
}

function tagsOf(edge) {
  const tags = [];
  if (isComparison(edge)) {
    tags.push(element("span", "tag", edge.level.join(" or ") + " with " + labelOf(edge.subject)));
    if (edge.basis.length) tags.push(element("span", "tag", "basis: " + edge.basis.join(" or ")));
  }
  if (edge.derived) tags.push(element("span", "tag warn", "derived, not stated as such"));
  if (edge.refuted) tags.push(element("span", "tag warn", "a source argues against it"));
  if (edge.predicate === "affects") tags.push(element("span", "tag", "no direction stated"));
  return tags;
}

/* --- a record ------------------------------------------------------------------------------- */

function recordCard(record, key, cited, supports) {
  const made = element("article", "record" + (recordPasses(record) ? "" : " outside"),
    element("p", "", ...recordTags(record, supports || [])),
    element("p", "summary", record.summary),
    ...record.sources.map(source),
    element("p", "quiet", "Read in " + record.read),
    rows(record.rows),
    ...record.contrasts.map((contrast, number) => element("div",
      "contrast" + (cited.has(number) ? " cited" : ""), element("b", "", contrast.text), rows(contrast.rows))),
    ...record.checks.map((check) => element("div", "check " + check.outcome,
      element("b", "", CHECKS[check.outcome]), check.note, element("div", "quiet", check.read))),
    ...record.errata.map((words) => element("p", "quiet", "Printed error: " + words)),
    record.note ? element("p", "quiet", "Curator's note: " + record.note) : "");
  made.dataset.record = key;
  return made;
}

function recordTags(record, supports) {
  const tags = [element("span", record.certainty === "asserted" ? "tag" : "tag warn", record.certainty),
    element("span", "tag", record.setting.replace("_", " "))];
  if (record.stance === "refutes") tags.push(element("span", "tag warn", "argues against"));
  if (record.collective) tags.push(element("span", "tag", "cited together"));
  for (const how of new Set(supports.map((support) => support.derivation).filter(Boolean))) {
    tags.push(element("span", "tag warn", DERIVED[how] || "derived"));
    tags.push(element("p", "quiet", "Curated as: " + labelOf(record.subject) + " " +
      VERBS[record.predicate] + " " + labelOf(record.object)));
  }
  return tags;
}

function source(found) {
  const made = element("p", "source", element("b", "", found.citation), ". " + found.title +
    (found.journal ? ". " + found.journal : "") + ". ");
  if (found.doi) {
    const anchor = element("a", "", "doi:" + found.doi);
    anchor.href = doiUrl(found.doi);
    anchor.rel = "noopener noreferrer";
    anchor.target = "_blank";
    made.append(anchor, " ");
  } else made.append(element("span", "quiet", "DOI not seen "));
  const copy = button("link copy", "Copy citation", () => copyText(citationText(found), copy));
  copy.setAttribute("aria-label", "Copy citation of " + found.citation);
  made.append(copy);
  return made;
}

function doiUrl(doi) {
  return "https://doi.org/" + doi.split("/").map(encodeURIComponent).join("/");
}

function citationText(found) {
  return [found.authors, found.year ? "(" + found.year + ")" : "", found.title + ".", found.journal ? found.journal + "." : "",
    found.doi ? "https://doi.org/" + found.doi : ""].filter(Boolean).join(" ");
}

async function copyText(text, control) {
  const said = control.textContent;
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = element("textarea", "offscreen");
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand("copy"); // where no clipboard is granted, as for some pages from disk
    area.remove();
  }
  control.textContent = "Copied";
  say("Copied: " + text);
  setTimeout(() => { control.textContent = said; }, 1500);
}

function rows(list) {
  if (!list.length) return "";
  const made = element("dl", "");
  for (const [name, value] of list) made.append(element("dt", "", name), element("dd", "", value));
  return made;
}

const CHECKS = {
  agrees: "✓ The primary paper agrees",
  adds_condition: "+ The primary paper adds a condition",
  disagrees: "✗ The primary paper disagrees",
  omits: "– The primary paper does not mention it",
  not_checked: "? Not checked against the primary paper",
};
const DERIVED = {
  comparator: "derived: the other arm's own effect",
  component: "derived: two arms that differ in this one treatment",
};
