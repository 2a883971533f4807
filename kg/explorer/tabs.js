/* The tabs of the panel, and what changes when filters or the view do. */

const TABS = ["details", "filters", "questions", "chains", "whatif"];

function showTab(name, keepFocus) {
  STATE.tab = name;
  light();
  for (const tab of TABS) {
    const control = document.getElementById("tab-" + tab);
    control.setAttribute("aria-selected", String(tab === name));
    control.tabIndex = tab === name ? 0 : -1;
  }
  const panel = document.getElementById("panel-body");
  panel.setAttribute("aria-labelledby", "tab-" + name);
  const open = (id) => choose(id, true);
  const parts = {
    details: () => detailsPage(STATE.selected, open),
    filters: () => filterPage(changeFilters),
    questions: () => questionsPage(open),
    chains: () => chainPage(open),
    whatif: () => whatIfPage(open),
  }[name]();
  panel.replaceChildren(
    ...faultNotes(),
    ...(name === "details" ? takenNote() : []),
    ...parts.filter((part) => part !== "" && part !== null),
  );
  panel.scrollTop = 0;
  document
    .getElementById("panel")
    .classList.toggle(
      "wide",
      Boolean(panel.querySelector('.sides:not([data-sides="1"]), .answer')),
    );
  if (keepFocus && document.getElementById(keepFocus)) document.getElementById(keepFocus).focus();
}

function openTab(tab) {
  STATE.faults = [];
  showTab(tab);
  keepAddress();
}

function startTabs() {
  for (const tab of TABS)
    document.getElementById("tab-" + tab).addEventListener("click", () => openTab(tab));
  document.getElementById("tabs").addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const next = TABS[(TABS.indexOf(STATE.tab) + step + TABS.length) % TABS.length];
    openTab(next);
    document.getElementById("tab-" + next).focus();
  });
}

/* What an address asked for and did not get. */
function faultNotes() {
  return STATE.faults.slice(0, 8).map((words) => element("p", "net fault", words));
}

function changeFilters({ filters = {}, ranges = {} }, keepFocus) {
  Object.assign(STATE.filters, filters);
  Object.assign(STATE.ranges, ranges);
  STATE.faults = [];
  refilter();
  showTab("filters", keepFocus);
  showTable(choose);
  showCount();
  keepAddress();
  if (WISH.start || (DOING.held && CHANGES)) askAgain();
  const count = document.getElementById("filter-count");
  if (count) say(count.textContent);
}

function showCount() {
  showReading();
  const shown = document.getElementById("filtered");
  shown.hidden = !filtered();
  if (filtered()) shown.textContent = PASSING.records.size + " of " + RECORDS.size + " records";
}

function setMode(mode) {
  STATE.mode = mode;
  showMode();
}

function showMode() {
  for (const control of document.querySelectorAll("[data-mode]"))
    control.setAttribute("aria-pressed", String(control.dataset.mode === STATE.mode));
  showReading();
  if (NETWORK) NETWORK.redraw();
}
