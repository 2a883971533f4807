/* One answer of a tool, drawn from its structured content; a host sends it, or the page holds it. */
const HOSTED = window.parent !== window;

function draw(body) {
  const items = (Array.isArray(body.items) ? body.items : []).filter(Boolean);
  const records = items.filter((one) => one.kind === "record");
  const others = items.filter((one) => one.kind !== "record");
  const sides = SIDES.map(([stands, title]) => [
    title,
    records.filter((one) => (one.stands || "") === stands),
  ]).filter(([, found]) => found.length);
  const shown = items.length < body.total ? items.length + " of " + body.total + " items are here." : "";
  show(
    element("p", "", ...facts(body)),
    element("h1", "", body.sentence),
    body.ask ? element("p", "ask", body.ask) : "",
    ...(body.notes || []).map((note) => element("p", "quiet", note)),
    ...sides.flatMap(([title, found]) => [
      element("h2", "", title + " (" + found.length + ")"),
      element("div", "columns", ...found.map(recordOf)),
    ]),
    others.length ? element("h2", "", "What the answer rests on") : "",
    others.length ? element("div", "columns", ...others.map(plainOf)) : "",
    element("p", "quiet", shown),
    element("p", "cite", body.cite),
  );
}

function show(...parts) {
  document.getElementById("answer").replaceChildren(...parts);
}

function facts(body) {
  const told = [body.outcome, body.sign].filter(Boolean).map((word) => element("span", "tag warn", word));
  return [...told, ...(body.depends_on || []).map((facet) => element("span", "tag", "by " + facet))];
}

function recordOf(record) {
  return element(
    "article",
    "record",
    element(
      "p",
      "",
      element("span", record.certainty === "asserted" ? "tag" : "tag warn", record.certainty),
      ...(record.caution || []).map((word) => element("span", "tag warn", word)),
      record.votes ? "" : element("span", "tag warn", "no vote: " + (record.why_not || "not counted")),
    ),
    element("p", "summary", record.summary || sayings(record)),
    ...(record.papers || []).map(paperOf),
    element("p", "quiet", "Read in " + record.read + readIn(record.read_in)),
    rows(told({
      says: record.summary ? sayings(record) : "", against: record.versus, basis: record.basis,
      dose: record.dose, under: pairs(record.conditions), system: record.system,
      layer: record.layer, record: record.record,
    })),
    ...(record.checks || []).map((check) =>
      element("div", "check " + check.outcome, element("b", "", CHECKS[check.outcome] || check.outcome),
        check.note || ""),
    ),
  );
}

function sayings(record) {
  return [].concat(record.says || []).join("; ");
}

function readIn(place) {
  if (!place) return "";
  return ": " + place.citation + (place.places ? ", " + place.places.join(", ") : "");
}

function paperOf(paper) {
  if (typeof paper === "string") return element("p", "source", paper);
  const made = element("p", "source", element("b", "", paper.citation), " ");
  if (paper.doi) made.append(outward(doiLink(paper.doi, "doi:" + paper.doi)));
  else made.append(element("span", "quiet", "DOI not seen"));
  return made;
}

function plainOf(item) {
  const { kind, ...rest } = item;
  if (kind === "chain") return chainOf(item);
  return element("article", "record", element("p", "", element("span", "tag", kind)), rows(told(rest)));
}

function chainOf(chain) {
  return element(
    "article",
    "record",
    element(
      "p",
      "",
      element("span", "tag", chain.seen === "directly" ? "seen" : "by steps"),
      element("span", "tag", SIGNS[chain.sign] || "no sign"),
      chain.against_what_was_seen ? element("span", "tag warn", "against what was seen") : "",
    ),
    element("p", "summary", chain.goes),
    element("ol", "", ...(chain.steps || []).map(stepOf)),
  );
}

function stepOf(step) {
  if (typeof step === "string") return element("li", "", step);
  const studies = step.studies ? step.studies + (step.studies === 1 ? " study" : " studies") : "";
  const says = [step.true_by ? "by " + step.true_by : studies, words(step.doubts)];
  const made = element("li", "", step.from + " " + (SIGNS[step.sign] || "to") + " " + step.to);
  made.append(element("span", "quiet", " " + says.filter(Boolean).join("; ") + " "));
  for (const paper of step.papers || []) {
    const key = typeof paper === "string" ? paper : paper.key;
    made.append(paper.doi ? outward(doiLink(paper.doi, key)) : key, " ");
  }
  return made;
}

/* Names and values of an object, what is nested in words; nothing where nothing is told. */
function told(given) {
  return Object.entries(given)
    .map(([name, value]) => [name.replaceAll("_", " "), words(value)])
    .filter(([, value]) => value !== "");
}

function words(value) {
  if (value === null || value === undefined || value === false) return "";
  if (Array.isArray(value)) return value.map(words).filter(Boolean).join("; ");
  if (typeof value === "object") return pairs(value);
  return String(value);
}

function pairs(value) {
  return Object.entries(value || {})
    .map(([name, one]) => name.replaceAll("_", " ") + " " + words(one))
    .join(", ");
}

/* -- the host (MCP Apps, 2026-01-26): JSON-RPC by messages between the windows ------------------- */

let asked = 0;
let opensLinks = false;

function send(message) {
  window.parent.postMessage({ jsonrpc: "2.0", ...message }, "*");
}

function outward(anchor) {
  anchor.addEventListener("click", (event) => {
    if (!opensLinks) return;
    event.preventDefault();
    asked += 1;
    send({ id: asked, method: "ui/open-link", params: { url: anchor.href } });
  });
  return anchor;
}

function hear(message) {
  const params = message.params || {};
  if (message.id === 0 && message.result) {
    opensLinks = Boolean((message.result.hostCapabilities || {}).openLinks);
    dress(message.result.hostContext || {});
    send({ method: "ui/notifications/initialized" });
  } else if (message.method === "ui/notifications/tool-result") {
    const body = params.structuredContent;
    if (params.isError || !body || typeof body.sentence !== "string")
      show(element("p", "", (params.content || []).map((one) => one.text || "").join(" ")));
    else draw(body);
  } else if (message.method === "ui/notifications/host-context-changed") {
    dress(params);
  } else if (message.method === "ui/resource-teardown" || message.method === "ping") {
    send({ id: message.id, result: {} });
  }
}

function dress(context) {
  const night = window.matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  document.documentElement.dataset.theme = context.theme || night;
}

const SIGNS = { "+": "raises", "-": "lowers", 0: "does not change" };
const SIDES = [
  ["for", "For"],
  ["against", "Against"],
  ["open", "Left open"],
  ["", "Records"],
];

dress({});
const GIVEN = JSON.parse(document.getElementById("given").textContent);
if (GIVEN) draw(GIVEN);
else if (HOSTED) {
  window.addEventListener("message", (event) => {
    if (event.source === window.parent && event.data && event.data.jsonrpc === "2.0") hear(event.data);
  });
  new ResizeObserver(() => {
    const height = Math.ceil(document.body.getBoundingClientRect().height);
    send({ method: "ui/notifications/size-changed", params: { height } });
  }).observe(document.body);
  send({
    id: 0,
    method: "ui/initialize",
    params: {
      appInfo: { name: "cirt-kg", version: "1" },
      appCapabilities: {},
      protocolVersion: "2026-01-26",
    },
  });
}
