/* The first sentence of an answer, in the words of kg.mechanism.say: direction, studies, what
   decides; then what opposes. What was seen comes in the words that Python wrote. */

const WORDS = DATA.network.words;

function manyOf(count, one = "study", several = "studies") {
  return count + " " + (count === 1 ? one : several);
}

function capital(text) {
  return /\p{Lu}/u.test(text.split(" ")[0]) ? text : text.slice(0, 1).toUpperCase() + text.slice(1);
}

function sayChains(found) {
  const compared = found.seen.length || found.pair.nulls.length ? "" : found.pair.compared;
  return [headlineOf(found), compared, sayWays(found), sayBrakes(found)].filter(Boolean).join(" ");
}

function headlineOf({ start, end, seen, pair }) {
  const told = seen.length ? pair.said : pair.bare;
  if (told) return told;
  if (!seen.length)
    return WORDS.unseen[isSeenElsewhere(start, end) ? "asked" : ""]
      .replace("{start}", labelOf(start))
      .replace("{end}", labelOf(end));
  const [step] = seen[0].steps;
  return (
    capital(labelOf(start)) +
    " " +
    WORDS.verb[step.sign] +
    " " +
    labelOf(end) +
    " (" +
    (step.studies ? manyOf(step.studies) : "only a review says so") +
    ")."
  );
}

/* Whether there are direct findings that the wish leaves out. */
function isSeenElsewhere(start, end) {
  const whole = networkFor({});
  const pair = whole.pairs.get(start + ">" + end);
  return (
    Boolean(pair && pair.nulls.length) ||
    (whole.from.get(start) || []).some((step) => step.object === end && step.voted)
  );
}

function sayWays({ how, seen, pair, parting, most, sign }) {
  if (!how.length)
    return seen.length || pair.nulls.length ? "" : "No signed way of at most " + most + " steps.";
  const raising = how.filter((chain) => chain.sign === "+").length;
  const lowering = how.length - raising;
  const s = (yes) => (yes ? "s" : "");
  if (!raising || !lowering)
    return (
      capital(manyOf(how.length, "way", "ways")) +
      " " +
      (raising ? "raise" : "lower") +
      s(how.length === 1) +
      " it" +
      (seen.length || pair.nulls.length || sign ? "" : WORDS.against) +
      "."
    );
  const said =
    raising +
    " way" +
    s(raising > 1) +
    " raise" +
    s(raising === 1) +
    " it, " +
    lowering +
    " lower" +
    s(lowering === 1) +
    " it";
  if (seen.length || pair.nulls.length) return said + ".";
  if (sign)
    return (
      said +
      "; those " +
      WORDS.deciding[how.some((chain) => chain.firm) ? 0 : 1] +
      " " +
      (sign === "+" ? "raise" : "lower") +
      " it."
    );
  return said + "; " + sayParting(parting) + ".";
}

/* The steps that all ways of the rarer sign pass: one, and how many more. */
function sayParting(parting) {
  if (!parting.steps.length) return "they pass the same steps";
  const few = parting.sign === "+" ? parting.raising : parting.lowering;
  const s = few === 1 ? "s" : "";
  const more = parting.steps.length - 1;
  return (
    (few === 1 ? "the one that " : "those that ") +
    (parting.sign === "+" ? "raise" : "lower") +
    s +
    " it pass" +
    (s ? "es" : "") +
    " " +
    parting.steps[0].map(labelOf).join(" to ") +
    (more ? " or " + manyOf(more, "more step", "more steps") : "")
  );
}

function sayBrakes({ forces }) {
  const told = forces.filter((chain) => !chain.variantOf);
  if (!told.length) return "";
  const listed = told.slice(0, 2).map((chain) => {
    const held = regionText(chain.holds);
    return (
      "by way of " +
      chain.nodes.slice(1, -1).slice(0, 2).map(labelOf).join(" and ") +
      (held ? " (" + held + ")" : "")
    );
  });
  return (
    "Against it: " +
    listed.join("; ") +
    (told.length > 2 ? "; " + (told.length - 2) + " more" : "") +
    "."
  );
}

function sayWhatIf(held, found) {
  const named = Object.entries(held)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, doing]) => labelOf(key) + " " + WORDS.done[doing])
    .join(", ");
  const under = [...new Set(found.map((one) => one.exposure).filter(Boolean))]
    .sort()
    .map(labelOf)
    .join(" and ");
  const counts = WORDS.moves
    .map(([change, one, several]) => [
      found.filter((move) => move.change === change).length,
      one,
      several,
    ])
    .filter(([number]) => number)
    .map(
      ([number, one, several]) =>
        manyOf(number, "quantity", "quantities") + " " + (number === 1 ? one : several),
    );
  return (
    capital(named) +
    (under ? " under " + under : "") +
    ": " +
    (counts.join("; ") || "nothing in this corpus depends on it") +
    "."
  );
}

/* A chain in one line: arrows raise, bars lower. */
function sayRoute(chain) {
  return (
    labelOf(chain.nodes[0]) +
    chain.steps.map((step) => " " + WORDS.arrow[step.sign] + " " + labelOf(step.object)).join("")
  );
}
