/* The camera: vis-network pans and zooms, the map is drawn into its canvas; and what stands under a
   point of it. */
let NETWORK = null;
let CHAIN = null; // a chain that is drawn alone
let FOCUS = null; // what the keys are on

function startCamera(choose) {
  const box = document.getElementById("canvas");
  const nodes = DATA.modules.map((module) => ({
    id: module.id,
    x: module.box[0],
    y: module.box[1],
    fixed: true,
    physics: false,
    shape: "custom",
    ctxRenderer: () => ({ drawNode: () => {}, nodeDimensions: { width: 1, height: 1 } }),
  }));
  NETWORK = new vis.Network(box, { nodes: new vis.DataSet(nodes), edges: [] }, DATA.options);
  NETWORK.on("beforeDrawing", (ctx) => {
    const pen = new CanvasPen(ctx);
    const view = viewNow();
    pen.rect(view.left, view.top, view.right - view.left, view.bottom - view.top, 0, {
      fill: THEME.paper,
    });
    if (CHAIN) drawChain(pen, CHAIN);
    else drawMap(pen, view);
    drawFocus(pen, view);
    showPlace(view);
  });
  NETWORK.on("click", (event) => {
    document.getElementById("canvas").focus({ preventScroll: true });
    const found = thingAt(event.pointer.canvas);
    FOCUS = null;
    hideTip();
    choose(
      found ? found.id : null,
      Boolean(found) && MODULES.has(found.id) && !isOpen(MODULES.get(found.id), viewNow()),
    );
    showSheet(Boolean(found));
  });
  for (const name of ["dragStart", "hold"]) NETWORK.on(name, hideTip);
  box.addEventListener("touchstart", hideTip, { passive: true });
  startOverview();
  for (const name of ["zoom", "dragEnd"])
    NETWORK.on(name, () => {
      hideTip();
      leftAt();
    });
  // What fitted fits again; vis-network, which scales by its own rule, has been called before.
  new ResizeObserver(() => guarded(() => goTo(STATE.camera, false))).observe(box);
  box.addEventListener("mousemove", (event) => hover(box, event));
  box.addEventListener("mouseleave", hideTip);
  document.getElementById("zoom-in").addEventListener("click", () => zoom(1.5));
  document.getElementById("zoom-out").addEventListener("click", () => zoom(1 / 1.5));
  document.getElementById("zoom-all").addEventListener("click", () => {
    leaveChain(true);
    showAll(true);
  });
}

function hideTip() {
  document.getElementById("tip").hidden = true;
}

function viewNow() {
  const box = document.getElementById("canvas");
  const scale = NETWORK.getScale();
  const at = NETWORK.getViewPosition();
  const [halfWidth, halfHeight] = [box.clientWidth / 2 / scale, box.clientHeight / 2 / scale];
  return {
    scale,
    left: at.x - halfWidth,
    right: at.x + halfWidth,
    top: at.y - halfHeight,
    bottom: at.y + halfHeight,
  };
}

const NEAREST = [0.05, 60]; // pixels per point of the map, at least and at most

/* What the camera is on where nobody has moved it: the choice, if it is drawn. */
function usualCamera() {
  return !CHAIN && isDrawn(STATE.selected) ? STATE.selected : "whole";
}

/* Point the camera at the whole, at a thing, or at [x, y, scale]; the address keeps it. */
function goTo(camera, animated) {
  STATE.camera = camera;
  const { position, scale } = Array.isArray(camera)
    ? { position: { x: camera[0], y: camera[1] }, scale: camera[2] }
    : (camera !== "whole" && !CHAIN && viewOf(camera)) || wholeView();
  const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches || !animated;
  NETWORK.moveTo({
    position,
    scale,
    animation: still ? false : { duration: 350, easingFunction: "easeInOutQuad" },
  });
  keepAddress();
}

function move({ x, y }, scale) {
  goTo(placeAt(x, y, Math.min(Math.max(scale, NEAREST[0]), NEAREST[1])), false);
}

/* Where the reader's own hand has left the camera. */
function leftAt() {
  const at = NETWORK.getViewPosition();
  STATE.camera = placeAt(at.x, at.y, NETWORK.getScale());
  keepView();
}

function placeAt(x, y, scale) {
  return [Number(x.toFixed(1)), Number(y.toFixed(1)), Number(scale.toFixed(4))];
}

function showAll(animated) {
  goTo("whole", animated);
}

function wholeView() {
  const [width, height] = CHAIN ? CHAIN.size : DATA.size;
  const box = document.getElementById("canvas");
  const scale = Math.min((box.clientWidth - 24) / width, (box.clientHeight - 20) / height, 1.6);
  // Rather a part legible than the whole too small.
  const least = CHAIN ? LEAST_OF_CHAINS : PHONE.matches ? 0.6 : TABLET.matches ? 0.52 : 0;
  if (least > 0 && least > scale)
    return {
      position: {
        x: Math.min(width / 2, box.clientWidth / 2 / least - 8),
        y: Math.min(height / 2, box.clientHeight / 2 / least - 8),
      },
      scale: least,
    };
  return { position: { x: width / 2, y: height / 2 }, scale: scale > 0 ? scale : 0.3 };
}

