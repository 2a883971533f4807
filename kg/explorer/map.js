/* The map: modules in their lanes, and, from near, what stands inside a module. Every mark that can
   be chosen leaves its place in HITS, so that picking and keys see what the reader sees. */
const OPENS_AT = 430; // pixels of a card's width
const NAMES_AT = 0.5; // pixels per point of a module's inside
const SIGNS_AT = 0.9; // from here on, badges and names as they were laid out
const SMALLEST = 11.2; // pixels of the smallest letters
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
  drawWays(pen, view);
  drawArms(pen, view);
  for (const bundle of BUNDLES.values()) drawBundle(pen, view, bundle);
  const seen = DATA.modules.filter((module) => inView(module.box, view));
  for (const module of seen) {
    if (isOpen(module, view)) drawFrame(pen, view, module);
    else drawCard(pen, view, module);
  }
  drawCross(pen, view);
  for (const module of seen) {
    if (!isOpen(module, view)) continue;
    const doors = drawDoors(pen, view, module, true);
    drawInside(pen, view, module);
    if (doors.length) drawDoors(pen, view, module, false);
    drawTitle(pen, view, module);
  }
}

function inView([x, y, width, height], view) {
  return (
    x + width / 2 > view.left &&
    x - width / 2 < view.right &&
    y + height / 2 > view.top &&
    y - height / 2 < view.bottom
  );
}

function hit(kind, id, x, y, width, height, extra) {
  HITS.push({ kind, id, x, y, width, height, ...extra });
  DRAWN += 1;
}

function drawLane(pen, view, lane) {
  const [x, y, width, height] = lane.box;
  pen.rect(x - width / 2, y - height / 2, width, height, 8, {
    fill: (THEME === THEMES.dark ? lane.dark : lane.tint) || THEME.neutralTint,
  });
  pen.text(x - width / 2 + 10, y - height / 2 + 11, lane.title.toUpperCase(), {
    size: Math.min(legible(11), 14 / view.scale),
    bold: true,
    align: "left",
    fill: THEME.faint,
  });
}

/* --- between modules -------------------------------------------------------------------------- */

/* All that one module does to another shows when one of them, or the line itself, is chosen. */
function bundleLit(bundle) {
  if (LIT.edges) return bundle.edges.some((id) => LIT.edges.has(id));
  return (
    STATE.selected === bundle.id || STATE.selected === bundle.from || STATE.selected === bundle.to
  );
}

function drawBundle(pen, view, bundle) {
  if (!bundleLit(bundle)) return;
  const passing = bundle.edges.filter((id) => passes(EFFECTS.get(id)));
  const near = Math.min(1, 1 / view.scale ** 0.75);
  const width = (0.9 + 0.85 * Math.log2(bundle.edges.length)) * near;
  const colour =
    STATE.selected === bundle.id ? THEME.conflict : LIT.edges ? THEME.ink : THEME.bundle;
  const alpha = passing.length ? 1 : 0.1;
  const signs = new Set(
    passing.map((id) => EFFECTS.get(id).sign).filter((sign) => sign === "+" || sign === "-"),
  );
  pen.curve(bundle.route, {
    stroke: colour,
    width,
    alpha,
    dash: passing.some((id) => EFFECTS.get(id).sign && EFFECTS.get(id).firm)
      ? []
      : [5 * near, 4 * near],
  });
  const last = bundle.route.length;
  const end = [bundle.route[last - 2], bundle.route[last - 1]];
  const aim = Math.atan2(
    bundle.route[last - 1] - bundle.route[last - 3],
    bundle.route[last - 2] - bundle.route[last - 4],
  );
  drawEnd(
    pen,
    signs.size === 2 ? "±" : [...signs][0] || null,
    end,
    aim,
    (0.6 + 0.06 * width) * near,
    colour,
    alpha,
  );
  hit("bundle", bundle.id, ...middleOf(bundle.route), 16, 10, {
    path: tracedPath(bundle.route, bundle),
  });
}
