/* The camera: vis-network pans and zooms, the map is drawn into its canvas; and what stands under a
   point of it. */
let NETWORK = null;
let CHAIN = null; // a chain that is drawn alone
let FOCUS = null; // what the keys are on

function startCamera(choose) {
  const box = document.getElementById("canvas");
  const nodes = DATA.modules.map((module) => ({
    id: module.id, x: module.box[0], y: module.box[1], fixed: true, physics: false, shape: "custom",
    ctxRenderer: () => ({ drawNode: () => {}, nodeDimensions: { width: 1, height: 1 } }),
  }));
  NETWORK = new vis.Network(box, { nodes: new vis.DataSet(nodes), edges: [] }, DATA.options);
  NETWORK.on("beforeDrawing", (ctx) => {
    const pen = new CanvasPen(ctx);
    const view = viewNow();
    pen.rect(view.left, view.top, view.right - view.left, view.bottom - view.top, 0, { fill: THEME.paper });
    if (CHAIN) drawChain(pen, CHAIN);
    else drawMap(pen, view);
    drawFocus(pen, view);
  });
  NETWORK.on("click", (event) => {
    document.getElementById("canvas").focus({ preventScroll: true });
    const found = thingAt(event.pointer.canvas);
    FOCUS = null;
    if (found && found.kind === "module") enter(found.id);
    choose(found ? found.id : null);
  });
  for (const name of ["zoom", "dragEnd", "animationFinished"]) NETWORK.on(name, () => keepView());
  NETWORK.on("resize", () => { if (!STATE.selected && !CHAIN) showAll(); });
  box.addEventListener("mousemove", (event) => hover(box, event));
  box.addEventListener("mouseleave", () => { document.getElementById("tip").hidden = true; });
  document.getElementById("zoom-in").addEventListener("click", () => zoom(1.5));
  document.getElementById("zoom-out").addEventListener("click", () => zoom(1 / 1.5));
  document.getElementById("zoom-all").addEventListener("click", () => { leaveChain(); showAll(true); });
  showAll();
}

function viewNow() {
  const box = document.getElementById("canvas");
  const scale = NETWORK.getScale();
  const at = NETWORK.getViewPosition();
  const [halfWidth, halfHeight] = [box.clientWidth / 2 / scale, box.clientHeight / 2 / scale];
  return { scale, left: at.x - halfWidth, right: at.x + halfWidth, top: at.y - halfHeight, bottom: at.y + halfHeight };
}

function move(position, scale, animated) {
  const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches || !animated;
  NETWORK.moveTo({ position, scale, animation: still ? false : { duration: 350, easingFunction: "easeInOutQuad" } });
  if (still) keepView();
}

function showAll(animated) {
  const [width, height] = CHAIN ? CHAIN.size : DATA.size;
  const box = document.getElementById("canvas");
  const scale = Math.min((box.clientWidth - 24) / width, (box.clientHeight - 20) / height, 1.6);
  move({ x: width / 2, y: height / 2 }, scale > 0 ? scale : 0.3, animated);
}

/* Go so near to a module that it opens and fills the window. */
function enter(id) {
  const { box: [x, y, width], origin, scale: inner, inside: [wide, high] } = MODULES.get(id);
  const box = document.getElementById("canvas");
  const fits = Math.min((box.clientWidth - 40) / wide, (box.clientHeight - 110) / high, 1.3) / inner;
  const scale = Math.max(fits, OPENS_AT / width * 1.02);
  const middle = origin[1] + inner * high / 2 - 24 / scale; // room for the title
  move({ x, y: fits > OPENS_AT / width ? middle : y }, scale, true);
}

/* Centre a node, near enough to be read. */
function centreOn(id) {
  const node = NODES.get(id);
  if (!node) return;
  const module = MODULES.get(node.module);
  move({ x: node.x, y: node.y }, Math.max(0.95 / module.scale, OPENS_AT / module.box[2] * 1.02), false);
}

