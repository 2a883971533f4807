/* Chains read against another exposure, as `kg chains --versus` reads them: where on a chain the
   advantage enters, what that predicts at the end, and what was found there. Bases are never
   pooled. Python has written every comparison that votes, and where it can hold. */

const COMPARED = DATA.compared;
const COMPARED_AT = COMPARED.regions.map(readRegion);
const TURNED_LEVEL = { higher: "lower", lower: "higher", similar: "similar" };

/* The two arms, then what they are kinds of, the nearest first; never a shared kind. */
function armPairs(start, versus) {
  const [mine, others] = [start, versus].map((key) => [key, ...(COMPARED.wider[key] || [])]);
  const pairs = mine.flatMap((one, near) => others.map((other, far) => [near + far, one, other]));
  return pairs
    .filter(([, one, other]) => !others.includes(one) && !mine.includes(other))
    .sort(byParts)
    .map(([, one, other]) => [one, other]);
}

/* What votes on each entity between two exposures, by basis and entity; where the two were never
   compared, a comparison of what they are kinds of speaks for them, and is marked lifted. */
function comparedBetween(wish) {
  const key = [wish.facet || "", wish.setting || "", wish.basis || ""].join("|");
  const rows = unrolled(COMPARED.covered[key]).map((place) => COMPARED.rows[place]);
  const found = new Map();
  for (const [one, other] of armPairs(wish.start, wish.versus)) {
    const nearer = new Set([...found.values()].map((seen) => seen.entity));
    const lifted = [one, other].filter((arm) => arm !== wish.start && arm !== wish.versus);
    for (const row of rows) {
      const [exposure, comparator, entity] = row;
      const same = exposure === one && comparator === other;
      if (nearer.has(entity) || !(same || (exposure === other && comparator === one))) continue;
      collect(found, row, same, lifted);
    }
  }
  return found;
}

function collect(found, [, , entity, bases, levels, papers, region], same, lifted) {
  for (const basis of bases) {
    const key = basis + "|" + entity;
    if (!found.has(key))
      found.set(key, {
        basis,
        entity,
        levels: new Set(),
        papers: new Set(),
        regions: new Set(),
        lifted,
      });
    const seen = found.get(key);
    for (const level of levels) seen.levels.add(same ? level : TURNED_LEVEL[level]);
    for (const paper of papers) seen.papers.add(paper);
    seen.regions.add(region);
  }
}

/* The one level on which all agree, if it is a difference. */
function plainLevel(seen) {
  const [level] = seen.levels;
  return seen.levels.size === 1 && level !== "similar" ? level : null;
}

/* A chain read against the other exposure, once for each basis on which anything was compared. */
function advantagesOn(chain, found) {
  const later = chain.nodes.slice(1);
  const bases = [...new Set([...found.values()].map((seen) => seen.basis))].filter((basis) =>
    later.some((entity) => found.has(basis + "|" + entity)),
  );
  return bases.sort().map((basis) => {
    const compared = later.map((entity) => found.get(basis + "|" + entity)).filter(Boolean);
    const end = later[later.length - 1];
    const first = compared.find((seen) => seen.entity !== end && plainLevel(seen));
    const predicted = first ? carried(plainLevel(first), chain, first.entity) : null;
    const verdict = judged(compared, end, predicted);
    return { basis, compared, enters: first ? first.entity : null, predicted, verdict };
  });
}

/* A level as the signs after an entity carry it to the end. */
function carried(level, chain, entity) {
  const after = chain.steps.slice(chain.nodes.indexOf(entity));
  return signOfSteps(after) === "-" ? TURNED_LEVEL[level] : level;
}

/* What is predicted at the end against what was found there; null where neither says. */
function judged(compared, end, predicted) {
  const direct = compared.find((seen) => seen.entity === end);
  if (predicted === null) return direct && plainLevel(direct) ? "unexplained" : null;
  if (!direct) return "predicted";
  if (direct.levels.size > 1) return null;
  return direct.levels.has(predicted) ? "explained" : "contradicted";
}

