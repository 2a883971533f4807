/* The map: modules in their lanes, and, from near, what stands inside a module. Every mark that can
   be chosen leaves its place in HITS, so that picking and keys see what the reader sees. */
const OPENS_AT = 430; // pixels of a card's width
const READS_AT = 0.5; // pixels per point of a module's inside
const MOST = 200; // nodes drawn at once
const MOST_LINES = 300;
let LIT = { nodes: null, edges: null, marks: null };
let HITS = [];
let VIEW = { scale: 1, left: 0, top: 0, right: 0, bottom: 0 };
let DRAWN = 0;

function isOpen(module, view) {
  return module.box[2] * view.scale >= OPENS_AT;
}

function drawMap(pen, view) {
  VIEW = view;
  HITS = [];
  DRAWN = 0;
  for (const lane of DATA.lanes) drawLane(pen, view, lane);
  for (const bundle of BUNDLES.values()) drawBundle(pen, view, bundle);
  const seen = DATA.modules.filter((module) => inView(module.box, view));
  for (const module of seen) {
    if (isOpen(module, view)) drawFrame(pen, view, module);
    else drawCard(pen, view, module);
  }
  drawCross(pen, view);
  for (const module of seen) if (isOpen(module, view)) drawInside(pen, view, module);
}

function inView([x, y, width, height], view) {
  return x + width / 2 > view.left && x - width / 2 < view.right && y + height / 2 > view.top && y - height / 2 < view.bottom;
}

function hit(kind, id, x, y, width, height, extra) {
  HITS.push({ kind, id, x, y, width, height, ...extra });
  DRAWN += 1;
}

function drawLane(pen, view, lane) {
  const [x, y, width, height] = lane.box;
  pen.rect(x - width / 2, y - height / 2, width, height, 8, { fill: THEME.lanes[lane.title] || THEME.neutralTint });
  pen.text(x - width / 2 + 10, y - height / 2 + 11, lane.title.toUpperCase(), { size: Math.min(11, 14 / view.scale), bold: true, align: "left", fill: THEME.faint });
}

/* --- between modules ------------------------------------------------------------------------ */

/* The strongest bundles; the others show when one of their ends is chosen. */
const STRONG = new Set([...BUNDLES.values()].sort((a, b) => b.edges.length - a.edges.length || (a.id < b.id ? -1 : 1)).slice(0, 28).map((bundle) => bundle.id));

function bundleLit(bundle) {
  if (LIT.edges) return bundle.edges.some((id) => LIT.edges.has(id));
  return STATE.selected === bundle.id || STATE.selected === bundle.from || STATE.selected === bundle.to;
}

function drawBundle(pen, view, bundle) {
  const passing = bundle.edges.filter((id) => passes(EFFECTS.get(id)));
  const lit = bundleLit(bundle);
  if (!lit && !STRONG.has(bundle.id)) return;
  const quiet = LIT.nodes || MODULES.has(STATE.selected) ? 0.16 : 0.72;
  const near = Math.min(1, 1 / view.scale ** 0.75);
  const width = (0.9 + 0.85 * Math.log2(bundle.edges.length)) * near;
  const colour = STATE.selected === bundle.id ? THEME.conflict : lit && LIT.edges ? THEME.ink : THEME.bundle;
  const alpha = passing.length ? (lit ? 1 : quiet) : 0.1;
  const signs = new Set(passing.map((id) => EFFECTS.get(id).sign).filter((sign) => sign === "+" || sign === "-"));
  pen.curve(bundle.route, { stroke: colour, width, alpha, dash: passing.some((id) => EFFECTS.get(id).sign && EFFECTS.get(id).firm) ? [] : [5 * near, 4 * near] });
  const last = bundle.route.length;
  const end = [bundle.route[last - 2], bundle.route[last - 1]];
  const aim = Math.atan2(bundle.route[last - 1] - bundle.route[last - 3], bundle.route[last - 2] - bundle.route[last - 4]);
  drawEnd(pen, signs.size === 2 ? "±" : [...signs][0] || null, end, aim, (0.6 + 0.06 * width) * near, colour, alpha);
  hit("bundle", bundle.id, ...middleOf(bundle.route), 16, 10, { path: tracedPath(bundle.route, bundle) });
}