/* Bring into sight what was chosen elsewhere. */
function reveal(id) {
  if (CHAIN) return;
  if (MODULES.has(id)) enter(id);
  else if (NODES.has(id)) centreOn(id);
  else if (BADGES.has(id)) centreOn(BADGES.get(id).node);
  else if (LINES.has(id)) {
    const line = LINES.get(id);
    const module = MODULES.get(line.module);
    const [x, y] = toWorld(module, ...middleOf(line.route));
    const view = viewNow();
    const near = view.scale * module.scale >= READS_AT && x > view.left && x < view.right && y > view.top && y < view.bottom;
    if (!near) move({ x, y }, Math.max(0.8 / module.scale, OPENS_AT / module.box[2] * 1.02), false);
  } else if (edgeOf(id) && NODES.has(edgeOf(id).object)) centreOn(edgeOf(id).object);
  else if (VERDICTS.has(id) && NODES.has(VERDICTS.get(id).object)) centreOn(VERDICTS.get(id).object);
}

function zoom(factor) {
  move(NETWORK.getViewPosition(), Math.min(Math.max(NETWORK.getScale() * factor, 0.15), 60), false);
}

const RANK = { badge: 0, node: 1, link: 1, line: 2, module: 3, bundle: 4, open: 5 };

function thingAt(point) {
  let best = null;
  const reach = 7 / NETWORK.getScale();
  for (const found of HITS) {
    const far = found.path ? distance(point, found.path) : 0;
    if (found.path ? far >= reach : !within(point, found)) continue;
    const faded = LIT.edges && found.kind === "line" && !LIT.edges.has(found.id);
    const rank = RANK[found.kind] + (faded ? 0.5 : 0) + far / reach / 4;
    if (!best || rank <= best.rank) best = { ...found, rank };
  }
  return best;
}

function within(point, { x, y, width, height }) {
  return Math.abs(point.x - x) <= width / 2 && Math.abs(point.y - y) <= height / 2;
}

function distance(point, path) {
  let least = Infinity;
  for (let at = 1; at < path.length; at += 1) {
    const [ax, ay] = path[at - 1];
    const [bx, by] = path[at];
    const length = (bx - ax) ** 2 + (by - ay) ** 2 || 1;
    const t = Math.min(1, Math.max(0, ((point.x - ax) * (bx - ax) + (point.y - ay) * (by - ay)) / length));
    least = Math.min(least, Math.hypot(point.x - ax - t * (bx - ax), point.y - ay - t * (by - ay)));
  }
  return least;
}

function hover(box, event) {
  const frame = box.getBoundingClientRect();
  const at = { x: event.clientX - frame.left, y: event.clientY - frame.top };
  const found = thingAt(NETWORK.DOMtoCanvas(at));
  const tip = document.getElementById("tip");
  box.style.cursor = found ? "pointer" : "default";
  tip.hidden = !found || found.kind === "open";
  if (tip.hidden) return;
  const summary = MODULES.has(found.id) ? ": " + MODULES.get(found.id).summary : "";
  tip.textContent = nameOf(found.id) + summary;
  tip.style.left = Math.max(0, Math.min(at.x + 14, frame.width - 350)) + "px";
  tip.style.top = at.y + 16 + "px";
}

function drawFocus(pen, view) {
  if (!FOCUS) return;
  const found = HITS.find((one) => one.id === FOCUS);
  if (!found) return;
  const pad = 5 / view.scale;
  const [width, height] = [Math.max(found.width, 14 / view.scale), Math.max(found.height, 14 / view.scale)];
  pen.rect(found.x - width / 2 - pad, found.y - height / 2 - pad, width + 2 * pad, height + 2 * pad, 6 / view.scale,
    { stroke: THEME.conflict, width: 3 / view.scale, dash: [6 / view.scale, 3 / view.scale] });
}
