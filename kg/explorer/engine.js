/* Chains, found by the definitions of docs/chains.md on the table that kg.mechanism wrote: the same
   answers as `kg chains` and `kg whatif`. Work comes in slices, so that the page never stands still. */

/* --- circumstances: regions of experiments, each kept once so that equal ones are identical ------ */

const REGIONS = new Map();

function region(kinds, ranges) {
  const key = JSON.stringify([Object.entries(kinds).sort(), Object.entries(ranges).sort()]);
  if (!REGIONS.has(key)) REGIONS.set(key, { key, kinds, ranges, met: new Map() });
  return REGIONS.get(key);
}

const TABLE = DATA.network.regions.map(([kinds, ranges]) => region(kinds,
  Object.fromEntries(Object.entries(ranges).map(([facet, [low, high]]) => [facet, [low === null ? -Infinity : low, high === null ? Infinity : high]]))));
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

function regionText(one) {
  const parts = Object.entries(one.kinds).filter(([facet]) => facet !== "beam").map(([facet, values]) => facet + " " + values.join(" or "));
  for (const [facet, [low, high]] of Object.entries(one.ranges)) {
    const [name, unit] = facet.replace("]", "").split(" [");
    const bounds = low === high ? String(low) : low === -Infinity ? "≤" + high : high === Infinity ? "≥" + low : low + "–" + high;
    parts.push(name + " " + bounds + (unit ? " " + unit : ""));
  }
  return parts.join("; ");
}

/* --- the network under a wish: oxygen binds the chain, setting and basis choose the records ------ */

const NETWORKS = new Map();

function networkFor(wish) {
  const key = JSON.stringify([wish.setting || "", Boolean(wish.isodose)]);
  if (!NETWORKS.has(key)) NETWORKS.set(key, builtNetwork(wish));
  return NETWORKS.get(key);
}

function builtNetwork(wish) {
  const only = wish.setting ? DATA.network.only[wish.setting] || { changed: {}, added: [] } : { changed: {}, added: [] };
  const steps = [];
  [...DATA.network.steps, ...only.added].forEach(([subject, sign, object, relation, findings, against, refuted, general], number) => {
    let kept = findings.filter(([record]) => !wish.setting || RECORDS.get(record).setting === wish.setting);
    const [against_now, silenced] = only.changed[number] || [against, null];
    kept = kept.map(([record, derived, holds, quiet], place) => ({
      record: RECORDS.get(record), key: record, derived, holds: TABLE[holds], silenced: (silenced ? silenced[place] : quiet).map((one) => TABLE[one]),
    })).filter(({ record }) => !wish.isodose || atIsodose(record));
    if (findings.length && !kept.length) return;
    steps.push({ subject, sign, object, relation, findings: kept, against: against_now.map((one) => TABLE[one]), refuted, general });
  });
  return { steps, from: grouped(steps, (step) => [step.subject]), to: grouped(steps, (step) => [step.object]) };
}

/* A record that compares two beams must do so at the same dose; one that compares none may stay. */
function atIsodose(record) {
  return !record.facets.basis.length || record.facets.basis.includes("isodose");
}

/* --- simple paths, and where all their steps can hold at once ------------------------------------ */

/* Yield every simple path of at most `most` steps whose findings can hold at once in `limits`. */
function* paths(network, start, end, most, avoid, limits) {
  const far = distances(network, end, most);
  const on = new Set([start]);
  const way = [];
  function* further(node, regions) {
    for (const step of network.from.get(node) || []) {
      const next = step.object;
      yield null; // a place to pause
      if (on.has(next) || avoid.has(next) || !(far.get(next) <= most - way.length - 1)) continue;
      const grown = grow(regions, step);
      if (!grown.length) continue;
      way.push(step);
      if (next === end) yield { steps: [...way], regions: grown };
      else {
        on.add(next);
        yield* further(next, grown);
        on.delete(next);
      }
      way.pop();
    }
  }
  if (far.has(start) && !avoid.has(start) && !avoid.has(end)) yield* further(start, [{ holds: limits, silenced: new Set() }]);
}

function distances(network, end, most) {
  const far = new Map([[end, 0]]);
  let wave = [end];
  for (let step = 1; step <= most && wave.length; step += 1) {
    const next = [];
    for (const node of wave) for (const one of network.to.get(node) || []) {
      if (!far.has(one.subject)) { far.set(one.subject, step); next.push(one.subject); }
    }
    wave = next;
  }
  return far;
}

/* Follow every choice of one finding for the step; drop one only where another holds wherever it
   does and is silenced by no more. */