/* --- a module from afar --------------------------------------------------------------------- */

function modulePasses(module) {
  return !PASSING.nodes || (NODES_IN.get(module.id) || []).some((node) => PASSING.nodes.has(node.id));
}

function drawCard(pen, view, module) {
  const [x, y, width, height] = module.box;
  const [left, top] = [x - width / 2, y - height / 2];
  const chosen = STATE.selected === module.id;
  const inside = NODES_IN.get(module.id) || [];
  const lit = LIT.nodes ? inside.filter((node) => LIT.nodes.has(node.id)) : [];
  const dim = (LIT.nodes && !lit.length) || !modulePasses(module);
  const alpha = dim ? 0.3 : 1;
  pen.rect(left, top, width, height, 7, { fill: THEME.paper });
  pen.rect(left, top, width, height, 7, { fill: THEME.card, stroke: chosen ? THEME.conflict : THEME.line, width: chosen ? 3 : 1.2, alpha });
  pen.text(left + 10, top + 17, module.label, { size: 14, bold: true, align: "left", fill: THEME.ink, alpha, most: width - (lit.length ? 52 : 20) });
  if (lit.length) {
    pen.rect(left + width - 38, top + 7, 30, 17, 8.5, { fill: THEME.conflict });
    pen.text(left + width - 23, top + 16, String(lit.length), { size: 11, bold: true, fill: THEME.onArm });
  }
  let at = left + 10;
  for (const chip of chipsOf(module)) {
    const wide = 19 + pen.measure(chip.text, 11, true) - 8;
    pen.rect(at, top + 29, wide, 17, 4, { fill: chipColours(chip)[1], stroke: chipColours(chip)[0], width: 1, alpha });
    pen.text(at + wide / 2, top + 38, chip.text, { size: 11, bold: true, fill: THEME.ink, alpha });
    at += wide + 4;
  }
  drawBar(pen, left + 10, top + 50, width - 20, module, alpha);
  const many = inside.length + (inside.length === 1 ? " entity" : " entities");
  pen.text(left + 10, top + 69, many + ", " + recordsText(module.id), { size: 10.5, align: "left", fill: THEME.faint, alpha });
  if (DISPUTES_IN.has(module.id)) {
    pen.text(left + width - 10, top + 69, DISPUTES_IN.get(module.id).length + " disputed ≠", { size: 10.5, bold: true, align: "right", fill: THEME.conflict, alpha });
  }
  hit("module", module.id, x, y, width, height);
}

function recordsText(id) {
  const all = recordsIn(id);
  if (!PASSING.records) return all.size + " records";
  return [...all].filter((key) => PASSING.records.has(key)).length + " of " + all.size + " records";
}

const RECORDS_IN = new Map();
function recordsIn(id) {
  if (!RECORDS_IN.has(id)) {
    const inside = new Set((NODES_IN.get(id) || []).map((node) => node.id));
    RECORDS_IN.set(id, new Set([...RECORDS].filter(([, record]) => inside.has(record.object)).map(([key]) => key)));
  }
  return RECORDS_IN.get(id);
}

const DISPUTES_IN = grouped(DATA.effects.filter((edge) => DISPUTED.has(edge.id)), (edge) => [moduleOf(edge.object)]);

/* What each module comes to, as words with letters: the difference of the two beams, or what one
   does alone; counted anew when the view or the filters change. */
let CHIPS = { key: null, of: new Map(), most: 1 };

function chipsOf(module) {
  const key = STATE.mode + JSON.stringify(STATE.filters);
  if (CHIPS.key !== key) {
    CHIPS = { key, of: countChips(), most: 1 };
    for (const chips of CHIPS.of.values()) CHIPS.most = Math.max(CHIPS.most, chips.reduce((sum, chip) => sum + chip.count, 0));
  }
  return CHIPS.of.get(module.id) || [];
}