function enter(id) {
  goTo(id, true);
}

// What is larger than the window at this size is dragged, unless most of it were out of sight.
const LEAST_OF_ROOMS = 0.53;

/* So near to a module that it opens and fills the window. */
function moduleView(id) {
  const {
    box: [x, y, width],
    origin,
    scale: inner,
    inside: [wide, high],
  } = MODULES.get(id);
  const box = document.getElementById("canvas");
  const fits =
    Math.min((box.clientWidth - 40) / wide, (box.clientHeight - 180) / high, 1.3) / inner;
  const least = fits * 2 * inner >= LEAST_OF_ROOMS ? LEAST_OF_ROOMS / inner : 0;
  const scale = Math.max(fits, least, (OPENS_AT / width) * 1.02);
  const middle = origin[1] + (inner * high) / 2 - 10 / scale; // room for the title
  if (fits < least) {
    const beyond = (length, room) => length * inner * scale > room;
    return {
      position: {
        x: beyond(wide, box.clientWidth - 40) ? origin[0] + (box.clientWidth / 2 - 20) / scale : x,
        y: beyond(high, box.clientHeight - 180)
          ? origin[1] + (box.clientHeight / 2 - 84) / scale
          : middle,
      },
      scale,
    };
  }
  return { position: { x, y: fits > OPENS_AT / width ? middle : y }, scale };
}

/* A node in the middle, near enough to be read. */
function nodeView(id) {
  const { x, y, module } = NODES.get(id);
  const { scale, box } = MODULES.get(module);
  return { position: { x, y }, scale: Math.max(0.95 / scale, (OPENS_AT / box[2]) * 1.02) };
}

function lineView(line) {
  const module = MODULES.get(line.module);
  const [x, y] = toWorld(module, ...middleOf(line.route));
  return {
    position: { x, y },
    scale: Math.max(0.95 / module.scale, (OPENS_AT / module.box[2]) * 1.02),
  };
}

/* A drawn thing with those of its measures that stand in the same module. */
function nearMeasures(id) {
  return [id, ...measuresOf(id).filter((key) => moduleOf(key) === moduleOf(id))];
}

/* All measures of a thing, as near as they fit and can be read. */
function measuresView(keys) {
  if (keys.length === 1) return nodeView(keys[0]);
  const spots = keys.map((key) => NODES.get(key));
  const [xs, ys] = [spots.map(({ x }) => x), spots.map(({ y }) => y)];
  const [left, right, top, bottom] = [
    Math.min(...xs),
    Math.max(...xs),
    Math.min(...ys),
    Math.max(...ys),
  ];
  const box = document.getElementById("canvas");
  const most = Math.min(...keys.map((key) => nodeView(key).scale));
  const scale = Math.min(
    most,
    (box.clientWidth * 0.7) / Math.max(right - left, 1),
    (box.clientHeight * 0.7) / Math.max(bottom - top, 1),
  );
  return {
    position: { x: (left + right) / 2, y: (top + bottom) / 2 },
    scale: Math.max(scale, wholeView().scale),
  };
}

/* Where the camera stands to show a thing; null for what is not drawn. */
function viewOf(id) {
  if (MODULES.has(id)) return moduleView(id);
  if (NODES.has(id)) return measuresView(nearMeasures(id));
  if (BADGES.has(id)) return nodeView(BADGES.get(id).node);
  if (LINES.has(id)) return lineView(LINES.get(id));
  const about = edgeOf(id) || VERDICTS.get(id);
  if (about && NODES.has(about.object)) return nodeView(about.object);
  const measures = measuresOf(id).filter((key) => NODES.has(key));
  return measures.length ? measuresView(measures) : null;
}

function isDrawn(id) {
  if (!id) return false;
  const about = edgeOf(id) || VERDICTS.get(id);
  return (
    MODULES.has(id) ||
    NODES.has(id) ||
    BADGES.has(id) ||
    LINES.has(id) ||
    Boolean(about && NODES.has(about.object)) ||
    measuresOf(id).some((key) => NODES.has(key))
  );
}

/* What is measured of a thing: a gene is found by its expression, its release, its surface. */
function measuresOf(id) {
  return ENTITIES.has(id)
    ? ENTITIES.get(id)
        .related.filter(([relation]) => relation === "measured by")
        .map(([, key]) => key)
    : [];
}

/* Bring into sight what was chosen elsewhere; a line that can be seen already stays where it is. */
function reveal(id) {
  if (CHAIN || !isDrawn(id)) return;
  if (LINES.has(id)) {
    const {
      position: { x, y },
    } = lineView(LINES.get(id));
    const view = viewNow();
    if (
      view.scale * MODULES.get(LINES.get(id).module).scale >= SIGNS_AT &&
      x > view.left &&
      x < view.right &&
      y > view.top &&
      y < view.bottom
    )
      return;
  }
  goTo(id, MODULES.has(id));
}

function zoom(factor) {
  move(NETWORK.getViewPosition(), NETWORK.getScale() * factor);
}