function grow(regions, step) {
  if (!step.findings.length) return regions;
  const grown = new Map();
  for (const before of regions) for (const finding of step.findings) {
    const holds = meet(before.holds, finding.holds);
    if (!holds) continue;
    const silenced = new Set([...before.silenced, ...finding.silenced]);
    if ([...silenced].some((other) => inside(holds, other))) continue;
    grown.set(holds.key + "|" + [...silenced].map((one) => one.key).sort().join("|"), { holds, silenced });
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
  return inside(narrow.holds, wide.holds) && [...wide.silenced].every((one) => narrow.silenced.has(one));
}

/* --- chains -------------------------------------------------------------------------------------- */

function chainOf(steps, holds) {
  const links = steps.map((step) => linkOf(step, holds));
  const found = links.filter((one) => one.step.findings.length).map((one) => one.studies);
  const doubts = new Set(links.flatMap((one) => one.doubts));
  return {
    links, holds, sign: signOfSteps(steps),
    weakest: found.length ? Math.min(...found) : 0,
    studies: votes(links.flatMap((one) => one.findings.map((finding) => finding.record))).length,
    doubtful: doubts.has("contested") || doubts.has("hedged"), doubts: [...doubts].sort(),
    nodes: [steps[0].subject, ...steps.map((step) => step.object)],
  };
}

function linkOf(step, holds) {
  const findings = step.findings.filter((finding) => {
    const both = meet(holds, finding.holds);
    return both && !finding.silenced.some((other) => inside(both, other));
  });
  const contested = Boolean(step.refuted) || step.against.some((other) => meet(holds, other));
  const hedged = findings.length > 0 && findings.every(({ record }) => record.certainty !== "asserted");
  const derived = findings.length > 0 && findings.every((finding) => finding.derived);
  return {
    step, findings, studies: votes(findings.map((finding) => finding.record)).length,
    doubts: [contested && "contested", hedged && "hedged", derived && "derived"].filter(Boolean),
  };
}

function signOfSteps(steps) {
  return steps.filter((step) => step.sign === "-").length % 2 ? "-" : "+";
}

/* Independent votes: a paper once; a collective citation once, and not where a member votes alone. */
function votes(records) {
  const alone = new Set();
  const together = [];
  for (const record of records) {
    if (record.stance === "refutes") continue;
    const primary = record.sources.filter((one) => !one.secondary).map((one) => one.id);
    if (!record.collective || record.sources.length === 1) primary.forEach((key) => alone.add(key));
    else if (primary.length) together.push(new Set(primary));
  }
  let joint = [];
  for (const papers of together) {
    if ([...papers].some((key) => alone.has(key))) continue;
    const sharing = joint.filter((vote) => [...vote].some((key) => papers.has(key)));
    joint = joint.filter((vote) => !sharing.includes(vote));
    joint.push(new Set([...papers, ...sharing.flatMap((vote) => [...vote])]));
  }
  return [...[...alone].map((key) => [key]), ...joint.map((vote) => [...vote].sort())];
}

/* The weakest link first, then doubt, studies, length, and the names; no weights, no score. */
function byRank(a, b) {
  return b.weakest - a.weakest || a.doubtful - b.doubtful || b.studies - a.studies || a.links.length - b.links.length || byName(a.links, b.links);
}

function byName(one, other) {
  for (let at = 0; at < Math.min(one.length, other.length); at += 1) {
    const [a, b] = [one[at].step, other[at].step].map((step) => [step.subject, step.object, step.sign, step.relation]);
    for (let part = 0; part < 4; part += 1) if (a[part] !== b[part]) return a[part] < b[part] ? -1 : 1;
  }
  return one.length - other.length;
}

function bestRegion(path) {
  return path.regions.map((one) => chainOf(path.steps, one.holds)).sort((a, b) => byRank(a, b) || (a.holds.key < b.holds.key ? -1 : 1))[0];
}

function netSign(signs) {
  const found = new Set(signs);
  return found.size > 1 ? "ambiguous" : found.size ? [...found][0] : null;
}

function limitsOf(wish) {
  return wish.oxygen ? region({ oxygen: [wish.oxygen] }, {}) : ANYWHERE;
}

/* All chains, best first: { sign, chains }. `tell` hears how many there are so far. */
async function findChains(wish, tell, stopped) {
  const network = networkFor(wish);
  const through = (wish.through || []).filter((key) => key !== wish.start && key !== wish.end);
  const found = [];
  await inSlices(paths(network, wish.start, wish.end, wish.most || 8, new Set(wish.avoid || []), limitsOf(wish)), (path) => {
    const chain = bestRegion(path);
    if (through.every((key) => chain.nodes.includes(key))) found.push(chain);
  }, () => tell && tell(found.length), stopped);
  found.sort(byRank);
  return { sign: netSign(found.map((chain) => chain.sign)), chains: found };
}

/* Run a generator for some milliseconds at a time. */
async function inSlices(steps, take, tell, stopped) {
  let since = performance.now();
  for (const step of steps) {
    if (step) take(step);
    if (performance.now() - since > 12) {
      if (tell) tell();
      await new Promise((resolve) => setTimeout(resolve));
      if (stopped && stopped()) return;
      since = performance.now();
    }
  }
}

/* --- what if ------------------------------------------------------------------------------------- */

const TURN = { "+": "-", "-": "+" };

/* Hold entities ('up', 'down', 'blocked') and tell what changes under each exposure: the same
   changes, signs and counts of chains as `kg whatif`. */
async function findChanges(wish, tell, stopped) {
  const network = networkFor(wish);
  const held = new Map(Object.entries(wish.held));
  for (const step of network.steps) {
    if (step.relation === "of" && wish.held[step.subject] && !held.has(step.object)) held.set(step.object, wish.held[step.subject]);
  }
  const most = wish.most || 8;
  const beams = wish.exposures && wish.exposures.length ? wish.exposures
    : [...new Set(network.steps.filter((step) => step.relation === "effect").map((step) => step.subject))]
      .filter((key) => ENTITIES.get(key).kind === "radiation" && !wish.held[key]).sort();
  const ends = wish.outcomes && wish.outcomes.length ? wish.outcomes : touched(network, held);
  const moved = [...held.values()].some((doing) => doing !== "blocked");
  const found = [];
  for (const start of [...beams, ...(moved ? [null] : [])]) {
    for (const end of ends) {
      if (held.has(end) || end === start) continue;
      const limits = beamLimits(start, limitsOf(wish));
      const before = [];
      if (start) await inSlices(paths(network, start, end, most, new Set(), limits), (path) => before.push(routeOf(path.steps)), tell, stopped);
      const kept = before.filter((route) => !route.inner.some((key) => held.has(key)));
      const after = [...kept];
      for (const [key, doing] of [...held].sort()) {
        if (doing === "blocked") continue;
        const others = new Set([...held.keys()].filter((other) => other !== key && other !== end));
        if (start) others.add(start);
        others.delete(end);
        await inSlices(paths(network, key, end, most, others, limits), (path) => {
          const route = routeOf(path.steps);
          after.push(doing === "down" ? { ...route, sign: TURN[route.sign], key: "down " + route.key } : route);
        }, tell, stopped);
      }
      if (stopped && stopped()) return found;
      const change = changeOf(before, after);
      if (change === null && !(wish.outcomes && wish.outcomes.length)) continue;
      const count = (sign) => [before, after].map((routes) => routes.filter((route) => route.sign === sign).length);
      found.push({
        exposure: start, entity: end, before: netSign(before.map((one) => one.sign)), after: netSign(after.map((one) => one.sign)),
        change: change || "routes only", raising: count("+"), lowering: count("-"),
      });
      if (tell) tell(found);
    }
  }
  return found;
}

function routeOf(steps) {
  return { sign: signOfSteps(steps), inner: steps.slice(0, -1).map((step) => step.object), key: steps.map((step) => step.subject + step.sign + step.object).join(" ") };
}

/* The wish, limited by the beam that is given. */
function beamLimits(start, limits) {
  let found = limits;
  for (const kin of start ? DATA.network.beams[start] || [] : []) found = meet(found, region({ beam: kin }, {})) || found;
  return found;
}

function touched(network, held) {
  const reached = new Set(held.keys());
  const waiting = [...reached];
  while (waiting.length) {
    for (const step of network.from.get(waiting.pop()) || []) {
      if (!reached.has(step.object)) { reached.add(step.object); waiting.push(step.object); }
    }
  }
  const outcome = (key) => (ENTITIES.get(key).kind === "outcome" ? 0 : 1);
  return [...reached].sort((a, b) => outcome(a) - outcome(b) || (a < b ? -1 : a > b ? 1 : 0));
}

function changeOf(before, after) {
  const was = netSign(before.map((one) => one.sign));
  const now = netSign(after.map((one) => one.sign));
  const beforeKeys = new Set(before.map((one) => one.key));
  const afterKeys = new Set(after.map((one) => one.key));
  const gone = new Set(before.filter((one) => !afterKeys.has(one.key)).map((one) => one.sign));
  const fresh = new Set(after.filter((one) => !beforeKeys.has(one.key)).map((one) => one.sign));
  if (was === now) return gone.size || fresh.size ? "routes only" : null;
  if (now === "ambiguous") return "becomes ambiguous";
  if (now === null && was === "ambiguous") return "no route left";
  if (was in TURN && now in TURN) return "flips";
  const up = gone.has("-") || fresh.has("+");
  const down = gone.has("+") || fresh.has("-");
  return up && down ? "becomes definite" : up ? "gains" : "loses";
}