function countChips() {
  const alone = { carbon: DATA.pair[0], photon: DATA.pair[1] }[STATE.mode];
  const counts = new Map(DATA.modules.map((module) => [module.id, {}]));
  for (const one of DATA.verdicts) {
    const asked = alone ? one.exposure === alone && !one.comparator : one.exposure === DATA.pair[0] && one.comparator === DATA.pair[1];
    const count = counts.get(moduleOf(one.object));
    if (!asked || one.given.length || !count || (PASSING.verdicts && !PASSING.verdicts.has(one.id))) continue;
    count[OPEN.has(one.direction) ? "open" : one.direction] = (count[OPEN.has(one.direction) ? "open" : one.direction] || 0) + 1;
  }
  const [first, second] = DATA.pair.map((id) => ARMS.get(id).letter);
  const ways = alone ? [["increases", ARMS.get(alone).letter + "▲", alone], ["decreases", ARMS.get(alone).letter + "▼", alone], ["does_not_change", ARMS.get(alone).letter + "○", null]]
    : [["higher", first + ">" + second, DATA.pair[0]], ["similar", first + "=" + second, null], ["lower", first + "<" + second, DATA.pair[1]]];
  return new Map([...counts].map(([id, count]) => [id, [...ways, ["open", "≠", "open"]].filter(([way]) => count[way]).map(([way, text, arm]) => ({
    text: text + " " + count[way], count: count[way], arm }))]));
}

function chipColours(chip) {
  if (chip.arm === "open") return [THEME.conflict, THEME.conflictTint];
  return chip.arm ? [armColour(chip.arm), armTint(chip.arm)] : [THEME.grey, THEME.neutralTint];
}

function drawBar(pen, left, top, width, module, alpha) {
  const chips = chipsOf(module);
  const total = chips.reduce((sum, chip) => sum + chip.count, 0);
  if (!total) {
    pen.text(left, top - 12, STATE.mode === "all" || STATE.mode === "difference" ? (filtered() ? "nothing passes the filters" : "the two beams were not compared") : "no effect of this beam", { size: 10.5, align: "left", fill: THEME.faint, alpha });
    return;
  }
  let at = left;
  for (const chip of chips) {
    const wide = width * chip.count / CHIPS.most;
    pen.rect(at, top, Math.max(wide - 1, 1), 5, 1.5, { fill: chipColours(chip)[0], alpha });
    at += wide;
  }
}

/* --- a module from near --------------------------------------------------------------------- */

function drawFrame(pen, view, module) {
  const [x, y, width, height] = module.box;
  const [left, top] = [x - width / 2, y - height / 2];
  const chosen = STATE.selected === module.id;
  pen.rect(left, top, width, height, 18 / view.scale, { fill: THEME.card, stroke: chosen ? THEME.conflict : THEME.line, width: (chosen ? 3 : 1.5) / view.scale });
  const size = Math.min(9, 17 / view.scale);
  const corner = Math.min(Math.max(left, view.left), left + width * 0.6);
  const line = Math.min(Math.max(top + 7.5, view.top + 18 / view.scale), top + height - 8);
  pen.text(corner + 14 / view.scale, line, module.label, { size, bold: true, align: "left", fill: THEME.ink, most: width * 0.6 });
  hit("open", module.id, x, y, width, height);
}

