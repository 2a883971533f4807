/* The address: all that is visible is written here and read here, and nowhere else. What is chosen
   makes a step of the history; where the camera stands, and what is merely folded, changes it. */
let OWN_HASH = null; // what this page wrote or followed last
let LAST_STEP = null; // the part of it that makes a step
let LATER = null; // an address that is about to be written
let GUARDED = 0; // while an address is followed, nothing is written
let BUSY = 0; // answers that an address still waits for
const EMBEDDED = window.location.protocol === "about:"; // a frame in a notebook has no address
const MODES = ["all", ...(DATA.pair.length ? ["first", "second", "difference"] : [])];
const STEPS_APART = [1, 2, 3];
const MOST_ROWS = 100000;
const DOES = ["up", "down", "cut out"];

/* --- written ---------------------------------------------------------------------------------- */

/* What makes a step of the history, as (name, value). */
function stepNow() {
  const told = [];
  const tell = (name, value) => {
    if (value) told.push([name, String(value)]);
  };
  tell("s", STATE.selected || STATE.unknown);
  tell("find", STATE.sought);
  if (STATE.taken) tell("taken", STATE.taken);
  if (STATE.mode !== "all") tell("mode", STATE.mode);
  if (STATE.degrees !== 1) tell("steps", STATE.degrees);
  if (STATE.tab !== "details") tell("tab", STATE.tab);
  tell("question", STATE.question);
  if (STATE.table) tell("table", 1);
  for (const facet of FACETS) for (const value of STATE.filters[facet]) tell(facet, value);
  for (const facet of RANGES)
    if (STATE.ranges[facet])
      tell(facet, STATE.ranges[facet].map((bound) => (bound === null ? "" : bound)).join(".."));
  if ((STATE.tab === "chains" || CHAIN) && WISH.start && WISH.end) told.push(...chainsNow());
  if (STATE.tab === "whatif" && DOING.held) told.push(...whatIfNow());
  return told;
}

function chainsNow() {
  /** @type {[string, any][]} */
  const told = [
    ["from", WISH.start],
    ["to", WISH.end],
  ];
  for (const name of ["through", "avoid"])
    if (WISH[name].length) told.push([name, WISH[name].join(",")]);
  told.push(["most", WISH.most]);
  if (WISH.versus) told.push(["versus", WISH.versus]);
  for (const name of ["facet", "setting", "basis"])
    if (WISH[name]) told.push(["chain-" + name, WISH[name]]);
  // All of them where it is silent.
  if (CHAIN ? CHAIN.chain : FOUND) told.push(["chain", CHAIN ? CHAIN.number : "none"]);
  return told;
}

function whatIfNow() {
  return [
    ["held", DOING.held],
    ["doing", DOING.doing],
    ["under", DOING.exposure || "none"],
    ["most", DOING.most],
    ...["facet", "setting"]
      .filter((name) => DOING[name])
      .map((name) => ["what-" + name, DOING[name]]),
  ];
}

/* What is visible as well, and makes no step. */
function besidesNow() {
  const told = [];
  if (STATE.theme) told.push(["theme", STATE.theme]);
  if (STATE.legend) told.push(["legend", "1"]);
  if (STATE.unfolded.length) told.push(["unfold", STATE.unfolded.join(",")]);
  if (STATE.table && STATE.sort) told.push(["sort", STATE.sort]);
  if (STATE.columns) told.push(["columns", STATE.columns.join(",")]);
  if (STATE.table && STATE.rows !== 200) told.push(["rows", STATE.rows]);
  if (STATE.camera !== usualCamera())
    told.push(["at", Array.isArray(STATE.camera) ? STATE.camera.join(",") : STATE.camera]);
  return told;
}

/* '#hmgb1-release' alone, or 's=hmgb1-release&mode=difference&setting=in_vivo&...'. */
function written(told) {
  if (!told.length) return "";
  if (told.length === 1 && told[0][0] === "s") return "#" + encodeURIComponent(told[0][1]);
  return "#" + new URLSearchParams(told);
}

