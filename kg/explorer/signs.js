/* The key of a picture of chains, and its counts: only what stands in it, in plain words. */

const TAG_WORDS = {
  collective: "several papers are cited together for it",
  unchecked: "a review says so, nobody read the paper again",
  derived: "follows by a rule from what was found",
  miscited: "another paper is cited for it",
};
const CHECK_WORDS = {
  agrees: "agrees",
  disagrees: "disagrees",
  adds_condition: "names a condition",
  omits: "is silent",
};
const LEVEL_WORDS = { ">": "higher after ", "<": "lower after " };

/* How many routes, variants of them, and ways in all: the first two sum to the third. */
function routesText(chains, drawn) {
  const heads = chains.filter((chain) => !chain.variantOf).length;
  const more = chains.length - heads;
  const some = drawn !== undefined && drawn < heads ? " (" + drawn + " drawn)" : "";
  return (
    manyOf(heads, "route", "routes") +
    some +
    (more
      ? " and " +
        manyOf(more, "variant", "variants") +
        " of them: " +
        manyOf(chains.length, "way", "ways")
      : "")
  );
}

/* What the picture of all ways holds, kind by kind. */
function countedWays(shown) {
  const drawn = (chains) => shown.filter((chain) => chains.includes(chain)).length;
  const { how, forces, opposed } = FOUND;
  return [
    ...(how.length ? [routesText(how, drawn(how))] : []),
    ...(forces.length ? ["counter-forces: " + routesText(forces, drawn(forces))] : []),
    ...(opposed.length ? ["against what was seen: " + routesText(opposed, drawn(opposed))] : []),
  ].join("; ");
}

/* Sign, and what it means: (arm or 'open' or nothing, sign, words). */
function chainKey({ links, shown, boxes, band }) {
  const found = links.filter(({ step }) => step.counts);
  const seen = band.filter((row) => row.step).map((row) => row.step);
  const any = (test) => [...found.map(({ step }) => step), ...seen].some(test);
  const rows = [];
  const put = (is, ...row) => {
    if (is) rows.push(row);
  };
  put(
    links.some(({ step }) => !step.lowers),
    null,
    "→",
    "raises",
  );
  put(
    links.some(({ step }) => step.lowers),
    null,
    "⊣",
    "lowers",
  );
  put(
    links.some(({ force }) => force),
    "open",
    "violet",
    "counter-force: works against what was seen",
  );
  put(
    any((step) => step.contested),
    "open",
    "contested",
    "studies disagree",
  );
  const review = shown.some((chain) => chain.steps.some((step) => step.counts && !step.studies));
  put(
    found.length,
    null,
    review ? "2 · 1 · r" : "2 · 1",
    "studies behind each step of a route" + (review ? "; r: a review alone" : ""),
  );
  put(
    found.some(({ step }) => step.tags.includes("hedged")),
    null,
    "- -",
    "hedged: said with reserve",
  );
  put(links.length > found.length, null, "· · ·", "true by definition");
  rows.push(...comparedKey([...boxes.values()].flatMap((box) => box.marks)));
  const told = links
    .flatMap(({ step, holds }) => standing(step, holds))
    .flatMap(({ record }) => record.checks.map((check) => check.outcome));
  const checks = Object.keys(CHECK_WORDS).filter((one) => told.includes(one));
  put(
    checks.length,
    null,
    checks.map((one) => READ_AGAIN[one]).join(" "),
    "the paper, read again: " + checks.map((one) => CHECK_WORDS[one]).join(", "),
  );
  return rows;
}

/* How two arms compare at a box, and on which basis, for the marks that are drawn. */
function comparedKey(badges) {
  const rows = new Map();
  for (const { arms, letters, mark } of badges) {
    const words = LEVEL_WORDS[mark]
      ? LEVEL_WORDS[mark] + ARMS.get(arms[0]).name
      : mark === "="
        ? "alike"
        : "open";
    const winner = mark === ">" ? arms[0] : mark === "<" ? arms[1] : mark === "=" ? null : "open";
    rows.set(letters.join(mark), [winner, letters.join(mark), words]);
  }
  const bases = new Map();
  for (const { basis, id } of badges) {
    const verdict = VERDICTS.get(id);
    if (basis && verdict && verdict.basis.length) bases.set(basis, basesWords(verdict.basis));
  }
  const signs = [...bases.keys()].sort();
  const words = signs.map((one) => bases.get(one)).join(", ");
  return [...rows.values(), ...(signs.length ? [[null, signs.join(" "), words]] : [])];
}

/* What limits a step, in plain words, for those that stand in the picture. */
function limitsKey({ links }) {
  return Object.entries(TAG_WORDS).filter(([tag]) =>
    links.some(({ step }) => step.tags.includes(tag)),
  );
}

/* The key as one line of words, for the picture that is taken away. */
function chainKeyText(picture) {
  return (
    "Each box lists what leads into it. " +
    [...chainKey(picture).map(([, ...row]) => row), ...limitsKey(picture)]
      .map(([mark, words]) => mark + " " + words)
      .join(" | ")
  );
}

/* What stands above a picture of chains. */
function sayChainPicture({ size }) {
  const box = document.getElementById("canvas");
  const limits = sayLimits(limitedNow(WISH));
  const [wide, high] = size.map((length) => length * LEAST_OF_CHAINS);
  const large = wide > box.clientWidth || high > box.clientHeight;
  return (
    "Read from left to right: each box lists what leads into it." +
    (large ? " Drag to see the rest." : "") +
    (limits ? " " + limits : "")
  );
}