function drawInside(pen, view, module) {
  const reading = view.scale * module.scale;
  const bounds = {
    left: (view.left - module.origin[0]) / module.scale, right: (view.right - module.origin[0]) / module.scale,
    top: (view.top - module.origin[1]) / module.scale, bottom: (view.bottom - module.origin[1]) / module.scale,
  };
  const seen = (NODES_IN.get(module.id) || []).filter((node) => inView(node.spot, bounds));
  seen.sort((a, b) => importance(b) - importance(a));
  const inside = { module, reading, bounds };
  pen.into(module.origin[0], module.origin[1], module.scale, () => {
    const lit = (line) => LIT.edges && LIT.edges.has(line.id);
    const lines = linesByWeight(module.id).filter((line) => inView(boxOf(line), bounds));
    const many = lines.length > MOST_LINES ? lines.filter((line, place) => place < MOST_LINES || lit(line)) : lines;
    for (const line of many) if (!lit(line)) drawLine(pen, inside, line, LIT.edges ? 0.1 : 0.75, 1);
    for (const line of many) if (lit(line)) drawLine(pen, inside, line, 1, 1.8);
    if (reading >= READS_AT) for (const node of seen.slice(0, MOST)) drawNode(pen, inside, node);
    else drawPills(pen, inside, seen);
  });
  const left_out = seen.length - seen.slice(0, MOST).length;
  const [x, y, width, height] = module.box;
  if (left_out && reading >= READS_AT) pen.text(x + width / 2 - 8 / view.scale, y - height / 2 + 7.5, left_out + " more from nearer", { size: Math.min(7, 13 / view.scale), align: "right", fill: THEME.faint });
}

const BY_LINE_WEIGHT = new Map();
function linesByWeight(id) {
  if (!BY_LINE_WEIGHT.has(id)) {
    const weight = (line) => WEIGHT.get(EFFECTS.get(line.id).subject) + WEIGHT.get(EFFECTS.get(line.id).object);
    BY_LINE_WEIGHT.set(id, [...(LINES_IN.get(id) || [])].sort((a, b) => weight(b) - weight(a)));
  }
  return BY_LINE_WEIGHT.get(id);
}

function importance(node) {
  return (node.id === STATE.selected ? 1e6 : 0) + (LIT.nodes && LIT.nodes.has(node.id) ? 1e5 : 0) + (WEIGHT.get(node.id) || 0);
}

function toWorld(module, x, y) {
  return [module.origin[0] + module.scale * x, module.origin[1] + module.scale * y];
}

function hitInside({ module }, kind, id, [x, y, width, height], extra) {
  hit(kind, id, ...toWorld(module, x, y), width * module.scale, height * module.scale, extra);
}

function nodeAlpha(node) {
  if (LIT.nodes) return LIT.nodes.has(node.id) ? 1 : 0.25;
  if (PASSING.nodes && !PASSING.nodes.has(node.id)) return 0.25;
  if (STATE.mode === "all" || node.hub) return 1;
  return node.badges.some(badgeInMode) ? 1 : 0.35;
}

/* From far, labels keep their size on the screen; those that would overlap give way. */
function drawPills(pen, inside, seen) {
  const size = Math.min(11, Math.max(8.5, 13 * inside.reading * 1.35)) / inside.reading;
  const taken = [];
  for (const node of seen.slice(0, MOST)) {
    const [x, y] = node.spot;
    const colour = node.arm ? armColour(node.arm) : THEME.grey;
    const alpha = nodeAlpha(node);
    const wide = Math.max(...node.lines.map((line) => pen.measure(line, size))) + size * 0.9;
    const high = (node.lines.length * 1.12 + 0.4) * size;
    const box = [x, y, wide, high];
    const chosen = node.id === STATE.selected;
    if (taken.length < 90 && !taken.some((other) => overlap(other, box))) {
      taken.push(box);
      pen.rect(x - wide / 2, y - high / 2, wide, high, size * 0.45, { fill: THEME.paper });
      pen.rect(x - wide / 2, y - high / 2, wide, high, size * 0.45, {
        fill: node.hub ? colour : THEME.node, stroke: chosen ? THEME.conflict : colour, width: (chosen ? 3 : 1) / inside.reading, alpha });
      node.lines.forEach((line, row) => pen.text(x, y + (row - (node.lines.length - 1) / 2) * size * 1.12, line,
        { size, fill: node.hub ? THEME.onArm : THEME.ink, alpha }));
      hitInside(inside, "node", node.id, box);
    } else {
      pen.circle(x, y, 3.2 / inside.reading, { fill: colour, alpha: alpha * 0.8 });
      hitInside(inside, "node", node.id, [x, y, 9 / inside.reading, 9 / inside.reading]);
    }
  }
}

