/* A module that is open is a room with doors: what leads out of it or into it ends at a stub with
   the name of the other module, which leads there. */
const DOOR_HEIGHT = 23; // pixels on the screen
const LINES_TO_DOORS = 90;
// Where the small map has room.
const OVERVIEW = window.matchMedia("(min-width: 1201px)");
const BUNDLES_OUT = grouped([...BUNDLES.values()], (bundle) => [bundle.from]);
const BUNDLES_IN = grouped([...BUNDLES.values()], (bundle) => [bundle.to]);

/* Stubs above for what acts on the module, below for what it acts on; the most travelled first.
   Where a row of them would be out of sight it stays at the edge of the window. */
function doorsOf(pen, view, module) {
  const sides = [
    [BUNDLES_IN.get(module.id) || [], "from", -1],
    [BUNDLES_OUT.get(module.id) || [], "to", 1],
  ];
  return sides.flatMap(([bundles, end, side]) => doorsAt(pen, view, module, bundles, end, side));
}

function doorsAt(pen, view, module, bundles, end, side) {
  const unit = 1 / view.scale;
  const step = (DOOR_HEIGHT + 6) * unit;
  const [x, y, width, height] = module.box;
  const inside = [module.origin[1], module.origin[1] + module.inside[1] * module.scale];
  const edge = side < 0 ? inside[0] - 10 * unit : inside[1] + 12 * unit;
  const title = roomTitle(pen, view, module);
  const beyondTitle = view.right - view.left < 960 * unit; // no room beside it
  const highest = beyondTitle ? title.bottom : view.top + 2 * unit;
  const space =
    side < 0
      ? Math.min(edge - (y - height / 2) - 26 * unit, edge - highest)
      : y + height / 2 - edge;
  const held = side < 0 ? view.top + 34 * unit + step : view.bottom - step - 4 * unit;
  const sight = Math.min(view.right, x + width / 2) - Math.max(view.left, x - width / 2);
  const beyond = side < 0 ? edge < held || edge - highest < step : edge > held;
  const stuck = beyond && held > inside[0] && held < inside[1] && sight > 500 * unit;
  const room = Math.min(
    width - 12 * unit,
    Math.max(module.inside[0] * module.scale, 700 * unit),
    view.right - view.left - (OVERVIEW.matches ? 330 : 60) * unit,
  );
  const rows = doorRows(pen, unit, bundles, end, side, room, stuck);
  // Rows below the room end with the window, where its edge is in sight.
  const below = side > 0 && edge <= held ? Math.min(space, view.bottom - edge) : space;
  const most = stuck ? 1 : Math.max(0, Math.floor(below / step));
  sayCut(rows, most, unit);
  const middle = stuck ? (view.left + view.right) / 2 : x;
  return rows.slice(0, most).flatMap((row, place) => {
    if (!row.length) return [];
    const last = row[row.length - 1];
    const at = (stuck ? held : edge) + side * (place + 0.5) * step;
    const beside = at < title.bottom && at > title.top ? title.right + 8 * unit : -Infinity;
    const wide = last.left + last.wide;
    const least = Math.max(view.left + 6 * unit, beside);
    const shift = Math.max(Math.min(middle - wide / 2, view.right - 6 * unit - wide), least);
    return row.map((door) => ({
      ...door,
      x: shift + door.left + door.wide / 2,
      y: at,
    }));
  });
}

/* The doors of one side, in rows; where only one row stays in sight, those that are lit first. */
function doorRows(pen, unit, bundles, end, side, room, stuck) {
  const rows = [[]];
  const lit = (bundle) => Number(stuck && isLit(bundle));
  const listed = [...bundles].sort(
    (a, b) => lit(b) - lit(a) || b.edges.length - a.edges.length || (a.id < b.id ? -1 : 1),
  );
  let at = 0;
  for (const bundle of listed) {
    const passing = bundle.edges.filter((id) => passes(EFFECTS.get(id))).length;
    const to = labelOf(bundle[end]);
    const words = (side < 0 ? "from " : "to ") + to + " · " + passing;
    const wide = pen.measure(words, 12 * unit, true) + 18 * unit;
    if (at + wide > room && at) {
      rows.push([]);
      at = 0;
    }
    const says =
      (side < 0 ? "Door from " : "Door to ") + to + ": " + manyOf(passing, "effect", "effects");
    rows[rows.length - 1].push({ bundle, to: bundle[end], side, words, wide, left: at, says });
    at += wide + 8 * unit;
  }
  return rows;
}