/* The advantages that enter where no signed chain from the start leads, by basis. */
async function advantagesByLevel(wish, found, reached, stopped) {
  const network = networkFor(wish);
  const listed = [...found.values()].sort((a, b) =>
    byParts([a.basis, a.entity], [b.basis, b.entity]),
  );
  const given = COMPARED.starts[wish.start];
  const arms = given === undefined ? ANYWHERE : given < 0 ? null : COMPARED_AT[given];
  const made = [];
  for (const seen of listed) {
    const { basis, entity } = seen;
    const level = plainLevel(seen);
    if ([wish.start, wish.end, wish.versus].includes(entity) || reached.has(entity) || !level)
      continue;
    const regions = [...seen.regions].map((place) => heldAt(place, arms, network)).filter(Boolean);
    const chains = regions.length ? await routesFrom(network, wish, entity, regions, stopped) : [];
    if (!chains.length) continue;
    const ends = new Set(chains.map((one) => (one.sign === "-" ? TURNED_LEVEL[level] : level)));
    const predicted = ends.size === 1 ? [...ends][0] : null;
    const compared = [entity, wish.end].map((key) => found.get(basis + "|" + key)).filter(Boolean);
    const verdict = predicted ? judged(compared, wish.end, predicted) : null;
    made.push({ basis, enters: entity, level, compared, chains, predicted, verdict });
  }
  return made.sort((a, b) => byRank(a.chains[0], b.chains[0]) || byParts([a.basis], [b.basis]));
}

/* Where a comparison holds, within what was asked and under the start's arms. */
function heldAt(place, arms, network) {
  if (place < 0 || !arms) return null;
  const held = meet(COMPARED_AT[place], arms);
  return held && meet(held, network.region);
}

async function routesFrom(network, wish, entity, regions, stopped) {
  if ((wish.avoid || []).includes(entity)) return [];
  const barred = new Set([...(wish.avoid || []), wish.start, wish.versus]);
  const through = (wish.through || []).filter((key) => key !== wish.start && key !== wish.end);
  const most = (wish.most || LONGEST) - 1;
  const found = [];
  await inSlices(
    paths(network, entity, wish.end, most, barred, regions),
    (path) => {
      const chain = chainOf(network, path);
      if (through.every((key) => chain.nodes.includes(key))) found.push(chain);
    },
    () => {},
    stopped,
  );
  return found.sort(byRank);
}

/* --- shown ------------------------------------------------------------------------------------ */

/* Exposures that the start was compared with, itself or what it is a kind of: those most often
   compared first. */
function comparators(start) {
  const mine = [start, ...(COMPARED.wider[start] || [])];
  const counts = new Map();
  for (const [one, other] of COMPARED.rows)
    for (const [arm, versus] of [
      [one, other],
      [other, one],
    ])
      if (mine.includes(arm) && !mine.includes(versus))
        counts.set(versus, (counts.get(versus) || 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([key]) => key);
}

function advantageText(one) {
  const enters = one.enters
    ? "enters at " +
      labelOf(one.enters) +
      ", predicts " +
      (one.predicted || "either") +
      " at the end; "
    : "";
  const seen = one.compared.map((at) => {
    const wider = at.lifted.length ? " (" + at.lifted.map(labelOf).join(", ") + ")" : "";
    return labelOf(at.entity) + " " + [...at.levels].sort().join(" or ") + wider;
  });
  const verdict = one.verdict || "not decided";
  return basisWords(one.basis) + ": " + enters + verdict + ": " + seen.join("; ");
}

function advantageLine(one) {
  const cited = [...new Set(one.compared.flatMap((at) => [...at.papers]))].map((key) => {
    const paper = PAPERS.get("paper:" + key);
    return paper ? paper.citation : key;
  });
  return element(
    "span",
    "by advantage",
    capital(advantageText(one)),
    element("span", "papers", cited.join("; ")),
  );
}

/* Advantages along levels: no signed chain leads to where they enter. */
function levelRows() {
  const { versus, byLevel, start } = FOUND;
  if (!versus || !byLevel.length) return [];
  const rows = byLevel.map((one) =>
    element(
      "div",
      "found",
      element("b", "", labelOf(one.enters) + ": " + one.level + " than with " + labelOf(versus)),
      advantageLine(one),
      ...bothSigns(one.chains).map((chain) => element("span", "by", sayRoute(chain))),
    ),
  );
  const why =
    "No signed chain from " +
    labelOf(start) +
    " leads to where these enter, but the two were compared there, and the signs after it carry " +
    "that level to the end.";
  return [element("p", "quiet", why), ...cutList(rows)];
}

/* The best chain of each sign. */
function bothSigns(chains) {
  const signs = new Map();
  for (const chain of chains) if (!signs.has(chain.sign)) signs.set(chain.sign, chain);
  return [...signs.values()];
}

function cutList(rows) {
  const rest = rows.slice(SHOWN_WAYS);
  return [
    ...rows.slice(0, SHOWN_WAYS),
    ...(rest.length ? [folded(rest.length + " more", () => rest)] : []),
  ];
}