function overlap(one, other) {
  return Math.abs(one[0] - other[0]) < (one[2] + other[2]) / 2 && Math.abs(one[1] - other[1]) < (one[3] + other[3]) / 2;
}

function drawNode(pen, inside, node) {
  const [x, y, width, height] = node.spot;
  const [left, top] = [x - width / 2, y - height / 2];
  const chosen = STATE.selected === node.id;
  const colour = node.arm ? armColour(node.arm) : THEME.grey;
  const alpha = nodeAlpha(node);
  if (chosen) pen.rect(left - 6, top - 6, width + 12, height + 12, 12, { fill: THEME.conflict });
  pen.rect(left, top, width, height, 7, { fill: THEME.paper });
  const kind = ENTITIES.get(node.id).kind;
  const radius = kind === "cell" ? Math.min(height / 2, 20) : ["gene", "molecule", "complex"].includes(kind) ? 12 : 5;
  pen.rect(left, top, width, height, radius, { fill: node.hub ? colour : THEME.node, stroke: colour, width: node.arm ? 2 : 1.3, alpha });
  if (node.arm && !node.hub) disc(pen, left + 2, top + 1, 8, node.arm, alpha);
  node.lines.forEach((line, row) => pen.text(x, top + 15 + row * 15, line, { size: 13, fill: node.hub ? THEME.onArm : THEME.ink, alpha, most: width - 8 }));
  const mark = LIT.marks && LIT.marks.get(node.id);
  if (mark) {
    pen.rect(left + width - 46, top - 12, 56, 18, 9, { fill: THEME.conflict });
    pen.text(left + width - 18, top - 2.5, mark, { size: 11, bold: true, fill: THEME.onArm });
  }
  hitInside(inside, "node", node.id, node.spot);
  for (const badge of node.badges) drawBadge(pen, inside, badge, alpha);
}

/* --- badges --------------------------------------------------------------------------------- */

function badgeInMode(badge) {
  if (STATE.mode === "all") return true;
  if (STATE.mode === "difference") return badge.arms.length === 2;
  return badge.arms.length === 1 && badge.arms[0] === DATA.pair[STATE.mode === "carbon" ? 0 : 1];
}

/* A badge stands for its verdict, and for every edge that asks the same. */
function badgeChosen(badge) {
  if (STATE.selected === badge.id) return true;
  const edge = edgeOf(STATE.selected);
  return Boolean(edge) && edge.object === badge.node && verdictsOf(edge).some((one) => one.id === badge.id);
}

function drawBadge(pen, inside, badge, nodeAlphaNow) {
  const place = PLACES.get(badge.id);
  if (!place || !badgeInMode(badge)) return;
  const [x, y, width, height] = place;
  const faded = PASSING.verdicts && !PASSING.verdicts.has(badge.id);
  const alpha = faded ? 0.15 : nodeAlphaNow;
  if (badgeChosen(badge)) pen.rect(x - width / 2 - 2, y - height / 2 - 2, width + 4, height + 4, 6, { fill: THEME.conflict });
  if (badge.arms.length === 1) drawEffectBadge(pen, badge, x, y, width, height, alpha);
  else drawComparison(pen, badge, x, y, width, height, alpha);
  hitInside(inside, "badge", badge.id, place);
}

function drawEffectBadge(pen, badge, x, y, width, height, alpha) {
  const colour = armColour(badge.arms[0]);
  const left = x - width / 2;
  const open = badge.conflict;
  if (open) pen.rect(left, y - height / 2, width, height, 4, { fill: THEME.conflictTint, stroke: THEME.conflict, width: 1.4, alpha });
  else if (badgeChosen(badge)) pen.rect(left, y - height / 2, width, height, 4, { fill: THEME.node });
  if ("+-0".includes(badge.mark)) {
    const end = left + width - (badge.mark === "+" ? 9 : badge.mark === "0" ? 8 : 3);
    pen.polygon([[left + 14, y], [end, y]], { stroke: colour, width: 2, alpha, closed: false });
    drawEnd(pen, badge.mark, [left + width - 2, y], 0, 0.72, colour, alpha);
  } else pen.text(left + width - 10, y + 0.5, badge.mark, { size: 13, bold: true, fill: THEME.conflict, alpha });
  disc(pen, left + 8, y, 7.5, badge.arms[0], alpha);
}

