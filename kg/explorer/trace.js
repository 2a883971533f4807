/* Chains and what-ifs as the reader asks for them: forms, ranked lists, and one chain drawn alone. */
const WISH = { start: "", end: "", through: [], avoid: [], most: 5, oxygen: "", setting: "", isodose: false };
const DOING = { held: "", doing: "blocked", exposure: DATA.pair[0] || "", most: 6 };
let RUN = 0; // a newer run stops an older one
let FOUND = null;
let CHANGES = null;

function entityField(id, title, value, many) {
  const input = document.createElement("input");
  input.id = id;
  input.setAttribute("list", "entity-names");
  input.autocomplete = "off";
  input.value = [].concat(value || []).filter(Boolean).map(labelOf).join("; ");
  if (many) input.placeholder = "several: separate by ;";
  const label = element("label", "field", title);
  label.append(input);
  return label;
}

/* Read an entity by id, label or synonym; null where nothing, undefined where nobody has the name. */
function readEntity(words) {
  if (!words.trim()) return null;
  const wanted = words.trim();
  if (ENTITIES.has(wanted)) return wanted;
  const exact = NAMES.find(({ id, name }) => !MODULES.has(id) && name.toLowerCase() === wanted.toLowerCase());
  const hit = exact || found(wanted).find(({ id }) => !MODULES.has(id));
  return hit ? hit.id : undefined;
}

function readMany(words) {
  return words.split(";").map(readEntity).filter((id) => id !== null);
}

function choiceField(id, title, options, value) {
  const select = document.createElement("select");
  select.id = id;
  select.append(...options.map(([key, text]) => option(key, text)));
  select.value = value;
  const label = element("label", "field", title);
  label.append(select);
  return label;
}

const SETTINGS = [["", "any system"], ["in_vitro", "in vitro only"], ["in_vivo", "in vivo only"], ["patients", "patients only"], ["ex_vivo", "ex vivo only"]];
const OXYGENS = [["", "any oxygen"], ["normoxia", "normoxia"], ["hypoxia", "hypoxia"]];

function chainPage() {
  const form = element("form", "ask",
    entityField("chain-from", "From", WISH.start), entityField("chain-to", "To", WISH.end),
    entityField("chain-through", "Through", WISH.through, true), entityField("chain-avoid", "Avoiding", WISH.avoid, true),
    element("div", "pair",
      choiceField("chain-most", "Longest", [1, 2, 3, 4, 5, 6, 7, 8].map((many) => [String(many), many + (many === 1 ? " step" : " steps")]), String(WISH.most)),
      choiceField("chain-oxygen", "Must hold in", OXYGENS, WISH.oxygen), choiceField("chain-setting", "Seen", SETTINGS, WISH.setting)));
  const isodose = document.createElement("input");
  isodose.type = "checkbox";
  isodose.id = "chain-isodose";
  isodose.checked = WISH.isodose;
  const label = element("label", "check-field");
  label.append(isodose, " isodose: leave out what was compared at other bases only");
  const submit = element("button", "main", "Find chains");
  submit.type = "submit";
  form.append(label, submit);
  form.addEventListener("submit", (event) => { event.preventDefault(); askChains(); });
  const list = element("div", "");
  list.id = "chain-list";
  list.replaceChildren(...chainList());
  return [element("h2", "", "Chains"), element("p", "quiet", "Signed causal paths whose conditions can hold at once. " +
    "The best supported first: by the weakest link, then by independent studies. Defined as in the command kg chains."), form, list];
}

function askChains() {
  const value = (id) => document.getElementById(id).value;
  const start = readEntity(value("chain-from"));
  const end = readEntity(value("chain-to"));
  const [through, avoid] = [readMany(value("chain-through")), readMany(value("chain-avoid"))];
  const list = document.getElementById("chain-list");
  const missing = !start ? "From" : !end ? "To" : [...through, ...avoid].includes(undefined) ? "Through or Avoiding" : start === end ? "two different ends" : "";
  if (missing) {
    list.replaceChildren(element("p", "tag warn", missing === "two different ends" ? "Name two different ends" : "Nothing has the name in: " + missing));
    say("Not found: " + missing);
    return;
  }
  Object.assign(WISH, { start, end, through, avoid, most: Number(value("chain-most")), oxygen: value("chain-oxygen"), setting: value("chain-setting"), isodose: document.getElementById("chain-isodose").checked });
  runChains();
}

