/* The page comes alive: one choice at a time, and all of it in the address so that it can be sent. */
let OWN_HASH = null;
const EMBEDDED = window.location.protocol === "about:"; // a frame in a notebook has no address of its own
let READY = false; // before, the camera must not write over the address that is to be followed

function choose(id, bring) {
  STATE.selected = known(id) ? id : null;
  STATE.tab = "details";
  light();
  showTab("details");
  keepAddress();
  if (STATE.selected && bring) { if (CHAIN) leaveChain(); reveal(STATE.selected); }
  showTable(choose);
  document.title = STATE.selected ? nameOf(STATE.selected) + " – CIRT-KG" : "CIRT-KG explorer";
  if (STATE.selected) say(nameOf(STATE.selected));
}

/* Light what is chosen with what it touches, or what a question names; dim the rest. */
function light() {
  LIT = { nodes: null, edges: null, marks: null };
  const id = STATE.selected;
  if (ENTITIES.has(id)) {
    let nodes = new Set([id]);
    const edges = new Set();
    for (let step = 0; step < (NODES.has(id) ? STATE.degrees : 1); step += 1) {
      const touching = [...nodes].filter((key) => step === 0 || !ARMS.has(key)).flatMap((key) => (NODES.has(key) ? [...(EFFECTS_AT.get(key) || []), ...(step ? [] : COMPARISONS_AT.get(key) || [])] : USED_IN.get(key) || []));
      for (const edge of touching.filter(passes)) edges.add(edge.id);
      nodes = new Set([...nodes, ...touching.filter(passes).flatMap(endsOf)]);
    }
    if (!NODES.has(id)) for (const [, other] of ENTITIES.get(id).related) nodes.add(other);
    if ([...nodes].some((key) => NODES.has(key))) LIT = { nodes, edges, marks: null };
  } else if (BUNDLES.has(id)) {
    const edges = BUNDLES.get(id).edges;
    LIT = { nodes: new Set(edges.flatMap((key) => endsOf(EFFECTS.get(key)))), edges: new Set(edges), marks: null };
  } else if (edgeOf(id)) {
    LIT = { nodes: new Set(endsOf(edgeOf(id))), edges: new Set([id]), marks: null };
  } else if (STATE.tab === "questions" && STATE.question) LIT = namedBy(STATE.question);
  else if (STATE.tab === "whatif" && CHANGES) { lightChanges(); return; }
  if (NETWORK) NETWORK.redraw();
}

/* --- tabs ----------------------------------------------------------------------------------- */

const TABS = ["details", "filters", "questions", "chains", "whatif"];

function showTab(name, keepFocus) {
  STATE.tab = name;
  for (const tab of TABS) {
    const control = document.getElementById("tab-" + tab);
    control.setAttribute("aria-selected", String(tab === name));
    control.tabIndex = tab === name ? 0 : -1;
  }
  const panel = document.getElementById("panel-body");
  panel.setAttribute("aria-labelledby", "tab-" + name);
  const open = (id) => choose(id, true);
  const parts = { details: () => detailsPage(STATE.selected, open), filters: () => filterPage(changeFilters), questions: () => questionsPage(open), chains: chainPage, whatif: () => whatIfPage(open) }[name]();
  panel.replaceChildren(...parts.filter((part) => part !== "" && part !== null));
  panel.scrollTop = 0;
  document.getElementById("panel").classList.toggle("wide", Boolean(panel.querySelector('.sides:not([data-sides="1"]), .answer')));
  if (keepFocus && document.getElementById(keepFocus)) document.getElementById(keepFocus).focus();
}

function startTabs() {
  for (const tab of TABS) document.getElementById("tab-" + tab).addEventListener("click", () => { showTab(tab); light(); keepAddress(); });
  document.getElementById("tabs").addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const next = TABS[(TABS.indexOf(STATE.tab) + step + TABS.length) % TABS.length];
    showTab(next);
    light();
    keepAddress();
    document.getElementById("tab-" + next).focus();
  });
}

function changeFilters(wanted, keepFocus) {
  Object.assign(STATE.filters, wanted);
  refilter();
  light();
  showTab("filters", keepFocus);
  showTable(choose);
  showCount();
  keepAddress();
  const count = document.getElementById("filter-count");
  if (count) say(count.textContent);
}

function showCount() {
  const shown = document.getElementById("filtered");
  shown.hidden = !filtered();
  if (filtered()) shown.textContent = PASSING.records.size + " of " + RECORDS.size + " records";
}

function setMode(mode) {
  STATE.mode = mode;
  for (const control of document.querySelectorAll("[data-mode]")) control.setAttribute("aria-pressed", String(control.dataset.mode === mode));
  if (NETWORK) NETWORK.redraw();
}

/* --- the address ---------------------------------------------------------------------------- */

