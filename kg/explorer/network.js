/* The network under a wish, read from the table that kg.mechanism wrote for each: what may
   speak, how many studies vote, what is contested and what opposes was decided in Python. */

const LONGEST = 5;
const TURN = { "+": "-", "-": "+" };

const NETWORKS = new Map();

function networkFor(wish) {
  const key = [wish.facet || "", wish.setting || "", wish.basis || ""].join("|");
  if (!NETWORKS.has(key)) NETWORKS.set(key, readNetwork(DATA.network.wishes[key], wish.facet));
  return NETWORKS.get(key);
}

function readNetwork([steps, pairs], facet) {
  const listed = unrolled(steps).map((place) => readStep(DATA.network.steps[place]));
  listed.sort((a, b) => byParts(keyOf(a), keyOf(b)));
  return {
    steps: listed,
    from: grouped(listed, (step) => [step.subject]),
    to: grouped(listed, (step) => [step.object]),
    plain: new Map(listed.filter((step) => step.plain).map((step) => [endsKey(step), step])),
    prevailing: new Map(
      listed.filter((step) => step.prevailing).map((step) => [endsKey(step), step]),
    ),
    pairs: new Map(
      unrolled(pairs)
        .map((place) => readPair(DATA.network.pairs[place]))
        .map((pair) => [pair.key, pair]),
    ),
    region: facet ? region({ [DATA.network.offered.name]: [facet] }, {}) : ANYWHERE,
  };
}

function unrolled(runs) {
  const places = [];
  for (let at = 0; at < runs.length; at += 2)
    for (let step = 0; step < runs[at + 1]; step += 1) places.push(runs[at] + step);
  return places;
}

const FLAGS = [
  "plain",
  "contested",
  "doubtful",
  "voted",
  "ofArms",
  "lowers",
  "fallsWith",
  "risesWith",
  "firm",
  "prevailing",
  "skips",
];

function readStep([subject, object, relation, findings, studies, flags, tags, general, measured]) {
  const { names, tags: words } = DATA.network;
  const step = {
    subject: names[subject],
    object: names[object],
    relation,
    findings: findings.map(readFinding),
    studies,
    tags: words.filter((_, place) => tags & (1 << place)),
    general: general < 0 ? null : names[general],
    measured: measured < 0 ? null : measured,
  };
  FLAGS.forEach((flag, place) => {
    step[flag] = Boolean(flags & (1 << place));
  });
  step.sign = step.lowers ? "-" : "+";
  // What is true by definition was not found, and is no step.
  step.counts = step.findings.length > 0;
  step.doubts = [...(step.contested ? ["contested"] : []), ...step.tags];
  return step;
}

const FINDINGS = new Map();

function readFinding(place) {
  if (!FINDINGS.has(place)) {
    const [record, holds, silenced] = DATA.network.findings[place];
    const key = DATA.network.records[record];
    FINDINGS.set(place, {
      key,
      record: RECORDS.get(key),
      turned: (DATA.network.turned[record] || [""])[0],
      given: DATA.network.turned[record] ? TABLE[DATA.network.turned[record][1]] : null,
      holds: TABLE[holds],
      silenced: silenced.map((one) => TABLE[one]),
    });
  }
  return FINDINGS.get(place);
}

/* What was seen of two entities: its sign, its words (and those without its steps), nulls, levels,
   the sign that these bar to ways alone, and what is said of them. */
function readPair([
  start,
  end,
  sign,
  said,
  bare,
  nulls,
  nullStudies,
  nullTags,
  levels,
  bars,
  compared,
]) {
  const { names } = DATA.network;
  return {
    key: names[start] + ">" + names[end],
    sign,
    said,
    bare,
    bars,
    compared,
    nulls: nulls.map(readFinding),
    nullStudies,
    nullTags,
    levels: levels.map(([versus, basis, level, studies]) => ({
      versus: names[versus],
      basis,
      level,
      studies,
    })),
  };
}

function keyOf(step) {
  return [step.subject, step.object, step.sign, step.relation];
}

/* What was asked, limited by the treatments that the start is, or contains. */
function regionOf(network, start) {
  const given = DATA.network.starts[start];
  return (given !== undefined && meet(network.region, TABLE[given])) || network.region;
}

/* How many found steps it is from each node to the end, as far as `most`. */
function distances(network, end, most) {
  const far = new Map([[end, 0]]);
  let shell = [end];
  for (let steps = 0; steps <= most && shell.length; steps += 1) {
    const grown = [];
    for (const node of shell) {
      // grows while it is walked: what is true by definition costs nothing
      if (far.get(node) < steps) continue;
      for (const one of network.to.get(node) || []) {
        const found = steps + (one.counts ? 1 : 0);
        if (found <= most && !(far.get(one.subject) <= found)) {
          far.set(one.subject, found);
          (one.counts ? grown : shell).push(one.subject);
        }
      }
    }
    shell = grown;
  }
  return far;
}