function isLit(bundle) {
  return Boolean(LIT.edges) && bundle.edges.some((id) => LIT.edges.has(id));
}

/* Doors that have no room are said to be there, rather than left out in silence. */
function sayCut(rows, most, unit) {
  const cut = rows.slice(most).flat();
  if (!cut.length || !most) return;
  const row = rows[most - 1];
  const last = row[row.length - 1];
  last.wide += 66 * unit;
  last.words += ", +" + cut.length + " more";
}

function drawDoors(pen, view, module, lines) {
  const unit = 1 / view.scale;
  const doors = doorsOf(pen, view, module);
  const high = DOOR_HEIGHT * unit;
  if (lines) for (const door of doors) drawLinesTo(pen, view, module, door);
  if (!lines)
    for (const door of doors) {
      const lit = isLit(door.bundle);
      pen.rect(door.x - door.wide / 2, door.y - high / 2, door.wide, high, high / 2, {
        fill: THEME.neutralTint,
        stroke: lit ? THEME.ink : THEME.grey,
        width: (lit ? 2 : 1) * unit,
      });
      pen.text(door.x, door.y + 0.5 * unit, door.words, {
        size: 12 * unit,
        bold: true,
        fill: THEME.ink,
        most: door.wide - 12 * unit,
      });
      hit("door", door.to, door.x, door.y, door.wide, high, { says: door.says });
    }
  return doors;
}

/* From the entities to the stub; all of them faintly, those that are lit in full. */
function drawLinesTo(pen, view, module, door) {
  const unit = 1 / view.scale;
  const far = door.y - ((door.side * DOOR_HEIGHT) / 2) * unit;
  const near = door.bundle.edges.slice(0, LINES_TO_DOORS);
  for (const id of new Set([
    ...near,
    ...door.bundle.edges.filter((key) => LIT.edges && LIT.edges.has(key)),
  ])) {
    const edge = EFFECTS.get(id);
    const node = NODES.get(door.side > 0 ? edge.subject : edge.object);
    const [nx, ny] = toWorld(module, node.spot[0], node.spot[1] + (door.side * node.spot[3]) / 2);
    const lit = LIT.edges && LIT.edges.has(id);
    const alpha = !passes(edge) ? 0.04 : lit ? 1 : LIT.edges ? 0.04 : 0.13;
    const [start, end] =
      door.side > 0
        ? [
            [nx, ny],
            [door.x, far],
          ]
        : [
            [door.x, far],
            [nx, ny],
          ];
    const bend = (end[1] - start[1]) / 2;
    const route = [...start, start[0], start[1] + bend, end[0], end[1] - bend, ...end];
    const colour =
      STATE.selected === id
        ? THEME.conflict
        : armOf(edge.subject)
          ? armColour(armOf(edge.subject))
          : THEME.ink;
    pen.curve(route, {
      stroke: colour,
      width: (lit ? 1.9 : 1) * unit,
      alpha,
      dash: edge.firm && edge.sign !== null ? [] : [6 * unit, 5 * unit],
    });
    if (!lit) continue;
    drawEnd(pen, edge.sign, end, Math.PI / 2, 0.9 * unit, colour, alpha);
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

/* What no line of the module joins stands as a list below the rest, and is called one. */
function drawListed(pen, inside) {
  const { module } = inside;
  const alone = aloneIn(module.id);
  if (!alone.length || alone.length === (NODES_IN.get(module.id) || []).length) return;
  if (inside.reading < 0.4) return;
  const top = Math.min(...alone.map((node) => node.spot[1] - node.spot[3] / 2));
  const size = Math.max(13, SMALLEST / inside.reading);
  pen.polygon(
    [
      [12, top - 26],
      [module.inside[0] - 12, top - 26],
    ],
    { stroke: THEME.line, width: 1.5, closed: false },
  );
  pen.text(12, top - 12, "Also here, without a line inside:", {
    size,
    bold: true,
    align: "left",
    fill: THEME.faint,
  });
}

const ALONE_IN = new Map();
function aloneIn(id) {
  if (!ALONE_IN.has(id)) {
    const joined = new Set(
      (LINES_IN.get(id) || []).flatMap((line) => endsOf(EFFECTS.get(line.id))),
    );
    ALONE_IN.set(
      id,
      (NODES_IN.get(id) || []).filter((node) => !joined.has(node.id)),
    );
  }
  return ALONE_IN.get(id);
}