/* '#hmgb1-release' alone, or 's=hmgb1-release&mode=difference&setting=in_vivo&...'. */
function addressNow() {
  const told = new URLSearchParams();
  if (STATE.selected) told.set("s", STATE.selected);
  if (STATE.mode !== "all") told.set("mode", STATE.mode);
  if (STATE.degrees !== 1) told.set("steps", STATE.degrees);
  if (STATE.tab !== "details") told.set("tab", STATE.tab);
  if (STATE.question) told.set("question", STATE.question);
  if (STATE.table) told.set("table", "1");
  for (const facet of FACETS) if (STATE.filters[facet]) told.set(facet, STATE.filters[facet]);
  if (STATE.tab === "chains" && WISH.start && WISH.end) {
    told.set("from", WISH.start);
    told.set("to", WISH.end);
    for (const name of ["through", "avoid"]) if (WISH[name].length) told.set(name, WISH[name].join(","));
    told.set("most", WISH.most);
    for (const name of ["oxygen", "setting", "isodose"]) if (WISH[name]) told.set("chain-" + name, WISH[name]);
    if (CHAIN) told.set("chain", CHAIN.number);
  }
  if (STATE.tab === "whatif" && DOING.held) {
    told.set("held", DOING.held);
    told.set("doing", DOING.doing);
    told.set("under", DOING.exposure || "every");
    told.set("most", DOING.most);
  }
  if ([...told.keys()].join() === "s") return "#" + encodeURIComponent(STATE.selected);
  return told.size ? "#" + told : "";
}

function keepAddress() {
  const wanted = addressNow();
  if (OWN_HASH !== null && bareAddress(OWN_HASH) === wanted) return;
  OWN_HASH = wanted;
  if (window.location.hash === wanted || EMBEDDED) return;
  if (wanted) window.location.hash = wanted;
  else history.pushState(null, "", window.location.pathname + window.location.search);
}

/* Where the camera stands is kept too, but makes no step of the history. */
function keepView() {
  if (!READY || CHAIN || EMBEDDED) return;
  const wanted = addressNow();
  const at = NETWORK.getViewPosition();
  const told = [at.x, at.y].map((part) => part.toFixed(0)).concat(NETWORK.getScale().toFixed(2)).join(",");
  OWN_HASH = (wanted || "#") + (wanted.includes("=") ? "&" : wanted ? "&" : "") + "at=" + told;
  history.replaceState(null, "", OWN_HASH);
}