function drawComparison(pen, badge, x, y, width, height, alpha) {
  const winner = badge.mark === ">" ? badge.arms[0] : badge.mark === "<" ? badge.arms[1] : null;
  const stroke = badge.conflict ? THEME.conflict : winner ? armColour(winner) : THEME.grey;
  pen.rect(x - width / 2, y - height / 2, width, height, 4, {
    fill: badge.conflict ? THEME.conflictTint : winner ? armTint(winner) : THEME.neutralTint, stroke, width: badge.conflict ? 1.6 : 1.1, alpha });
  pen.text(x - width / 2 + 4, y + 0.5, badge.letters.join(badge.mark), { size: 11.5, bold: true, align: "left", fill: THEME.ink, alpha, most: width - 18 });
  pen.text(x + width / 2 - 4, y + 0.5, badge.basis, { size: 10, align: "right", fill: THEME.ink, alpha, most: 14 });
}

function disc(pen, x, y, radius, arm, alpha) {
  pen.circle(x, y, radius, { fill: armColour(arm), alpha });
  pen.text(x, y + 0.6, ARMS.get(arm).letter, { size: +(radius * 1.4).toFixed(1), bold: true, fill: THEME.onArm, alpha, most: radius * 1.8 });
}

/* --- lines ---------------------------------------------------------------------------------- */

function drawLine(pen, inside, line, alpha, weight) {
  const edge = EFFECTS.get(line.id);
  const faded = passes(edge) ? alpha : 0.08;
  const chosen = STATE.selected === line.id;
  const colour = chosen ? THEME.conflict : edge.sign === "0" ? THEME.grey : armOf(edge.subject) ? armColour(armOf(edge.subject)) : THEME.ink;
  const width = weight * Math.max(edge.derived ? 0.9 : 1.5, 0.7 / inside.reading);
  pen.curve(line.route, { stroke: colour, width, alpha: faded, dash: STRUCTURE.has(edge.predicate) ? [2, 5] : edge.firm && edge.sign !== null ? [] : [8, 6] });
  const { route } = line;
  const last = route.length;
  const aim = Math.atan2(route[last - 1] - route[last - 3], route[last - 2] - route[last - 4]);
  drawEnd(pen, edge.sign, [route[last - 2], route[last - 1]], aim, Math.min(Math.max(1, 0.55 / inside.reading), 1.8), colour, faded);
  if (DISPUTED.has(edge.id) && inside.reading > 0.3) {
    const [x, y] = middleOf(route);
    pen.circle(x, y, 8, { fill: THEME.conflictTint, stroke: THEME.conflict, width: 1.5, alpha: faded });
    pen.text(x, y + 0.5, "≠", { size: 12, bold: true, fill: THEME.conflict, alpha: faded });
  }
  HITS.push({ kind: "line", id: edge.id, path: worldPath(inside.module, line), ...centre(inside.module, route) });
  DRAWN += 1;
}

const WORLD_PATHS = new WeakMap();
function worldPath(module, line) {
  if (!WORLD_PATHS.has(line)) WORLD_PATHS.set(line, tracedPath(line.route, line).map(([x, y]) => toWorld(module, x, y)));
  return WORLD_PATHS.get(line);
}

function centre(module, route) {
  const [x, y] = toWorld(module, ...middleOf(route));
  return { x, y, width: 4, height: 4 };
}

