/* One record: who found it, where, how it was done, what second readings say. */

function recordCard(record, key, cited, supports) {
  const made = element(
    "article",
    "record" + (recordPasses(record) ? "" : " outside"),
    element("p", "", ...recordTags(record, supports || [])),
    element("p", "summary", record.summary),
    ...record.sources.map(source),
    element("p", "quiet", "Read in " + record.read),
    rows(record.rows),
    ...record.contrasts.map((contrast, number) =>
      element(
        "div",
        "contrast" + (cited.has(number) ? " cited" : ""),
        element("b", "", contrast.text),
        rows(contrast.rows),
      ),
    ),
    ...record.checks.map((check) =>
      element(
        "div",
        "check " + check.outcome,
        element("b", "", CHECKS[check.outcome]),
        check.note,
        element("div", "quiet", check.read),
        auditLink(key, check),
      ),
    ),
    ...record.errata.map((words) => element("p", "quiet", "Printed error: " + words)),
    record.note ? element("p", "quiet", "Curator's note: " + record.note) : "",
  );
  made.dataset.record = key;
  return made;
}

/* Where the audit holds both readings side by side. */
function auditLink(key, check) {
  const card = key.replace("#", ".") + "." + check.paper;
  if (!AUDITED.has(card)) return "";
  const made = element("a", "", "Both readings, in the audit");
  made.href = "audit.html#" + encodeURIComponent(card);
  return made;
}

const AUDITED = new Set(DATA.audited);

function recordTags(record, supports) {
  const tags = [
    element("span", record.certainty === "asserted" ? "tag" : "tag warn", record.certainty),
    element("span", "tag", record.setting.replace("_", " ")),
  ];
  if (record.status !== "curated")
    tags.push(element("span", record.status === "draft" ? "tag warn" : "tag", record.status));
  if (record.void && record.void !== record.status)
    tags.push(element("span", "tag warn", record.void));
  if (LAYERED && record.layer)
    tags.push(element("span", "tag", CORPUS.layers[record.layer] || record.layer));
  if (record.stance === "refutes") tags.push(element("span", "tag warn", "argues against"));
  for (const tag of record.tags)
    // Certainty says so by itself.
    if (tag !== "hedged" || record.certainty === "asserted") tags.push(tagOf(tag));
  for (const how of new Set(supports.map((support) => support.derivation).filter(Boolean))) {
    tags.push(element("span", "tag warn", DERIVED[how] || "derived"));
    tags.push(
      element(
        "p",
        "quiet",
        "Curated as: " +
          labelOf(record.subject) +
          " " +
          VERBS[record.predicate] +
          " " +
          labelOf(record.object),
      ),
    );
  }
  return tags;
}

function source(found) {
  const made = element(
    "p",
    "source",
    element(
      "b",
      "",
      PAPERS.has("paper:" + found.id)
        ? link("paper:" + found.id, (id) => choose(id), found.citation)
        : found.citation,
    ),
    ". " + found.title + (found.journal ? ". " + found.journal : "") + ". ",
  );
  if (found.doi) made.append(doiLink(found.doi, "doi:" + found.doi), " ");
  else made.append(element("span", "quiet", "DOI not seen "));
  const copy = button("link copy", "Copy citation", () => copyText(citationText(found), copy));
  copy.setAttribute("aria-label", "Copy citation of " + found.citation);
  made.append(copy);
  return made;
}

function doiLink(doi, text) {
  const anchor = element("a", "", text);
  anchor.href = doiUrl(doi);
  anchor.rel = "noopener noreferrer";
  anchor.target = "_blank";
  return anchor;
}

function doiUrl(doi) {
  // as Python's quote does, which leaves fewer characters bare
  const bare = (part) =>
    encodeURIComponent(part).replace(
      /[!'()*]/g,
      (one) => "%" + one.charCodeAt(0).toString(16).toUpperCase(),
    );
  return "https://doi.org/" + doi.split("/").map(bare).join("/");
}

function citationText(found) {
  return [
    found.authors,
    found.year ? "(" + found.year + ")" : "",
    found.title + ".",
    found.journal ? found.journal + "." : "",
    found.doi ? doiUrl(found.doi) : "",
  ]
    .filter(Boolean)
    .join(" ");
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
  setTimeout(() => {
    control.textContent = said;
  }, 1500);
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
