/* Chains, found by the definitions of docs/chains.md on the network of a wish (network.js): the
   same answers as `kg chains`. Here it is enumerated, multiplied and sorted; work comes in
   slices, so that the page never stands still. */

/* Yield every simple path of at most `most` found steps whose findings can hold at once, as its
   steps and regions; now and then null, a place to pause. */
function* paths(network, start, end, most, avoid, limits) {
  if (start === end || avoid.has(start) || avoid.has(end)) return;
  const far = distances(network, end, most);
  if (!far.has(start)) return;
  const way = [];
  const on = new Set([start]);
  const stack = [{ node: start, next: 0, left: most, regions: startingIn(limits) }];
  let tried = 0;
  while (stack.length) {
    const here = stack[stack.length - 1];
    const step = (network.from.get(here.node) || [])[here.next];
    here.next += 1;
    if (!step) {
      stack.pop();
      on.delete(here.node);
      way.pop();
      continue;
    }
    tried += 1;
    if (tried % 200 === 0) yield null;
    const left = here.left - (step.counts ? 1 : 0);
    if (
      left < 0 ||
      on.has(step.object) ||
      avoid.has(step.object) ||
      !(far.get(step.object) <= left)
    )
      continue;
    const regions = grow(here.regions, step);
    if (!regions.length) continue;
    if (step.object === end) yield { steps: [...way, step], regions };
    else {
      way.push(step);
      on.add(step.object);
      stack.push({ node: step.object, next: 0, left, regions });
    }
  }
}

/* The region that is asked for, or several of them. */
function startingIn(limits) {
  return [].concat(limits).map((holds) => ({ holds, silenced: new Set() }));
}

/* --- chains ----------------------------------------------------------------------------------- */

function chainOf(network, { steps, regions }) {
  const holds = regions.map((one) => one.holds).sort(byRegion)[0];
  const found = steps.filter((step) => step.counts);
  const chain = {
    steps,
    holds,
    sign: signOfSteps(steps),
    nodes: [steps[0].subject, ...steps.map((step) => step.object)],
    seen: steps.length === 1 && found.length === 1,
    length: found.length,
    weakest: found.length ? Math.min(...found.map((step) => step.studies)) : 0,
    studies: steps.reduce((sum, step) => sum + step.studies, 0),
    doubtful: steps.some((step) => step.doubtful),
    doubts: [...new Set(steps.flatMap((step) => step.doubts))],
    opposed: against(network.plain, steps, holds),
    strained: against(network.prevailing, steps, holds).length > 0,
    passesOutcome: steps.slice(0, -1).some((step) => ENTITIES.get(step.object).kind === "outcome"),
  };
  chain.skips = steps.some((step) => step.skips);
  chain.firm = !chain.strained && steps.every((step) => step.firm);
  chain.counterForce = chain.opposed.length > 0 && chain.weakest > 0;
  chain.rank = [
    chain.opposed.length > 0,
    !chain.seen,
    chain.strained,
    chain.passesOutcome,
    chain.skips,
    chain.length,
    -chain.weakest,
    chain.doubtful,
    -chain.studies,
  ].map(Number);
  return chain;
}

/* The findings of a step that stand where the chain holds. */
function standing(step, holds) {
  return step.findings.filter((finding) => {
    const both = meet(holds, finding.holds);
    return both && !finding.silenced.some((other) => inside(both, other));
  });
}

function signOfSteps(steps) {
  return steps.filter((step) => step.lowers).length % 2 ? "-" : "+";
}

/* The pairs of nodes between which the signs go against one of some direct findings that can hold
   here. */
function against(direct, steps, holds) {
  const found = [];
  if (steps.length === 1) return found; // what was seen from end to end is a finding of its own
  steps.forEach((step, first) => {
    let sign = "+";
    for (const later of steps.slice(first)) {
      if (later.lowers) sign = TURN[sign];
      const seen = direct.get(step.subject + ">" + later.object);
      if (seen && seen.sign !== sign && seen.findings.some((finding) => meet(holds, finding.holds)))
        found.push([step.subject, later.object]);
    }
  });
  return found;
}

/* What was seen, then what skips no step, the shortest, the best supported; opposed ones last. No
   weights, no score. */
function byRank(a, b) {
  return byParts(a.rank, b.rank) || byParts(a.steps.map(keyOf), b.steps.map(keyOf));
}

function netSign(signs) {
  const found = new Set(signs);
  return found.size === 1 ? [...found][0] : null;
}

/* The one sign of unopposed ways; where they part, that of the firm ones, or of those past no
   outcome. */
function signOfHow(how) {
  if (netSign(how.map((chain) => chain.sign))) return how[0].sign;
  const firm = how.filter((chain) => chain.firm);
  return netSign(
    (firm.length ? firm : how.filter((chain) => !chain.passesOutcome && !chain.strained)).map(
      (chain) => chain.sign,
    ),
  );
}

