/* The words on a picture of chains: what stands on each link, and who says so. */

function chainText(chain) {
  return (
    sayRoute(chain) +
    "; along this way " +
    labelOf(chain.nodes[0]) +
    " " +
    WORDS.verb[chain.sign] +
    " it; studies behind each step: " +
    strengthOf(chain) +
    (chain.opposed.length ? "; " + opposedText(chain) : "")
  );
}

/* What it goes against: the first pair of its nodes between which something else was seen. */
function opposedText(chain) {
  const [one, other] = chain.opposed[0];
  return (
    (chain.counterForce ? "a counter-force: " : "") +
    "goes against what was seen between " +
    labelOf(one) +
    " and " +
    labelOf(other)
  );
}

/* The studies behind each step that was found; r: only a review says so. */
function strengthOf(chain) {
  return chain.steps
    .filter((step) => step.counts)
    .map((step) => step.studies || "r")
    .join(" · ");
}

/* Who says so: the papers, then the reviews by name; where no paper does, only the reviews. */
function citedIn(step, holds) {
  const named = standing(step, holds).flatMap(({ record }) => {
    const reviews = record.sources
      .filter((one) => one.review)
      .map((one) => "review: " + one.citation);
    const papers = record.sources.filter((one) => !one.review).map((one) => one.citation);
    if (step.studies) return [...papers, ...reviews];
    return reviews.length ? reviews : ["review: " + record.read.split(":")[0]];
  });
  return [...new Set([...named.filter((name) => !name.startsWith("review: ")), ...named])];
}

/* The effect whose evidence a step stands for. */
function edgeBehind(step) {
  return step.counts
    ? DATA.effects.find(
        (edge) =>
          edge.subject === (step.general || step.subject) &&
          edge.object === step.object &&
          edge.sign === step.sign,
      )
    : null;
}

const DEFINED = {
  of: "is measured by",
  broader: "is a kind of",
  part_of: "is part of",
  opposes: "is the opposite of",
  components: "contains",
  targets: "acts on its target",
};
const READ_AGAIN = { agrees: "✓", disagrees: "✗", adds_condition: "±", omits: "∅" };

/* What second readings of the papers said: how often each, with its sign. */
function checksText(step, holds) {
  const counts = {};
  for (const { record } of standing(step, holds))
    for (const { outcome } of record.checks)
      if (READ_AGAIN[outcome]) counts[outcome] = (counts[outcome] || 0) + 1;
  return Object.keys(READ_AGAIN)
    .filter((outcome) => counts[outcome])
    .map((outcome) => READ_AGAIN[outcome] + counts[outcome])
    .join(" ");
}

/* What stands on a link, line by line: strength and checks, limits, whether measured, who. */
function linkLines(pen, step, holds, force, room) {
  if (!step.counts)
    return wrapped(pen, "by definition: " + DEFINED[step.relation], TYPE.row, room, 2).map(
      (words) => ({ words }),
    );
  const checks = checksText(step, holds);
  const strength =
    (step.studies ? manyOf(step.studies) : "review only") + (checks ? ", checks " + checks : "");
  const limits = [
    ...(force ? [force] : []),
    ...step.doubts.filter((word) => step.studies || word !== "review only"),
    ...(step.general ? ["found for " + labelOf(step.general)] : []),
    ...(step.measured === null
      ? []
      : [OFFERED.named + (step.measured ? ": measured in " + step.measured : ": not reported")]),
  ];
  const papers = citedIn(step, holds);
  const cited =
    papers.slice(0, 2).join("; ") + (papers.length > 2 ? "; +" + (papers.length - 2) : "");
  return [
    ...wrapped(pen, strength, TYPE.row, room, 2, true).map((words) => ({ words, bold: true })),
    ...(limits.length
      ? wrapped(pen, limits.join(", "), TYPE.row, room, 3).map((words) => ({
          words,
          warn: Boolean(force) || step.contested,
        }))
      : []),
    ...wrapped(pen, cited, TYPE.row, room, 3).map((words) => ({ words, faint: true })),
  ];
}

/* How the two arms compare at a box, one sign for each basis. */
function comparedAt(key) {
  const node = NODES.get(key);
  return node
    ? node.badges.filter(
        (badge) => badge.arms.length === 2 && badge.arms.every((arm) => DATA.pair.includes(arm)),
      )
    : [];
}