function addressNow() {
  return written([...stepNow(), ...besidesNow()]);
}

/* Write the address: a step where something else is chosen, else in place of the one that
   stands. */
function keepAddress() {
  if (GUARDED || OWN_HASH === null) return;
  writeLater();
  const [address, step] = [addressNow(), written(stepNow())];
  if (address === OWN_HASH) return;
  write(address, step !== LAST_STEP);
  LAST_STEP = step;
}

function write(address, asStep) {
  OWN_HASH = address;
  if (EMBEDDED) return;
  const url = address || window.location.pathname + window.location.search;
  if (asStep) history.pushState(null, "", url);
  else history.replaceState(null, "", url);
}

/* A wheel turns many times a second: the place is written when it rests, or before the next
   step. */
function keepView() {
  if (GUARDED || OWN_HASH === null) return;
  if (!LATER) setTimeout(writeLater, 200);
  LATER = addressNow();
}

function writeLater() {
  const address = LATER;
  LATER = null;
  if (address !== null && address !== OWN_HASH) write(address, false);
}

/* --- followed --------------------------------------------------------------------------------- */

/* Draw everything from the address: at the start, by a link, by Back and by reload. */
async function followAddress() {
  const hash = window.location.hash || (OWN_HASH === null ? DATA.start : "");
  if (hash === OWN_HASH) return;
  LATER = null;
  OWN_HASH = hash;
  const asked = readAddress(hash);
  const waits = guarded(() => apply(asked));
  LAST_STEP = written(stepNow());
  if (!waits) return;
  BUSY += 1;
  try {
    await waits;
  } finally {
    BUSY -= 1;
  }
  if (OWN_HASH !== hash) return; // the reader went on in the meantime
  guarded(() => drawAsked(asked));
  LAST_STEP = written(stepNow());
}

function guarded(act) {
  GUARDED += 1;
  try {
    return act();
  } finally {
    GUARDED -= 1;
  }
}

/* All that can be shown at once; gives what has to be waited for, if anything. */
function apply({ state, camera, chains, whatIf, faults }) {
  const usual = isDrawn(state.selected) ? state.selected : "whole";
  if (CHAIN) leaveChain(true);
  Object.assign(STATE, state, { faults, camera: camera || usual });
  Object.assign(
    WISH,
    chains ? { ...chains, drawn: undefined } : STATE.tab === "chains" ? { start: "", end: "" } : {},
  );
  if (!chains && STATE.tab === "chains") {
    RUN += 1;
    FOUND = null;
  }
  Object.assign(DOING, whatIf || (STATE.tab === "whatif" ? { held: "" } : {}));
  if (!whatIf && STATE.tab === "whatif") {
    RUN += 1;
    CHANGES = null;
  }
  refilter();
  showTheme();
  showMenus();
  showMode();
  showCount();
  showTab(STATE.tab);
  showTable(choose);
  showTitle();
  goTo(STATE.camera, false); // now that the panel has its width
  if (chains) return runChains((id) => choose(id, true));
  return STATE.tab === "whatif" && whatIf ? runWhatIf((id) => choose(id, true)) : null;
}

/* What has to wait for an answer: the chain that is drawn, and where the camera stands on it. */
function drawAsked({ chains, camera }) {
  if (chains && FOUND && chains.drawn === null && CHAIN) goTo(camera || "whole", false);
  else if (chains && FOUND && chains.drawn === "none") {
    leaveChain(true);
    goTo(camera || usualCamera(), false);
  } else if (chains && chains.drawn !== null && FOUND) {
    if (FOUND.chains[chains.drawn]) {
      showChain(FOUND.chains[chains.drawn]);
      goTo(camera || "whole", false);
    } else
      STATE.faults.push(
        "The address asks for chain " +
          chains.drawn +
          ", but there are " +
          FOUND.chains.length +
          ".",
      );
    if (!FOUND.chains[chains.drawn]) showTab(STATE.tab);
  }
  light();
}
