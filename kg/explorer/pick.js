/* What stands under a point of the picture, and the tip that names it. */

function thingAt(point) {
  for (const [id, pill] of PILLS) {
    if (within(point, pill.x, pill.y, pill.width, pill.height)) return id;
  }
  for (const [id, [x, y, width, height]] of NETWORK.getScale() < SMALL ? [] : BADGES) {
    if (within(point, x, y, width, height) && passes(edgeOf(id))) return id;
  }
  for (const node of DATA.nodes) {
    if (within(point, node.x, node.y, node.box[0], node.box[1])) return node.id;
  }
  let nearest = null;
  let reach = 7 / NETWORK.getScale();
  for (const [id, path] of PATHS) {
    if (!passes(EFFECTS.get(id))) continue;
    // What is lit goes before what is dim, where both run through the same place.
    const far = distance(point, path) + (LIT.edges && !LIT.edges.has(id) ? 3 / NETWORK.getScale() : 0);
    if (far < reach) { nearest = id; reach = far; }
  }
  return nearest;
}

function within(point, x, y, width, height) {
  return Math.abs(point.x - x) <= width / 2 && Math.abs(point.y - y) <= height / 2;
}

function tracedPath(route) {
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
  return points;
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
  const id = thingAt(NETWORK.DOMtoCanvas(at));
  const tip = document.getElementById("tip");
  box.style.cursor = id ? "pointer" : "default";
  tip.hidden = !id;
  if (!id) return;
  tip.textContent = NODES.has(id) ? labelOf(id) : sentenceOf(edgeOf(id));
  tip.style.left = Math.min(at.x + 14, frame.width - 350) + "px";
  tip.style.top = at.y + 16 + "px";
}