async function runChains() {
  RUN += 1;
  const run = RUN;
  FOUND = null;
  leaveChain();
  keepAddress();
  const list = () => document.getElementById("chain-list");
  if (list()) list().replaceChildren(element("p", "quiet", "Searching ..."));
  const found = await findChains(WISH, (many) => { if (list() && run === RUN) list().replaceChildren(element("p", "quiet", many + " chains so far ...")); }, () => run !== RUN);
  if (run !== RUN) return;
  FOUND = found;
  if (list()) list().replaceChildren(...chainList());
  say(found.chains.length + (found.chains.length === 1 ? " chain, net sign " : " chains, net sign ") + (found.sign || "none"));
}

function chainList() {
  if (!FOUND) return [];
  const { chains, sign } = FOUND;
  const plus = chains.filter((chain) => chain.sign === "+").length;
  const net = !sign ? "No chain under these conditions." : sign === "ambiguous"
    ? "Ambiguous: " + plus + (plus === 1 ? " chain raises, " : " chains raise, ") + (chains.length - plus) + " lower." : sign === "+" ? "All chains raise." : "All chains lower.";
  const shown = chains.slice(0, 50);
  const verdict = element("p", "net", net);
  verdict.id = "chain-net";
  return [verdict, ...shown.map((chain, number) => {
    const made = button("edge chain" + (CHAIN && CHAIN.chain === chain ? " chosen" : ""), "", () => showChain(chain, number));
    made.dataset.chain = chain.nodes.join(" ");
    made.append(element("span", "name", element("b", "", (chain.sign === "+" ? "▲ " : "▼ ")), ...chain.nodes.flatMap((key, at) => (at ? [" " + SIGNS[chain.links[at - 1].step.sign] + " ", labelOf(key)] : [labelOf(key)])),
      element("span", "tags", element("span", "tag", chain.weakest ? "weakest link " + chain.weakest + (chain.weakest === 1 ? " study" : " studies") : "no study of its own"),
        element("span", "tag", chain.studies + (chain.studies === 1 ? " study in all" : " studies in all")),
        ...chain.doubts.map((doubt) => element("span", "tag warn", doubt)),
        regionText(chain.holds) ? element("span", "tag", "if " + regionText(chain.holds)) : "")));
    return made;
  }), chains.length > shown.length ? element("p", "quiet", "and " + (chains.length - shown.length) + " more, weaker or longer") : ""];
}

/* --- one chain, drawn alone ----------------------------------------------------------------- */

const BOX = [206, 66];
const STEP = [122, 118];

function showChain(chain, number) {
  const across = chain.nodes.length <= 4 ? chain.nodes.length : Math.ceil(chain.nodes.length / Math.ceil(chain.nodes.length / 4));
  const rowsOf = Math.ceil(chain.nodes.length / across);
  const spots = chain.nodes.map((key, at) => {
    const row = Math.floor(at / across);
    const place = row % 2 ? across - 1 - (at % across) : at % across;
    return [30 + BOX[0] / 2 + place * (BOX[0] + STEP[0]), 112 + BOX[1] / 2 + row * (BOX[1] + STEP[1])];
  });
  CHAIN = { chain, number, spots, size: [Math.max(820, 60 + across * BOX[0] + (across - 1) * STEP[0]), 150 + rowsOf * BOX[1] + (rowsOf - 1) * STEP[1] + 30] };
  document.getElementById("leave-chain").hidden = false;
  if (document.getElementById("chain-list")) document.getElementById("chain-list").replaceChildren(...chainList());
  showAll();
  NETWORK.redraw();
  say("Drawn alone: " + chainText(chain));
}

function leaveChain() {
  if (!CHAIN) return;
  CHAIN = null;
  document.getElementById("leave-chain").hidden = true;
  if (document.getElementById("chain-list")) document.getElementById("chain-list").replaceChildren(...chainList());
  showAll();
  NETWORK.redraw();
}

function chainText(chain) {
  return chain.nodes.map((key, at) => (at ? (chain.links[at - 1].step.sign === "+" ? "raises " : "lowers ") : "") + labelOf(key)).join(", ") +
    "; net " + (chain.sign === "+" ? "raises" : "lowers") + ", weakest link " + chain.weakest + ", " + chain.studies + " studies";
}

