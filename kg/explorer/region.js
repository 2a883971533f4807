/* Circumstances: regions of experiments, each kept once so that equal ones are identical. Where
   several can hold at once is geometry; which records may speak there was decided in Python. */

const REGIONS = new Map();

function region(kinds, ranges) {
  const key = JSON.stringify([Object.entries(kinds).sort(), Object.entries(ranges).sort()]);
  if (!REGIONS.has(key)) REGIONS.set(key, { key, kinds, ranges, met: new Map() });
  return REGIONS.get(key);
}

function readRegion([kinds, ranges]) {
  const bounds = Object.entries(ranges).map(([facet, [low, high]]) => [
    facet,
    [low === null ? -Infinity : low, high === null ? Infinity : high],
  ]);
  return region(kinds, Object.fromEntries(bounds));
}

const TABLE = DATA.network.regions.map(readRegion);
const ANYWHERE = region({}, {});

function meet(one, other) {
  if (one === other || other === ANYWHERE) return one;
  if (one === ANYWHERE) return other;
  if (!one.met.has(other)) one.met.set(other, met(one, other));
  return one.met.get(other);
}

function met(one, other) {
  const kinds = { ...one.kinds };
  for (const [facet, values] of Object.entries(other.kinds)) {
    kinds[facet] = kinds[facet] ? kinds[facet].filter((value) => values.includes(value)) : values;
    if (!kinds[facet].length) return null;
  }
  const ranges = { ...one.ranges };
  for (const [facet, [low, high]] of Object.entries(other.ranges)) {
    const [least, most] = ranges[facet] || [low, high];
    ranges[facet] = [Math.max(low, least), Math.min(high, most)];
    if (ranges[facet][0] > ranges[facet][1]) return null;
  }
  return region(kinds, ranges);
}

function inside(one, other) {
  return meet(one, other) === one;
}

function byFacet(entries) {
  return Object.entries(entries).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
}

/* A total order of regions: by their facets and values, kinds before ranges. */
function byRegion(one, other) {
  const told = (entries) => byFacet(entries).map(([facet, values]) => [facet, ...values]);
  return (
    byParts(told(one.kinds), told(other.kinds)) || byParts(told(one.ranges), told(other.ranges))
  );
}

/* Compare lists part by part, lists in them too; what ends first comes first. */
function byParts(one, other) {
  for (let at = 0; at < Math.min(one.length, other.length); at += 1) {
    const [a, b] = [one[at], other[at]];
    const found = Array.isArray(a) ? byParts(a, b) : a < b ? -1 : a > b ? 1 : 0;
    if (found) return found;
  }
  return one.length - other.length;
}

/* The limits in words, the arm left out: it stands on the chain itself. */
function regionText(one) {
  const parts = byFacet(one.kinds)
    .filter(([facet]) => facet !== "arm")
    .map(([facet, values]) => facet + " " + values.join(" or "));
  for (const [facet, bounds] of byFacet(one.ranges)) {
    const general = facet.split(" per ")[0] + "]";
    const wider = one.ranges[general];
    // Says no more than the wider one.
    if (facet !== general && wider && wider[0] === bounds[0] && wider[1] === bounds[1]) continue;
    parts.push(rangeText(facet, ...bounds));
  }
  return parts.join("; ");
}

function rangeText(facet, low, high) {
  const [name, unit] = facet.replace(/\]$/, "").split(" [");
  const [from, to] = [low, high].map((bound) => String(Number(bound.toPrecision(6))));
  const bounds =
    low === high
      ? from
      : low === -Infinity
        ? "<=" + to
        : high === Infinity
          ? ">=" + from
          : from + "-" + to;
  return name + " " + bounds + (unit ? " " + unit : "");
}

/* --- choosing one finding for each step, so that all can hold at once ------------------------- */

/* Follow every choice of one finding for the step; drop one only where another holds wherever it
   does and is silenced by no more. */
function grow(regions, step) {
  if (!step.findings.length) return regions;
  const grown = new Map();
  for (const before of regions)
    for (const finding of step.findings) {
      const holds = meet(before.holds, finding.holds);
      if (!holds) continue;
      const silenced = new Set([...before.silenced, ...finding.silenced]);
      if ([...silenced].some((other) => inside(holds, other))) continue;
      grown.set(
        holds.key +
          "|" +
          [...silenced]
            .map((one) => one.key)
            .sort()
            .join("|"),
        { holds, silenced },
      );
    }
  let kept = [];
  for (const one of grown.values()) {
    if (kept.some((other) => covers(other, one))) continue;
    kept = kept.filter((other) => !covers(one, other));
    kept.push(one);
  }
  return kept;
}

function covers(wide, narrow) {
  return (
    inside(narrow.holds, wide.holds) && [...wide.silenced].every((one) => narrow.silenced.has(one))
  );
}
