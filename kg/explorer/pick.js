/* What stands under a point of the picture; tips, and the frame of what the keys are on. */

const RANK = {
  door: 0,
  badge: 0,
  chip: 0.5,
  node: 1,
  link: 1,
  head: 1,
  line: 2,
  module: 3,
  bundle: 4,
  open: 5,
};

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
    const t = Math.min(
      1,
      Math.max(0, ((point.x - ax) * (bx - ax) + (point.y - ay) * (by - ay)) / length),
    );
    least = Math.min(least, Math.hypot(point.x - ax - t * (bx - ax), point.y - ay - t * (by - ay)));
  }
  return least;
}

function hover(box, event) {
  const frame = box.getBoundingClientRect();
  const at = { x: event.clientX - frame.left, y: event.clientY - frame.top };
  const found = thingAt(NETWORK.DOMtoCanvas(at));
  if (CHAIN && !CHAIN.chain)
    lightWay(
      found && found.step
        ? CHAIN.shown.find((way) => way.steps.some((step) => keyOf(step).join("|") === found.step))
        : null,
    );
  const tip = document.getElementById("tip");
  box.style.cursor = found ? "pointer" : "default";
  tip.hidden = !found || found.kind === "open";
  if (tip.hidden) return;
  const summary = found.says
    ? ""
    : MODULES.has(found.id)
      ? ": " + MODULES.get(found.id).summary
      : "";
  tip.textContent = found.says || nameOf(found.id) + summary;
  tip.style.left = Math.max(0, Math.min(at.x + 14, frame.width - 350)) + "px";
  tip.style.top = at.y + 16 + "px";
}

function drawFocus(pen, view) {
  if (!FOCUS) return;
  const found = HITS.find((one) => one.id === FOCUS);
  if (!found) return;
  const pad = 5 / view.scale;
  const [width, height] = [
    Math.max(found.width, 14 / view.scale),
    Math.max(found.height, 14 / view.scale),
  ];
  pen.rect(
    found.x - width / 2 - pad,
    found.y - height / 2 - pad,
    width + 2 * pad,
    height + 2 * pad,
    6 / view.scale,
    { stroke: THEME.conflict, width: 3 / view.scale, dash: [6 / view.scale, 3 / view.scale] },
  );
}