function drawChain(pen, { chain, spots, size }) {
  HITS = [];
  const net = labelOf(chain.nodes[0]) + (chain.sign === "+" ? " raises " : " lowers ") + labelOf(chain.nodes[chain.nodes.length - 1]) + " along this chain";
  const fit = Math.min(21, 21 * (size[0] - 60) / pen.measure(net, 21, true));
  pen.text(30, 34, net, { size: fit, bold: true, align: "left", fill: THEME.ink });
  const held = regionText(chain.holds);
  pen.text(30, 62, "weakest link: " + (chain.weakest || "no") + (chain.weakest === 1 ? " study" : " studies") + "; " + chain.studies + (chain.studies === 1 ? " independent study in all" : " independent studies in all") +
    (chain.doubts.length ? "; " + chain.doubts.join(", ") : "") + (held ? "; holds for " + held : ""), { size: 13.5, align: "left", fill: THEME.faint, most: size[0] - 60 });
  chain.links.forEach((one, at) => drawLink(pen, one, spots[at], spots[at + 1]));
  chain.nodes.forEach((key, at) => {
    const [x, y] = spots[at];
    const arm = ARMS.has(key) ? key : null;
    const module = NODES.has(key) ? labelOf(NODES.get(key).module) : ENTITIES.get(key).kind;
    pen.text(x, y - BOX[1] / 2 - 10, module, { size: 11, fill: THEME.faint, most: BOX[0] });
    pen.rect(x - BOX[0] / 2, y - BOX[1] / 2, BOX[0], BOX[1], 10, { fill: arm ? armColour(arm) : THEME.node, stroke: arm ? armColour(arm) : THEME.ink, width: 1.8 });
    const lines = wrapped(pen, labelOf(key), 15, BOX[0] - 18);
    lines.forEach((line, row) => pen.text(x, y + (row - (lines.length - 1) / 2) * 18, line, { size: 15, bold: Boolean(arm), fill: arm ? THEME.onArm : THEME.ink, most: BOX[0] - 14 }));
    hit("node", key, x, y, BOX[0], BOX[1]);
  });
}

function wrapped(pen, text, size, most) {
  const lines = [""];
  for (const word of text.split(" ")) {
    const longer = (lines[lines.length - 1] + " " + word).trim();
    if (pen.measure(longer, size) <= most || !lines[lines.length - 1]) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines.slice(0, 3);
}

function drawLink(pen, one, from, to) {
  const down = from[1] !== to[1];
  const way = to[0] > from[0] ? 1 : -1;
  const start = down ? [from[0], from[1] + BOX[1] / 2] : [from[0] + way * BOX[0] / 2, from[1]];
  const end = down ? [to[0], to[1] - BOX[1] / 2 - 18] : [to[0] - way * BOX[0] / 2, to[1]];
  const contested = one.doubts.includes("contested");
  const colour = contested ? THEME.conflict : THEME.ink;
  const width = one.step.findings.length ? 1.6 + Math.min(one.studies, 4) * 0.7 : 1.2;
  const aim = down ? Math.PI / 2 : way > 0 ? 0 : Math.PI;
  const short = one.step.sign === "+" ? 10 : 3;
  pen.polygon([start, [end[0] - short * Math.cos(aim), end[1] - short * Math.sin(aim)]], { stroke: colour, width, closed: false, dash: one.doubts.includes("hedged") ? [8, 6] : one.step.findings.length ? [] : [2, 4] });
  drawEnd(pen, one.step.sign, end, aim, 1.25, colour, 1);
  const [x, y] = [(start[0] + end[0]) / 2, (start[1] + end[1]) / 2];
  const many = one.step.findings.length ? one.studies + (one.studies === 1 ? " study" : " studies") : { of: "is measured by", broader: "is a kind of", part_of: "is part of", opposes: "is the opposite of", components: "contains" }[one.step.relation];
  const papers = [...new Set(one.findings.flatMap(({ record }) => record.sources.map((found) => found.citation)))];
  const words = [many, ...(contested ? ["contested ≠"] : []), ...(one.doubts.includes("derived") ? ["derived"] : [])];
  words.forEach((word, row) => pen.text(down ? x + 12 : x - way * 4, down ? y - 8 + row * 14 : y - 12 - (words.length - 1 - row) * 14, word, { size: 11.5, bold: row > 0, align: down ? "left" : "center", fill: colour, most: down ? 200 : STEP[0] - 12 }));
  papers.slice(0, 2).forEach((paper, row) => pen.text(down ? x + 120 : x - way * 4, down ? y - 8 + row * 14 : y + 14 + row * 12, paper, { size: 10, align: down ? "left" : "center", fill: THEME.faint, most: down ? 200 : STEP[0] - 12 }));
  if (papers.length > 2) pen.text(down ? x + 120 : x - way * 4, down ? y + 20 : y + 38, "and " + (papers.length - 2) + " more", { size: 10, align: down ? "left" : "center", fill: THEME.faint });
  const edge = DATA.effects.find((effect) => effect.subject === (one.step.general || one.step.subject) && effect.object === one.step.object && effect.sign === one.step.sign);
  if (edge) hit("link", edge.id, x, y, down ? 240 : STEP[0] - 14, down ? STEP[1] - 40 : 50);
}

/* --- what if -------------------------------------------------------------------------------- */

function whatIfPage(choose) {
  const beams = [...ARMS.keys()].sort((a, b) => ARMS.get(a).rank - ARMS.get(b).rank);
  const form = element("form", "ask",
    entityField("held", "What if", DOING.held),
    element("div", "pair",
      choiceField("doing", "is", [["blocked", "blocked"], ["up", "raised"], ["down", "lowered"]], DOING.doing),
      choiceField("exposure", "under", [["", "every beam"], ...beams.map((key) => [key, labelOf(key)])], DOING.exposure),
      choiceField("what-most", "Longest", [2, 3, 4, 5, 6, 7, 8].map((many) => [String(many), many + " steps"]), String(DOING.most))));
  const submit = element("button", "main", "Show what changes");
  submit.type = "submit";
  form.append(submit);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const held = readEntity(document.getElementById("held").value);
    if (!held) {
      document.getElementById("changes").replaceChildren(element("p", "tag warn", "Nothing has this name"));
      return;
    }
    Object.assign(DOING, { held, doing: document.getElementById("doing").value, exposure: document.getElementById("exposure").value, most: Number(document.getElementById("what-most").value) });
    runWhatIf(choose);
  });
  const list = element("div", "");
  list.id = "changes";
  list.replaceChildren(...changeList(choose));
  return [element("h2", "", "What if"), element("p", "quiet", "Hold one thing, cut what comes into it, and see which quantities gain, lose or flip. " +
    "Signs come from all chains, as in the command kg whatif; no amounts are computed."), form, list];
}