function bareAddress(hash) {
  const bare = hash.replace(/[#&]?at=[-0-9.,]*$/, "");
  return bare === "#" ? "" : bare;
}

function followAddress() {
  const hash = window.location.hash || (OWN_HASH === null ? DATA.start : "");
  if (hash === OWN_HASH) return;
  OWN_HASH = hash;
  const at = /[#&]at=([-0-9.]+),([-0-9.]+),([0-9.]+)$/.exec(hash);
  const text = bareAddress(hash).slice(1);
  const told = text.includes("=") ? new URLSearchParams(text) : new URLSearchParams();
  let selected = told.get("s");
  if (text && !text.includes("=")) {
    try { selected = decodeURIComponent(text); } catch { selected = null; } // cut in the middle of an escape
  }
  STATE.selected = known(selected) ? selected : null;
  STATE.degrees = [1, 2, 3].includes(Number(told.get("steps"))) ? Number(told.get("steps")) : 1;
  STATE.question = DATA.questions.some((one) => one.name === told.get("question")) ? told.get("question") : null;
  STATE.table = told.get("table") === "1";
  for (const facet of FACETS) STATE.filters[facet] = told.get(facet) || "";
  const tab = TABS.includes(told.get("tab")) ? told.get("tab") : "details";
  STATE.tab = tab;
  setMode(["carbon", "photon", "difference"].includes(told.get("mode")) ? told.get("mode") : "all");
  refilter();
  showCount();
  if (CHAIN) leaveChain();
  if (at) NETWORK.moveTo({ position: { x: Number(at[1]), y: Number(at[2]) }, scale: Math.min(Math.max(Number(at[3]), 0.05), 60) });
  light();
  if (tab === "chains" && ENTITIES.has(told.get("from")) && ENTITIES.has(told.get("to"))) {
    const many = (name) => (told.get(name) || "").split(",").filter((key) => ENTITIES.has(key));
    Object.assign(WISH, { start: told.get("from"), end: told.get("to"), through: many("through"), avoid: many("avoid"), most: steps(told, 5),
      oxygen: told.get("chain-oxygen") || "", setting: told.get("chain-setting") || "", isodose: Boolean(told.get("chain-isodose")) });
    showTab(tab);
    runChains().then(() => { const place = Number(told.get("chain")); if (told.has("chain") && FOUND && FOUND.chains[place]) showChain(FOUND.chains[place], place); });
  } else if (tab === "whatif" && ENTITIES.has(told.get("held"))) {
    Object.assign(DOING, { held: told.get("held"), doing: ["up", "down"].includes(told.get("doing")) ? told.get("doing") : "blocked", exposure: ARMS.has(told.get("under")) ? told.get("under") : told.get("under") === "every" ? "" : DATA.pair[0] || "", most: steps(told, 6) });
    showTab(tab);
    runWhatIf(choose);
  } else showTab(tab);
  showTable(choose);
  if (STATE.selected && !at) reveal(STATE.selected); // now that the panel has its width
  document.title = STATE.selected ? nameOf(STATE.selected) + " – CIRT-KG" : "CIRT-KG explorer";
}

function steps(told, otherwise) {
  const many = Number(told.get("most"));
  return many >= 1 && many <= 8 ? many : otherwise;
}

/* --- the rest of the window ----------------------------------------------------------------- */

function startMenus() {
  for (const id of ["legend", "take"]) {
    const control = document.getElementById(id + "-button");
    control.addEventListener("click", () => {
      const shown = document.getElementById(id);
      shown.hidden = !shown.hidden;
      control.setAttribute("aria-expanded", String(!shown.hidden));
    });
  }
  for (const control of document.querySelectorAll("[data-mode]")) {
    control.addEventListener("click", () => { setMode(control.dataset.mode); keepAddress(); say("View: " + control.textContent); });
  }
  document.getElementById("table-button").addEventListener("click", () => {
    STATE.table = !STATE.table;
    showTable(choose);
    keepAddress();
    say(STATE.table ? "Table of the evidence" : "Picture");
    if (!STATE.table) NETWORK.redraw();
  });
  document.getElementById("theme-button").addEventListener("click", () => setTheme(THEME === THEMES.dark ? "light" : "dark"));
  document.getElementById("leave-chain").addEventListener("click", leaveChain);
  document.getElementById("filtered").addEventListener("click", () => showTab("filters"));
}

function setTheme(name) {
  THEME = THEMES[name];
  document.documentElement.dataset.theme = name;
  document.getElementById("theme-button").textContent = name === "dark" ? "Light" : "Dark";
  if (NETWORK) NETWORK.redraw();
}

function startNames() {
  const list = document.getElementById("entity-names");
  list.append(...BY_WEIGHT.slice(0, 2000).map((node) => option(labelOf(node.id), "")));
}

setTheme(window.matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
setMode("all");
startCamera((id) => choose(id));
startSearch(choose);
startTabs();
startMenus();
startNames();
startTaking();
startKeys(choose);
followAddress();
READY = true;
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
  bundles: () => [...BUNDLES.values()].map((bundle) => ({ from: bundle.from, to: bundle.to, path: tracedPath(bundle.route, bundle) })),
  boxes: () => Object.fromEntries(DATA.modules.map((module) => [module.id, module.box])),
  isOpen: (id) => isOpen(MODULES.get(id), viewNow()),
  findChains: (wish) => findChains(wish).then(({ sign, chains }) => ({ sign, chains: chains.map(({ nodes, sign: own, weakest, studies, doubts }) => ({ nodes, sign: own, weakest, studies, doubts })) })),
  findChanges: (wish) => findChanges(wish),
  svg: () => svgOf(), tsv: () => tsvOf(), recipe: () => (CHAIN ? recipeOf(CHAIN.chain) : null),
  pan: (dx) => { const at = NETWORK.getViewPosition(); NETWORK.moveTo({ position: { x: at.x + dx / NETWORK.getScale(), y: at.y } }); },
  zoom: (scale) => NETWORK.moveTo({ scale }),
  screen: (x, y) => {
    const place = NETWORK.canvasToDOM({ x, y });
    const frame = document.getElementById("canvas").getBoundingClientRect();
    return { x: frame.left + place.x, y: frame.top + place.y };
  },
  at: (id) => {
    const line = LINES.get(id);
    const folded = edgeOf(id) && !line ? verdictsOf(edgeOf(id)).map((one) => one.id).find((key) => PLACES.has(key)) : null;
    const badge = PLACES.get(folded || id);
    const module = MODULES.get(moduleOf(id) || (line && line.module) || (badge && NODES.get(BADGES.get(folded || id).node).module));
    const spot = MODULES.has(id) ? MODULES.get(id).box : BUNDLES.has(id) ? middleOf(BUNDLES.get(id).route) : NODES.has(id) ? [NODES.get(id).x, NODES.get(id).y]
      : line ? toWorld(module, ...middleOf(line.route)) : badge ? toWorld(module, badge[0], badge[1]) : [0, 0];
    const place = NETWORK.canvasToDOM({ x: spot[0], y: spot[1] });
    const frame = document.getElementById("canvas").getBoundingClientRect();
    return { x: frame.left + place.x, y: frame.top + place.y };
  },
});
