/* The page comes alive: one choice at a time, drawn from one state (data.js), and all of it in the
   address so that it can be sent (state.js). */

function choose(id, bring) {
  Object.assign(STATE, {
    selected: known(id) ? id : null,
    unknown: "",
    sought: "",
    taken: null,
    faults: [],
    tab: "details",
  });
  guarded(() => {
    showTab("details");
    if (STATE.selected && bring) {
      if (CHAIN) leaveChain(true);
      reveal(STATE.selected);
    }
    showTable(choose);
  });
  showTitle();
  keepAddress();
  if (STATE.selected) say(nameOf(STATE.selected));
}

function showTitle() {
  document.title = STATE.selected
    ? nameOf(STATE.selected) + " – " + CORPUS.name
    : CORPUS.name + " explorer";
}

/* Light what is chosen with what it touches, or what a question names; dim the rest. */
function light() {
  LIT = { nodes: null, edges: null, marks: null };
  const id = STATE.selected;
  if (STATE.tab === "whatif" && CHANGES && CHANGES.done) {
    lightChanges();
    return;
  }
  if (STATE.tab === "questions" && STATE.question) LIT = namedBy(STATE.question);
  else if (ENTITIES.has(id)) {
    let nodes = new Set([id, ...measuresOf(id)]);
    const edges = new Set();
    for (let step = 0; step < (NODES.has(id) || nodes.size > 1 ? STATE.degrees : 1); step += 1) {
      const touching = [...nodes]
        .filter((key) => step === 0 || !ARMS.has(key))
        .flatMap((key) =>
          NODES.has(key)
            ? [...(EFFECTS_AT.get(key) || []), ...(step ? [] : COMPARISONS_AT.get(key) || [])]
            : USED_IN.get(key) || [],
        );
      for (const edge of touching.filter(passes)) edges.add(edge.id);
      nodes = new Set([...nodes, ...touching.filter(passes).flatMap(endsOf)]);
    }
    if (!NODES.has(id)) for (const [, other] of ENTITIES.get(id).related) nodes.add(other);
    if ([...nodes].some((key) => NODES.has(key))) LIT = { nodes, edges, marks: null };
  } else if (BUNDLES.has(id)) {
    const edges = BUNDLES.get(id).edges;
    LIT = {
      nodes: new Set(edges.flatMap((key) => endsOf(EFFECTS.get(key)))),
      edges: new Set(edges),
      marks: null,
    };
  } else if (edgeOf(id)) {
    LIT = { nodes: new Set(endsOf(edgeOf(id))), edges: new Set([id]), marks: null };
  } else if (PAPERS.has(id)) LIT = resting(id);
  else if (GAPS.has(id)) LIT = among(GAPS.get(id).about);
  else if (RECIPES.has(id)) LIT = among(RECIPES.get(id).entities);
  if (NETWORK) NETWORK.redraw();
}

/* Some entities, and the effects between them. */
function among(keys) {
  const nodes = new Set(keys.filter((key) => NODES.has(key)));
  const edges = DATA.effects.filter((edge) => endsOf(edge).every((key) => nodes.has(key)));
  return nodes.size ? { nodes, edges: new Set(edges.map((edge) => edge.id)), marks: null } : LIT;
}

/* What rests on a paper: the effects that its records support, and their ends. */
function resting(id) {
  const keys = new Set(recordsOf(id).map(([key]) => key));
  const edges = DATA.effects.filter(
    (edge) => edge.supports.some((support) => keys.has(support.record)) && passes(edge),
  );
  return edges.length
    ? {
        nodes: new Set(edges.flatMap(endsOf)),
        edges: new Set(edges.map((edge) => edge.id)),
        marks: null,
      }
    : LIT;
}

/* --- the rest of the window ------------------------------------------------------------------- */

function startMenus() {
  document.getElementById("legend-button").addEventListener("click", () => {
    STATE.legend = !STATE.legend;
    showMenus();
    keepAddress();
  });
  const take = document.getElementById("take-button");
  take.addEventListener("click", () => {
    const shown = document.getElementById("take");
    shown.hidden = !shown.hidden;
    take.setAttribute("aria-expanded", String(!shown.hidden));
  });
  for (const control of document.querySelectorAll("[data-mode]")) {
    control.addEventListener("click", () => {
      setMode(control.dataset.mode);
      keepAddress();
      say("View: " + control.textContent);
    });
  }
  document.getElementById("table-button").addEventListener("click", () => {
    STATE.table = !STATE.table;
    showTable(choose);
    keepAddress();
    say(STATE.table ? "Table of the evidence" : "Picture");
    if (!STATE.table) NETWORK.redraw();
  });
  document
    .getElementById("theme-button")
    .addEventListener("click", () => setTheme(THEME === THEMES.dark ? "light" : "dark"));
  document.getElementById("leave-chain").addEventListener("click", () => leaveChain());
  document.getElementById("filtered").addEventListener("click", () => openTab("filters"));
}

