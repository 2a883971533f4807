/* The hands of a reader, and his eyes: for test_state.py, put into an open page. */
window.steps = 0;
const push = history.pushState.bind(history);
history.pushState = (...given) => { window.steps += 1; push(...given); };

/* All that is visible, as values that can be compared. */
window.shown = async () => {
  const rest = () => new Promise((done) => setTimeout(done, 0));
  while (window.explorer.busy()) await rest();
  const told = (id) => document.getElementById(id);
  return {
    chips: Object.fromEntries(Object.keys(window.explorer.boxes()).map((id) =>
      [id, window.explorer.chips(id)])),
    panel: told('panel-body').innerText, tab: document.querySelector('[role=tab][aria-selected=true]').id,
    table: told('table').hidden ? '' : told('table').innerText,
    filtered: told('filtered').hidden ? '' : told('filtered').textContent,
    lit: window.explorer.lit(), camera: window.explorer.camera(), title: document.title,
    legend: told('legend').hidden, theme: document.documentElement.dataset.theme,
    mode: document.querySelector('[data-mode][aria-pressed=true]').dataset.mode,
    drawn: window.explorer.chain(),
  };
};

/* Act, wait until the page rests, and say how many steps of the history that made. */
window.act = async (act) => {
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  const rest = async () => { await frame(); await frame(); };
  const before = window.steps;
  await eval(act);
  let last = null;
  for (let turn = 0; turn < 200; turn += 1) {
    const now = String(window.explorer.camera()) + location.hash + BUSY;
    if (now === last && !BUSY) break;
    last = now;
    await rest();
  }
  writeLater();
  return window.steps - before;
};

window.mode = (name) => document.querySelector(`[data-mode=${name}]`).click();
window.press = (id) => { const made = document.getElementById(id); if (!made.hidden) made.click(); };
window.toggle = (at) => {
  openTab('filters');
  const boxes = [...document.querySelectorAll('.facet input[type=checkbox]')];
  boxes[Math.floor(at * boxes.length)].click();
};
window.slide = (low, high) => {
  openTab('filters');
  const [from, to] = document.querySelectorAll('.facet input[type=range]');
  from.value = Math.floor(low * (Number(from.max) + 1));
  to.value = Math.floor(high * (Number(to.max) + 1));
  to.dispatchEvent(new Event('change'));
};
window.sort = (at) => {
  if (!STATE.table) window.press('table-button');
  const heads = document.querySelectorAll('button.sort');
  heads[Math.floor(at * heads.length)].click();
};
window.drawOne = async (at) => {
  beginChain('carbon-ion-irradiation', 'type-i-ifn-response');
  while (!FOUND) await new Promise((done) => setTimeout(done, 5));
  if (FOUND.chains.length) showChain(FOUND.chains[Math.floor(at * FOUND.chains.length)]);
};
window.whatIf = async () => {
  openTab('whatif');
  const wish = { held: 'trex1', doing: 'down', exposure: '', most: 3, facet: '', setting: '' };
  Object.assign(DOING, wish);
  await runWhatIf(choose);
};

/* Follow each address; give those that show nothing, or do not say what they ask for in vain. */
window.fuzz = async (addresses) => {
  const rest = () => new Promise((done) => setTimeout(done, 0));
  const mute = [];
  for (const address of addresses) {
    location.replace(address);
    await rest();
    const { faults } = readAddress(location.hash);
    await followAddress();
    const asked = readPairs(location.hash).find(([name, value]) => name === 's' && value);
    const panel = document.getElementById('panel-body').textContent;
    if (!panel.trim()) mute.push(address + ': nothing is shown');
    const unknown = asked && !known(asked[1]) && STATE.tab === 'details';
    if (unknown && !panel.includes('is not in this corpus')) mute.push(address);
    const unsaid = faults.length && !panel.includes(faults[0].slice(0, 40));
    if (unsaid) mute.push(address + ': ' + faults[0]);
    const at = window.explorer.camera();
    if (!at.every(Number.isFinite)) mute.push(address + ': ' + at);
  }
  return mute;
};

window.clear = () => changeFilters(noFilters());
0; // a function in the last place would be called
