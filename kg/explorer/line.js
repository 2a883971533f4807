/* Lines and their ends; what crosses from module to module; the geometry of curves. */

function drawLine(pen, inside, line, alpha, weight) {
  const edge = EFFECTS.get(line.id);
  const faded = passes(edge) ? alpha : 0.08;
  const chosen = STATE.selected === line.id;
  const colour = chosen
    ? THEME.conflict
    : edge.sign === "0"
      ? THEME.grey
      : armOf(edge.subject)
        ? armColour(armOf(edge.subject))
        : THEME.ink;
  const width = weight * Math.max(edge.derived ? 0.9 : 1.5, 0.7 / inside.reading);
  pen.curve(line.route, {
    stroke: colour,
    width,
    alpha: faded,
    dash: STRUCTURE.has(edge.predicate) ? [2, 5] : edge.firm && edge.sign !== null ? [] : [8, 6],
  });
  const { route } = line;
  const last = route.length;
  const aim = Math.atan2(route[last - 1] - route[last - 3], route[last - 2] - route[last - 4]);
  drawEnd(
    pen,
    edge.sign,
    [route[last - 2], route[last - 1]],
    aim,
    Math.min(Math.max(1, 0.55 / inside.reading), 1.8),
    colour,
    faded,
  );
  if (DISPUTED.has(edge.id) && inside.reading > 0.3) {
    const [x, y] = middleOf(route);
    const size = Math.max(12.5, SMALLEST / inside.reading);
    pen.circle(x, y, size * 0.66, {
      fill: THEME.conflictTint,
      stroke: THEME.conflict,
      width: 1.5,
      alpha: faded,
    });
    pen.text(x, y + 0.5, "≠", { size, bold: true, fill: THEME.conflict, alpha: faded });
  }
  HITS.push({
    kind: "line",
    id: edge.id,
    path: worldPath(inside.module, line),
    ...centre(inside.module, route),
  });
  DRAWN += 1;
}

const WORLD_PATHS = new WeakMap();
function worldPath(module, line) {
  if (!WORLD_PATHS.has(line))
    WORLD_PATHS.set(
      line,
      tracedPath(line.route, line).map(([x, y]) => toWorld(module, x, y)),
    );
  return WORLD_PATHS.get(line);
}

function centre(module, route) {
  const [x, y] = toWorld(module, ...middleOf(route));
  return { x, y, width: 4, height: 4 };
}

/** Line ends: a filled arrow raises, a bar lowers, a ring leaves as it is, arrow and bar do both.
 *
 * @param {any} pen
 * @param {string | null} sign
 * @param {number[]} spot
 * @param {number} aim
 * @param {number} size
 * @param {string} colour
 * @param {number} [alpha]
 */
function drawEnd(pen, sign, [x, y], aim, size, colour, alpha) {
  const spot = (dx, dy) => [
    x + size * (dx * Math.cos(aim) - dy * Math.sin(aim)),
    y + size * (dx * Math.sin(aim) + dy * Math.cos(aim)),
  ];
  if (sign === "+") pen.polygon([spot(0, 0), spot(-12, -6), spot(-12, 6)], { fill: colour, alpha });
  else if (sign === "-")
    pen.polygon([spot(-1.5, -8), spot(-1.5, 8)], {
      stroke: colour,
      width: 2.6 * size,
      alpha,
      closed: false,
    });
  else if (sign === "0")
    pen.circle(...spot(-4.5, 0), 4 * size, { stroke: colour, width: 1.8 * size, alpha });
  else if (sign === "±") {
    pen.polygon([spot(-3, 0), spot(-14, -5.5), spot(-14, 5.5)], { fill: colour, alpha });
    pen.polygon([spot(-1.2, -7.5), spot(-1.2, 7.5)], {
      stroke: colour,
      width: 2.2 * size,
      alpha,
      closed: false,
    });
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
    if (
      BUNDLES.has("bundle:" + one.module + ":" + other.module) &&
      !ARMS.has(one.id) &&
      !ARMS.has(other.id)
    )
      continue; // ends at a door
    if (!isOpen(MODULES.get(one.module), view) && !isOpen(MODULES.get(other.module), view))
      continue;
    const start = anchorOf(one, other, view);
    const end = anchorOf(other, one, view);
    const bend = (end[1] - start[1]) / 2;
    const route = [...start, start[0], start[1] + bend, end[0], end[1] - bend, ...end];
    const arm = armOf(edge.subject);
    const colour = STATE.selected === id ? THEME.conflict : arm ? armColour(arm) : THEME.ink;
    pen.curve(route, {
      stroke: colour,
      width: 1.8 / view.scale,
      alpha: passes(edge) ? 0.9 : 0.15,
      dash: edge.firm && edge.sign !== null ? [] : [7 / view.scale, 5 / view.scale],
    });
    drawEnd(
      pen,
      edge.sign,
      end,
      Math.atan2(end[1] - (end[1] - bend), 0.001),
      1 / view.scale,
      colour,
      passes(edge) ? 1 : 0.15,
    );
    HITS.push({
      kind: "line",
      id,
      path: tracedPath(route, {}),
      x: (start[0] + end[0]) / 2,
      y: (start[1] + end[1]) / 2,
      width: 4,
      height: 4,
    });
  }
}

function anchorOf(node, other, view) {
  const module = MODULES.get(node.module);
  const below = other.y > node.y ? 1 : -1;
  if (!isOpen(module, view)) return [module.box[0], module.box[1] + (below * module.box[3]) / 2];
  return toWorld(module, node.spot[0], node.spot[1] + (below * node.spot[3]) / 2);
}

/* --- geometry --------------------------------------------------------------------------------- */

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
    const [left, right, top, bottom] = [
      Math.min(...xs),
      Math.max(...xs),
      Math.min(...ys),
      Math.max(...ys),
    ];
    BOXES.set(line, [(left + right) / 2, (top + bottom) / 2, right - left + 20, bottom - top + 20]);
  }
  return BOXES.get(line);
}