function showMenus() {
  document.getElementById("legend").hidden = !STATE.legend;
  document.getElementById("legend-button").setAttribute("aria-expanded", String(STATE.legend));
}

/* --- light and dark --------------------------------------------------------------------------- */

/* The reader's own choice: it stands in the address, and this browser remembers it. */
function setTheme(name) {
  STATE.theme = name;
  try {
    window.localStorage.setItem("theme", name);
  } catch {
    /* a frame may keep nothing */
  }
  showTheme();
  keepAddress();
}

/* What this browser's reader chose before; nothing where nobody did. */
function rememberedTheme() {
  let name = null;
  try {
    name = window.localStorage.getItem("theme");
  } catch {
    /* a frame may keep nothing */
  }
  return Object.hasOwn(THEMES, name || "") ? name : "";
}

function showTheme() {
  const name =
    STATE.theme || (window.matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
  THEME = THEMES[name];
  document.documentElement.dataset.theme = name;
  document.getElementById("theme-button").textContent = name === "dark" ? "Light" : "Dark";
  if (NETWORK) NETWORK.redraw();
}

function startNames() {
  const list = document.getElementById("entity-names");
  list.append(...BY_WEIGHT.slice(0, 2000).map((node) => option(labelOf(node.id), "")));
}

startCamera(choose);
startSearch();
startTabs();
startMenus();
startNames();
startBegin();
startPhone();
startTaking();
startKeys(choose);
followAddress();
window.addEventListener("hashchange", followAddress);

/* Where things are on the screen: for tests, and for whoever steers the page from outside. */
window.explorer = Object.freeze({
  selected: () => STATE.selected,
  scale: () => NETWORK.getScale(),
  drawn: () => DRAWN,
  marks: () => HITS.map(({ kind, id, x, y, width, height }) => ({ kind, id, x, y, width, height })),
  places: () => Object.fromEntries(DATA.nodes.map((node) => [node.id, { x: node.x, y: node.y }])),
  moduleOf,
  chips: (id) => chipsOf(MODULES.get(id)).map((chip) => chip.text),
  lit: () => (LIT.nodes ? [...LIT.nodes].sort() : null),
  bundles: () =>
    [...BUNDLES.values()].map((bundle) => ({
      from: bundle.from,
      to: bundle.to,
      path: tracedPath(bundle.route, bundle),
    })),
  boxes: () => Object.fromEntries(DATA.modules.map((module) => [module.id, module.box])),
  isOpen: (id) => isOpen(MODULES.get(id), viewNow()),
  found: () =>
    FOUND
      ? {
          sign: FOUND.sign,
          sentence: sayChains(FOUND),
          chains: FOUND.chains.map(({ nodes, sign, seen, opposed }) => ({
            nodes,
            sign,
            seen,
            opposed: opposed.length > 0,
          })),
        }
      : null,
  svg: () => svgOf(),
  tsv: () => tsvOf(),
  recipe: () => (CHAIN ? recipeOf(CHAIN.chain) : null),
  pan: (dx) => {
    const at = NETWORK.getViewPosition();
    move({ x: at.x + dx / NETWORK.getScale(), y: at.y }, NETWORK.getScale());
  },
  zoom: (scale) => move(NETWORK.getViewPosition(), scale),
  busy: () => BUSY > 0,
  camera: () => {
    const at = NETWORK.getViewPosition();
    return [at.x, at.y, NETWORK.getScale()].map((part) => Number(part.toFixed(3)));
  },
  chain: () => (CHAIN ? CHAIN.number : null),
  screen: (x, y) => {
    const place = NETWORK.canvasToDOM({ x, y });
    const frame = document.getElementById("canvas").getBoundingClientRect();
    return { x: frame.left + place.x, y: frame.top + place.y };
  },
  at: (id) => {
    const line = LINES.get(id);
    const folded =
      edgeOf(id) && !line
        ? verdictsOf(edgeOf(id))
            .map((one) => one.id)
            .find((key) => PLACES.has(key))
        : null;
    const badge = PLACES.get(folded || id);
    const module = MODULES.get(
      moduleOf(id) ||
        (line && line.module) ||
        (badge && NODES.get(BADGES.get(folded || id).node).module),
    );
    const spot = MODULES.has(id)
      ? MODULES.get(id).box
      : BUNDLES.has(id)
        ? middleOf(
            (DATA.ways.find((way) => "bundle:" + way.from + ":" + way.to === id) || BUNDLES.get(id))
              .route,
          )
        : NODES.has(id)
          ? [NODES.get(id).x, NODES.get(id).y]
          : line
            ? toWorld(module, ...middleOf(line.route))
            : badge
              ? toWorld(module, badge[0], badge[1])
              : [0, 0];
    const place = NETWORK.canvasToDOM({ x: spot[0], y: spot[1] });
    const frame = document.getElementById("canvas").getBoundingClientRect();
    return { x: frame.left + place.x, y: frame.top + place.y };
  },
});