/* Line ends: a filled arrow raises, a bar lowers, a ring leaves as it is, arrow and bar do both. */
function drawEnd(pen, sign, [x, y], aim, size, colour, alpha) {
  const spot = (dx, dy) => [x + size * (dx * Math.cos(aim) - dy * Math.sin(aim)), y + size * (dx * Math.sin(aim) + dy * Math.cos(aim))];
  if (sign === "+") pen.polygon([spot(0, 0), spot(-12, -6), spot(-12, 6)], { fill: colour, alpha });
  else if (sign === "-") pen.polygon([spot(-1.5, -8), spot(-1.5, 8)], { stroke: colour, width: 2.6 * size, alpha, closed: false });
  else if (sign === "0") pen.circle(...spot(-4.5, 0), 4 * size, { stroke: colour, width: 1.8 * size, alpha });
  else if (sign === "±") {
    pen.polygon([spot(-3, 0), spot(-14, -5.5), spot(-14, 5.5)], { fill: colour, alpha });
    pen.polygon([spot(-1.2, -7.5), spot(-1.2, 7.5)], { stroke: colour, width: 2.2 * size, alpha, closed: false });
  }
}

/* Lit edges that leave their module: from node to node, or to the card that hides the node. */
function drawCross(pen, view) {
  if (!LIT.edges) return;
  for (const id of LIT.edges) {
    const edge = EFFECTS.get(id);
    if (!edge || LINES.has(id) || !NODES.has(edge.subject) || !NODES.has(edge.object)) continue;
    const [one, other] = [NODES.get(edge.subject), NODES.get(edge.object)];
    if (one.module === other.module) continue;
    if (!isOpen(MODULES.get(one.module), view) && !isOpen(MODULES.get(other.module), view)) continue;
    const start = anchorOf(one, other, view);
    const end = anchorOf(other, one, view);
    const bend = (end[1] - start[1]) / 2;
    const route = [...start, start[0], start[1] + bend, end[0], end[1] - bend, ...end];
    const arm = armOf(edge.subject);
    const colour = STATE.selected === id ? THEME.conflict : arm ? armColour(arm) : THEME.ink;
    pen.curve(route, { stroke: colour, width: 1.8 / view.scale, alpha: passes(edge) ? 0.9 : 0.15, dash: edge.firm && edge.sign !== null ? [] : [7 / view.scale, 5 / view.scale] });
    drawEnd(pen, edge.sign, end, Math.atan2(end[1] - (end[1] - bend), 0.001), 1 / view.scale, colour, passes(edge) ? 1 : 0.15);
    HITS.push({ kind: "line", id, path: tracedPath(route, {}), x: (start[0] + end[0]) / 2, y: (start[1] + end[1]) / 2, width: 4, height: 4 });
  }
}

function anchorOf(node, other, view) {
  const module = MODULES.get(node.module);
  const below = other.y > node.y ? 1 : -1;
  if (!isOpen(module, view)) return [module.box[0], module.box[1] + below * module.box[3] / 2];
  return toWorld(module, node.spot[0], node.spot[1] + below * node.spot[3] / 2);
}

/* --- geometry ------------------------------------------------------------------------------- */

const TRACED = new WeakMap();
function tracedPath(route, key) {
  if (TRACED.has(key)) return TRACED.get(key);
  const points = [[route[0], route[1]]];
  for (let at = 2; at < route.length; at += 6) {
    const [ax, ay, bx, by, cx, cy] = route.slice(at, at + 6);
    const [sx, sy] = points[points.length - 1];
    for (let part = 1; part <= 8; part += 1) {
      const t = part / 8;
      const s = 1 - t;
      points.push([
        s * s * s * sx + 3 * s * s * t * ax + 3 * s * t * t * bx + t * t * t * cx,
        s * s * s * sy + 3 * s * s * t * ay + 3 * s * t * t * by + t * t * t * cy,
      ]);
    }
  }
  TRACED.set(key, points);
  return points;
}

function middleOf(route) {
  const points = tracedPath(route, route);
  return points[Math.floor(points.length / 2)];
}

const BOXES = new WeakMap();
function boxOf(line) {
  if (!BOXES.has(line)) {
    const xs = line.route.filter((_, at) => at % 2 === 0);
    const ys = line.route.filter((_, at) => at % 2 === 1);
    const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
    BOXES.set(line, [(left + right) / 2, (top + bottom) / 2, right - left + 20, bottom - top + 20]);
  }
  return BOXES.get(line);
}
