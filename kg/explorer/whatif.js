/* What if something is inhibited, raised, lowered or cut out: the same moves as `kg whatif`. */

/* Hold entities ({ trex1: 'blocked' | 'up' | 'down' | 'cut out' }) and tell which quantities move
   under each exposure; by itself, against nothing done, where none is named. */
async function findChanges(wish, tell, stopped) {
  const study = studyOf(wish);
  const starts = wish.exposures && wish.exposures.length ? wish.exposures : [null];
  const found = [];
  for (const start of starts) {
    for (const end of touched(study)) {
      if (study.held.has(end) || end === start) continue;
      const one = await outcomeOf(study, start, end, stopped);
      if (stopped && stopped()) return found;
      if (one.change !== "routes only" || one.route) found.push(one);
      if (tell) tell(found);
    }
  }
  return found.sort(byMove);
}

function studyOf(wish) {
  const network = networkFor(wish);
  const named = new Map(Object.entries(wish.held).sort(([a], [b]) => (a < b ? -1 : 1)));
  const held = new Map(named);
  for (const step of network.steps) {
    // ways run past the measure and the pathway, not past the gene
    const doing = named.get(step.subject);
    if (doing && (doing === "up" ? step.risesWith : step.fallsWith) && !held.has(step.object))
      held.set(step.object, doing);
  }
  return { network, named, held, most: wish.most || LONGEST, ways: new Map() };
}

/* All that what is held can act on. */
function touched({ network, held }) {
  const reached = new Set(held.keys());
  const waiting = [...reached];
  while (waiting.length) {
    for (const step of network.from.get(waiting.pop()) || []) {
      if (!reached.has(step.object)) {
        reached.add(step.object);
        waiting.push(step.object);
      }
    }
  }
  return [...reached].sort();
}

async function outcomeOf(study, start, end, stopped) {
  const own = start ? await between(study, start, end, [], stopped) : [];
  const gone = own.filter((way) => way.nodes.slice(1, -1).some((key) => study.held.has(key)));
  let left = own.filter((way) => !gone.includes(way));
  if (
    left.some(
      (way) => way.seen && gone.some((other) => !other.opposed.length && other.sign === way.sign),
    )
  ) {
    // What was seen does not say by which way: it may run through what is held.
    left = left.filter((way) => !way.seen);
  }
  const acting = await actingOn(study, start, end, stopped);
  const moves = netSign(acting.map((one) => one.sign));
  const cutOut = [...study.named.values()].every((doing) => doing === "cut out");
  const route = cutOut
    ? gone[0] || null
    : (acting.find((one) => moves === null || one.sign === moves) || { best: null }).best;
  const after = [stateOf(left), ...acting.map((one) => one.sign || "ambiguous")].filter(
    (sign) => sign !== "none",
  );
  const unopposed = own.filter((way) => !way.opposed.length);
  return {
    exposure: start,
    entity: end,
    before: stateOf(own),
    after: joined(after),
    route,
    change: cutOut
      ? severed(own, left)
      : !acting.length
        ? "routes only"
        : { "+": "gains", "-": "loses" }[moves] || "becomes ambiguous",
    against:
      cutOut || !route
        ? 0
        : acting
            .flatMap((one) => one.ways)
            .filter((way) => !way.opposed.length && way.sign !== route.sign).length,
    lost: unopposed.filter((way) => gone.includes(way)).length,
    kept: unopposed.filter((way) => !gone.includes(way)).length,
    shown: shownOn(study, start, end),
  };
}

/* What each held entity does to the end: its sign, turned for a fall; its ways, the best of
   them. */
async function actingOn(study, start, end, stopped) {
  const found = [];
  for (const [key, doing] of study.named) {
    if (doing === "cut out") continue;
    const others = new Set([...study.named.keys()].filter((other) => other !== key));
    if (start) others.add(start);
    others.delete(end);
    if (
      isTreatment(key) &&
      doing !== "up" &&
      key !== start &&
      !partsOf(study.network, start).includes(key)
    )
      continue; // what is not given cannot be taken away
    const ways = (await between(study, key, end, [...others].sort(), stopped)).filter(
      (way) => !way.steps.some((step) => step.ofArms),
    );
    if (!ways.length) continue;
    const own = signOfWays(ways);
    found.push({
      sign: own && doing !== "up" ? TURN[own] : own,
      ways,
      best: ways.find((way) => own === null || way.sign === own),
    });
  }
  return found;
}

function isTreatment(key) {
  return DATA.network.treatments.includes(ENTITIES.get(key).kind);
}

function partsOf(network, start) {
  return start
    ? (network.from.get(start) || [])
        .filter((step) => step.relation === "components")
        .map((step) => step.object)
    : [];
}

/* The ways from one to another, best first; an effect seen only beside another treatment is no
   mechanism. */
async function between(study, start, end, avoid, stopped) {
  const key = [start, end, ...avoid].join(">");
  if (!study.ways.has(key)) {
    const found = [];
    await inSlices(
      paths(study.network, start, end, study.most, new Set(avoid), regionOf(study.network, start)),
      (path) => {
        const way = chainOf(study.network, path);
        if (way.seen || !way.steps.some((step) => step.ofArms)) found.push(way);
      },
      null,
      stopped,
    );
    study.ways.set(key, found.sort(byRank));
  }
  return study.ways.get(key);
}

/* The sign of what was seen, else of the unopposed ways, of the firm ones where they part. */
function signOfWays(ways) {
  const voted = ways.filter((way) => way.seen && way.steps[0].voted);
  return voted.length
    ? netSign(voted.map((way) => way.sign))
    : signOfHow(ways.filter((way) => !way.seen && !way.opposed.length));
}

function stateOf(ways) {
  return signOfWays(ways) || (ways.some((way) => !way.opposed.length) ? "ambiguous" : "none");
}

function joined(signs) {
  return signs.length ? netSign(signs) || "ambiguous" : "none";
}

/* What the loss of ways alone does to the sign. */
function severed(before, after) {
  const [was, now] = [stateOf(before), stateOf(after)];
  if (was === now) return "routes only";
  if (now === "ambiguous") return "becomes ambiguous";
  if (now === "none") return { ambiguous: "no route left", "+": "loses" }[was] || "gains";
  return "becomes definite";
}

/* The records that held one of the same things in the same direction, and looked at this. */
function shownOn({ network, held }, start, end) {
  const limits = regionOf(network, start);
  return (network.to.get(end) || [])
    .filter((step) => step.relation === "effect" && held.has(step.subject))
    .flatMap((step) =>
      step.findings.filter(
        (finding) =>
          finding.turned === (held.get(step.subject) === "up" ? "up" : "down") &&
          meet(limits, finding.given),
      ),
    );
}

/* Decided first, what was shown before what follows, then by the way that decides. */
function byMove(a, b) {
  return (
    byParts(moveRank(a), moveRank(b)) ||
    (a.route && b.route ? byRank(a.route, b.route) : 0) ||
    (a.entity < b.entity ? -1 : a.entity > b.entity ? 1 : 0)
  );
}

const OPEN_MOVES = ["routes only", "becomes ambiguous"];

function moveRank({ change, shown, route }) {
  const open = OPEN_MOVES.includes(change);
  return [
    open,
    open ? -OPEN_MOVES.indexOf(change) : 1,
    !shown.length,
    !route,
    Boolean(route) && !route.length,
  ].map(Number);
}
