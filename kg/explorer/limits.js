/* The filters of the page on chains and what-ifs: those for which the page has the networks that
   `kg chains --where --system` asks, one value each; of the others it says that they do not
   apply. */

/* Facet of the filters -> what it is called in a wish. */
const WISHED = { [DATA.network.offered.name]: "facet", setting: "setting", basis: "basis" };

/* A wish with what the filters add, and the names of the filters that do and do not limit it. What
   the form itself asks for stands before a filter. */
function limited(wish, filters, ranges) {
  const asked = { ...wish };
  const [applied, ignored] = [[], []];
  for (const [facet, values] of Object.entries(filters)) {
    if (!values.length) continue;
    const name = Object.hasOwn(WISHED, facet) ? WISHED[facet] : null;
    const offers = name && values.length === 1 && DATA.network.offered[name].includes(values[0]);
    if (!offers || (asked[name] && asked[name] !== values[0])) {
      ignored.push(facet);
      continue;
    }
    asked[name] = values[0];
    applied.push(facet);
  }
  for (const [facet, range] of Object.entries(ranges)) if (range) ignored.push(facet);
  return { asked, applied, ignored };
}

function limitedNow(wish) {
  return limited(wish, STATE.filters, STATE.ranges);
}

/* Which filters limit the answer, and which do not; nothing where none is set. */
function sayLimits({ applied, ignored }) {
  const told = (facet) =>
    facetTitle(facet) +
    " " +
    STATE.filters[facet].map((value) => facetWords(facet, value)).join(" or ");
  const limits = applied.map(told).join("; ");
  return [
    ...(limits ? ["Filtered: " + limits + ". What does not report it stays."] : []),
    ...(ignored.length ? ["Not applied here: " + ignored.map(facetTitle).join(", ") + "."] : []),
  ].join(" ");
}

function limitsNote(wish) {
  const words = sayLimits(limitedNow(wish));
  return words ? element("p", "why limits", words) : "";
}

/* What decides whether an answer still holds when the filters change. */
function limitsKeyOf(wish) {
  const { asked } = limitedNow(wish);
  return [asked.facet, asked.setting, asked.basis].join("|");
}

function isStale(answer, wish) {
  return answer !== null && answer.under !== limitsKeyOf(wish);
}

/* The questions once more, where filters have changed what may be answered. */
async function askAgain() {
  RUN += 1;
  const run = RUN;
  const stopped = () => run !== RUN;
  const drawn = CHAIN !== null;
  BUSY += 1;
  try {
    if (WISH.start && isStale(FOUND || {}, WISH)) {
      const under = limitsKeyOf(WISH);
      const found = await findChains(limitedNow(WISH).asked, null, stopped);
      if (stopped()) return;
      FOUND = { ...found, under };
    }
    if (DOING.held && CHANGES && isStale(CHANGES, DOING)) {
      const under = limitsKeyOf(DOING);
      const wish = movesWished();
      const list = await findChanges(limitedNow(wish).asked, null, stopped);
      if (stopped()) return;
      CHANGES = { list, done: true, held: wish.held, under };
    }
    showAnswers(drawn);
  } finally {
    BUSY -= 1;
  }
}

/* Put new answers where the old ones stand; the address changes without a step. */
function showAnswers(drawn) {
  const open = (id) => choose(id, true);
  const [chains, moves] = ["chain-list", "changes"].map((id) => document.getElementById(id));
  if (chains) chains.replaceChildren(...chainList(open));
  if (moves) moves.replaceChildren(...changeList(open));
  light();
  if (drawn && CHAIN)
    guarded(() => {
      leaveChain(true);
      showUnion();
    });
  else showReading();
  if (GUARDED || OWN_HASH === null) return;
  writeLater();
  if (addressNow() === OWN_HASH) return;
  write(addressNow(), false);
  LAST_STEP = written(stepNow());
}
