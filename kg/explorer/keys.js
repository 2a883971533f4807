/* Everything by keyboard: on the picture the arrows walk from mark to mark, Enter chooses. */

function say(text) {
  document.getElementById("live").textContent = text;
}

function startKeys(choose) {
  document.getElementById("canvas").addEventListener("keydown", (event) => steer(event, choose));
  document.addEventListener("keydown", (event) => {
    const typing = ["INPUT", "SELECT", "TEXTAREA"].includes(event.target.tagName);
    if (event.key === "/" && !typing) {
      document.getElementById("search").focus();
      event.preventDefault();
    } else if (event.key === "Escape") {
      back(choose);
    } else if (event.key === "t" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      document.getElementById("table-button").click();
    }
  });
}

/* One step back, one thing at a time: suggestions, a menu, the chain drawn alone, what the keys are
   on, the table, the choice or the search, and last the place of the camera. */
function back(choose) {
  const suggestions = document.getElementById("suggestions");
  const search = document.getElementById("search");
  const taking = document.getElementById("take");
  hideTip();
  if (!suggestions.hidden) {
    suggestions.hidden = true;
    search.setAttribute("aria-expanded", "false");
    return;
  }
  if (!taking.hidden) {
    document.getElementById("take-button").click();
    return;
  }
  if (STATE.legend) {
    document.getElementById("legend-button").click();
    return;
  }
  if (CHAIN) {
    leaveChain();
    return;
  }
  if (FOCUS && FOCUS !== STATE.selected) {
    FOCUS = null;
    NETWORK.redraw();
    return;
  }
  if (STATE.table) {
    document.getElementById("table-button").click();
    return;
  }
  if (STATE.selected || STATE.unknown || STATE.sought) {
    FOCUS = null;
    search.value = "";
    choose(null);
    return;
  }
  if (STATE.tab !== "details") {
    openTab("details");
    return;
  }
  search.value = "";
  showAll(true);
}

function walkable() {
  return HITS.filter(
    (found) => !["open", "chip", "head", "bundle", "line"].includes(found.kind) && onScreen(found),
  );
}

function onScreen({ x, y }) {
  const view = viewNow();
  return x > view.left && x < view.right && y > view.top && y < view.bottom;
}

function steer(event, choose) {
  const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[
    event.key
  ];
  if (step && event.shiftKey) {
    const at = NETWORK.getViewPosition();
    const far = 120 / NETWORK.getScale();
    move({ x: at.x + step[0] * far, y: at.y + step[1] * far }, NETWORK.getScale());
  } else if (step) {
    walk(step);
  } else if (event.key === "Enter" || event.key === " ") {
    if (!FOCUS) return;
    choose(FOCUS, MODULES.has(FOCUS) && !isOpen(MODULES.get(FOCUS), viewNow()));
    FOCUS = STATE.selected;
  } else if (event.key === "e" || event.key === "E") {
    walkLines();
  } else if (event.key === "w" || event.key === "W") {
    stepWay(event.key === "w" ? 1 : -1);
  } else if (event.key === "+" || event.key === "=") zoom(1.5);
  else if (event.key === "-") zoom(1 / 1.5);
  else if (event.key === "0") showAll(true);
  else return;
  event.preventDefault();
}

/* To the nearest mark in a direction: how far along it counts once, how far aside twice. */
function walk([dx, dy]) {
  const marks = walkable();
  if (!marks.length) return;
  const here =
    marks.find((found) => found.id === FOCUS) || marks.find((found) => found.id === STATE.selected);
  if (!here) {
    focusOn(marks.reduce((best, one) => (one.y + one.x / 10 < best.y + best.x / 10 ? one : best)));
    return;
  }
  let best = null;
  for (const one of marks) {
    if (one.id === here.id) continue;
    const along = (one.x - here.x) * dx + (one.y - here.y) * dy;
    const aside = Math.abs((one.x - here.x) * dy) + Math.abs((one.y - here.y) * dx);
    if (along <= 1e-6) continue;
    const far = along + 2 * aside;
    if (!best || far < best.far) best = { one, far };
  }
  if (best) focusOn(best.one);
}

/* Through the lines that meet what has the focus: effects of a node, bundles of a module. */
function walkLines() {
  const at = FOCUS && edgeOf(FOCUS) ? WALKED : FOCUS || STATE.selected;
  if (!at) return;
  WALKED = at;
  const lines = HITS.filter(
    (found) =>
      (found.kind === "line" && endsOf(EFFECTS.get(found.id)).includes(at)) ||
      (found.kind === "bundle" &&
        [BUNDLES.get(found.id).from, BUNDLES.get(found.id).to].includes(at)),
  );
  if (!lines.length) {
    say("No line is drawn at " + nameOf(at));
    return;
  }
  const now = lines.findIndex((found) => found.id === FOCUS);
  focusOn(lines[(now + 1) % lines.length]);
}
let WALKED = null;

function focusOn(found) {
  FOCUS = found.id;
  NETWORK.redraw();
  const badge = BADGES.get(found.id);
  const node = NODES.get(found.id);
  const module = MODULES.get(found.id);
  const more = module
    ? ", mechanism, " +
      chipsOf(module)
        .map((chip) => chip.says)
        .join("; ")
    : node
      ? ", " +
        ENTITIES.get(node.id).kind +
        (node.badges.length ? ", " + node.badges.length + " badges" : "")
      : badge
        ? ""
        : "";
  say(nameOf(found.id) + more + (module ? "; Enter opens it" : "; Enter shows the evidence"));
}
