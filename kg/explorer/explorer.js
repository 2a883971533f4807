/* The page comes alive: one choice at a time, kept in the address so that it can be linked. */

function choose(id, centre) {
  const known = id && (ENTITIES.has(id) || edgeOf(id)) ? id : null;
  STATE.selected = known;
  // An edge's id has signs that an address escapes; comparing first keeps the history clean.
  const wanted = known ? "#" + encodeURIComponent(known) : "";
  if (window.location.hash !== wanted) window.location.hash = wanted;
  light(known);
  showPanel(known, (next) => choose(next, true));
  if (known && centre) ENTITIES.has(known) ? centreOn(known) : reveal(edgeOf(known));
  document.title = known ? (ENTITIES.has(known) ? labelOf(known) : sentenceOf(edgeOf(known))) + " – CIRT-KG"
    : "CIRT-KG explorer";
}

function chosenInAddress() {
  try {
    return decodeURIComponent(window.location.hash.slice(1));
  } catch {
    return ""; // an address cut in the middle of an escape
  }
}

function followAddress() {
  const id = chosenInAddress() || null;
  if (id !== STATE.selected) choose(id, true);
}

function startFilters() {
  for (const name of ["basis", "setting", "certainty"]) {
    document.getElementById("filter-" + name).addEventListener("change", (event) => {
      STATE[name] = event.target.value;
      choose(STATE.selected);
    });
  }
}

function startLegend() {
  const button = document.getElementById("legend-button");
  button.addEventListener("click", () => {
    const legend = document.getElementById("legend");
    legend.hidden = !legend.hidden;
    button.setAttribute("aria-expanded", String(!legend.hidden));
  });
}

function startKeys() {
  document.addEventListener("keydown", (event) => {
    const typing = ["INPUT", "SELECT", "TEXTAREA"].includes(event.target.tagName);
    if (event.key === "/" && !typing) {
      document.getElementById("search").focus();
      event.preventDefault();
    } else if (event.key === "Escape") {
      document.getElementById("search").value = "";
      document.getElementById("suggestions").hidden = true;
      document.getElementById("search").setAttribute("aria-expanded", "false");
      choose(null);
      showAll();
    }
  });
}

startPicture((id) => choose(id));
startSearch(choose);
startFilters();
startLegend();
startKeys();
choose(chosenInAddress(), true);
window.addEventListener("hashchange", followAddress);

/* Where things are on the screen: for tests, and for whoever steers the page from outside. */
window.explorer = Object.freeze({
  selected: () => STATE.selected,
  scale: () => NETWORK.getScale(),
  places: () => NETWORK.getPositions(),
  at: (id) => {
    const path = PATHS.get(id);
    const spot = path ? path[Math.floor(path.length / 2)]
      : BADGES.has(id) ? BADGES.get(id) : [NODES.get(id).x, NODES.get(id).y];
    const inside = NETWORK.canvasToDOM({ x: spot[0], y: spot[1] });
    const frame = document.getElementById("canvas").getBoundingClientRect();
    return { x: frame.left + inside.x, y: frame.top + inside.y };
  },
});