/* All that is to be said of two entities. `tell` hears how many chains there are so far. */
async function findChains(wish, tell, stopped) {
  const network = networkFor(wish);
  const through = (wish.through || []).filter((key) => key !== wish.start && key !== wish.end);
  const chains = [];
  const reached = new Set();
  await inSlices(
    paths(
      network,
      wish.start,
      wish.end,
      wish.most || LONGEST,
      new Set(wish.avoid || []),
      regionOf(network, wish.start),
    ),
    (path) => {
      const chain = chainOf(network, path);
      for (const key of chain.nodes) reached.add(key);
      if (chain.seen || through.every((key) => chain.nodes.includes(key))) chains.push(chain);
    },
    () => tell && tell(chains.length),
    stopped,
  );
  chains.sort(byRank);
  const pair = network.pairs.get(wish.start + ">" + wish.end) || {
    sign: null,
    said: null,
    bare: null,
    nulls: [],
    nullStudies: 0,
    nullTags: [],
    levels: [],
    bars: "",
    compared: "",
  };
  const seen = chains.filter((chain) => chain.seen);
  const voted = seen.filter((chain) => chain.steps[0].voted);
  const unopposed = (chain) => !chain.seen && !chain.opposed.length;
  const ofHow = signOfHow(chains.filter(unopposed));
  const sign =
    !voted.length && !pair.nulls.length
      ? ofHow === pair.bars
        ? null
        : ofHow
      : !voted.length
        ? null
        : voted.length === 1 && !pair.nulls.length
          ? voted[0].sign
          : pair.sign;
  for (const chain of chains)
    chain.rank.splice(2, 0, Number(unopposed(chain) && sign !== null && chain.sign !== sign));
  chains.sort(byRank); // ways of the answer's sign before those of the other
  chains.forEach((chain, place) => {
    chain.number = place + 1;
  });
  groupVariants(chains);
  const how = chains.filter(unopposed);
  const found = wish.versus ? comparedBetween(wish) : null;
  for (const chain of chains) chain.advantages = found ? advantagesOn(chain, found) : [];
  return {
    ...wish,
    byLevel: found ? await advantagesByLevel(wish, found, reached, stopped) : [],
    most: wish.most || LONGEST,
    sign,
    chains,
    seen,
    how,
    pair,
    parting: partingOf(how),
    forces: chains.filter((chain) => chain.counterForce),
    opposed: chains.filter((chain) => chain.opposed.length && !chain.counterForce),
  };
}

/* Where unopposed ways part: the fewer of them, and the steps without which none is left. */
function partingOf(how) {
  const sides = {
    "+": how.filter((chain) => chain.sign === "+"),
    "-": how.filter((chain) => chain.sign === "-"),
  };
  if (!sides["+"].length || !sides["-"].length) return null;
  const fewer = sides["-"].length <= sides["+"].length ? "-" : "+";
  const others = new Set(sides[TURN[fewer]].flatMap((chain) => chain.steps.map(endsKey)));
  const steps = [];
  let left = sides[fewer];
  while (left.length) {
    // greedily: the step on most of them, the one nearest to the end among equals
    const counted = new Map();
    for (const step of left.flatMap((chain) => [...chain.steps].reverse())) {
      const key = endsKey(step);
      if (!others.has(key)) counted.set(key, (counted.get(key) || 0) + 1);
    }
    if (!counted.size) break;
    const most = Math.max(...counted.values());
    const best = [...counted.keys()].find((key) => counted.get(key) === most);
    steps.push(best.split(">"));
    left = left.filter((chain) => chain.steps.every((step) => endsKey(step) !== best));
  }
  return { sign: fewer, raising: sides["+"].length, lowering: sides["-"].length, steps };
}

function endsKey(step) {
  return step.subject + ">" + step.object;
}

/* Give each chain the first that it shares all but a detour with, or null. */
function groupVariants(chains) {
  const heads = [];
  for (const chain of chains) {
    chain.variantOf = heads.find((head) => isVariant(head, chain)) || null;
    chain.variants = [];
    if (chain.variantOf) chain.variantOf.variants.push(chain);
    else heads.push(chain);
  }
}

function isVariant(head, chain) {
  if (
    head.sign !== chain.sign ||
    head.opposed.length > 0 !== chain.opposed.length > 0 ||
    head.nodes.length < 4
  )
    return false;
  const [one, other] = [head.nodes, chain.nodes];
  const shortest = Math.min(one.length, other.length);
  let before = 0;
  while (before < shortest && one[before] === other[before]) before += 1;
  let after = 0;
  while (
    after < shortest - before &&
    one[one.length - 1 - after] === other[other.length - 1 - after]
  )
    after += 1;
  return before + after - 2 > 0 && one.length - before - after <= 1;
}

/* Run a generator for some milliseconds at a time. */
async function inSlices(steps, take, tell, stopped) {
  for (const step of steps) {
    if (step) take(step);
    else if (await breathed(tell, stopped)) return;
  }
  await breathed(tell, stopped);
}

let SINCE = 0; // when the page last had time to do other things

async function breathed(tell, stopped) {
  if (performance.now() - SINCE <= 12) return false;
  if (tell) tell();
  await new Promise((resolve) => setTimeout(resolve));
  SINCE = performance.now();
  return Boolean(stopped && stopped());
}