async function runWhatIf(choose) {
  RUN += 1;
  const run = RUN;
  CHANGES = { list: [], done: false };
  leaveChain();
  keepAddress();
  const wish = { held: { [DOING.held]: DOING.doing }, exposures: DOING.exposure ? [DOING.exposure] : [], most: DOING.most };
  let last = 0;
  const tell = (found) => {
    if (run !== RUN || performance.now() - last < 250) return;
    last = performance.now();
    if (found) CHANGES.list = found;
    const list = document.getElementById("changes");
    if (list) list.replaceChildren(element("p", "quiet", "Searching ..."), ...changeList(choose));
  };
  const found = await findChanges(wish, tell, () => run !== RUN);
  if (run !== RUN) return;
  CHANGES = { list: found, done: true };
  lightChanges();
  const list = document.getElementById("changes");
  if (list) list.replaceChildren(...changeList(choose));
  say(found.filter((one) => one.change !== "routes only").length + " quantities change");
}

const CHANGE_ORDER = ["flips", "gains", "loses", "becomes definite", "no route left", "becomes ambiguous", "routes only"];
const CHANGE_MARK = { flips: "⇅ flips", gains: "▲ gains", loses: "▼ loses", "becomes definite": "= definite", "no route left": "∅ no route", "becomes ambiguous": "? ambiguous" };

function lightChanges() {
  if (!CHANGES) return;
  const strong = CHANGES.list.filter((one) => one.change !== "routes only");
  LIT = { nodes: new Set([DOING.held, ...strong.map((one) => one.entity)]), edges: null, marks: new Map(strong.map((one) => [one.entity, CHANGE_MARK[one.change]])) };
  LIT.marks.set(DOING.held, DOING.doing);
  NETWORK.redraw();
}

function changeList(choose) {
  if (!CHANGES) return [];
  const strong = CHANGES.list.filter((one) => one.change !== "routes only");
  const outcome = (one) => (ENTITIES.get(one.entity).kind === "outcome" ? 0 : 1);
  strong.sort((a, b) => CHANGE_ORDER.indexOf(a.change) - CHANGE_ORDER.indexOf(b.change) || outcome(a) - outcome(b));
  const weak = CHANGES.list.length - strong.length;
  const net = { "+": "raised", "-": "lowered", ambiguous: "ambiguous" };
  const title = element("p", "net", (CHANGES.done ? "" : "So far: ") + "With " + labelOf(DOING.held) + " " + { blocked: "blocked", up: "raised", down: "lowered" }[DOING.doing] + ", " +
    strong.length + (strong.length === 1 ? " answer changes" : " answers change") + (weak ? "; " + weak + " lose or gain chains only" : "") + ".");
  title.id = "change-net";
  return [title, ...strong.slice(0, 120).map((one) => {
    const made = button("edge", "", () => choose(one.entity));
    made.dataset.change = (one.exposure || "alone") + ">" + one.entity;
    made.append(element("span", "row", one.exposure ? armChip(one.exposure) : element("span", "arm", "–"), element("span", "name", element("b", "", CHANGE_MARK[one.change] + " "), labelOf(one.entity),
      element("span", "tags", element("span", "tag", (net[one.before] || "no route") + " → " + (net[one.after] || "no route")),
        element("span", "tag", "raising chains " + one.raising.join(" → ")), element("span", "tag", "lowering " + one.lowering.join(" → "))))));
    return made;
  })];
}
