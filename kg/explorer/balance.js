/* What each module comes to: what the two arms do to it, how they compare there, where it leads.
   Python has sorted the verdicts; here those that pass the filters are counted. */
const WAYS = grouped(DATA.ways, (way) => [way.from]);
const [FIRST, SECOND] = [DATA.pair[0], DATA.pair[1]];
let TOLD = { passing: null, of: new Map() };

function counting(ids) {
  return ids
    .map((id) => VERDICTS.get(id))
    .filter((one) => !PASSING.verdicts || PASSING.verdicts.has(one.id));
}

/* The independent studies behind verdicts, each once; of the sides that the filters let pass. */
function studiesOf(verdicts) {
  const pass = (side) => !PASSING.records || side.records.some((key) => PASSING.records.has(key));
  return new Set(verdicts.flatMap((one) => one.sides.filter(pass).flatMap((side) => side.studies)))
    .size;
}

function tally(verdicts, turned) {
  const counts = {};
  for (const one of verdicts) {
    const way = OPEN.has(one.direction)
      ? "open"
      : turned && turned.has(one.id)
        ? { higher: "lower", lower: "higher" }[one.direction] || one.direction
        : one.direction;
    counts[way] = (counts[way] || 0) + 1;
  }
  return counts;
}

/* Counted anew whenever the filters have chosen anew. */
function balanceOf(id) {
  if (TOLD.passing !== PASSING) TOLD = { passing: PASSING, of: new Map() };
  if (!TOLD.of.has(id)) {
    const { arms = {}, compared = [], partners = [] } = DATA.balance[id] || {};
    const turned = new Set(partners.filter(([, back]) => back).map(([key]) => key));
    const between = counting([...compared, ...partners.map(([key]) => key)]);
    TOLD.of.set(id, {
      arms: new Map(
        Object.entries(arms).map(([arm, ids]) => [
          arm,
          { studies: studiesOf(counting(ids)), counts: tally(counting(ids)) },
        ]),
      ),
      compared: {
        studies: studiesOf(between),
        counts: tally(between, turned),
        partners: partners.length > 0 && !compared.length,
      },
    });
  }
  return TOLD.of.get(id);
}

/* The arm that is looked at alone, if one is. */
function aloneNow() {
  return { first: FIRST, second: SECOND }[STATE.mode] || null;
}

/* A box's numbers as words: the difference of the two arms, or what one does alone. */
function chipsOf(module) {
  const alone = aloneNow();
  const balance = balanceOf(module.id);
  if (!DATA.pair.length) return [];
  const { counts } = alone ? balance.arms.get(alone) : balance.compared;
  const [first, second] = DATA.pair.map((id) => ARMS.get(id));
  const many = (count) => manyOf(count, "quantity", "quantities");
  const beside = balance.compared.partners ? " in a combination" : "";
  const times = (count) => manyOf(count, "comparison", "comparisons") + ": ";
  const does = alone && ARMS.get(alone);
  const ways = alone
    ? [
        [
          "increases",
          does.letter + "▲",
          "▲",
          alone,
          (count) => many(count) + " raised by " + does.name,
        ],
        [
          "decreases",
          does.letter + "▼",
          "▼",
          alone,
          (count) => many(count) + " lowered by " + does.name,
        ],
        [
          "does_not_change",
          does.letter + "○",
          "○",
          null,
          (count) => many(count) + " looked at and not changed by " + does.name,
        ],
        [
          "open",
          "open",
          "?",
          "open",
          (count) => many(count) + " open: studies disagree, or conditions decide",
        ],
      ]
    : [
        [
          "higher",
          first.letter + ">" + second.letter,
          ">",
          FIRST,
          (count) =>
            times(count) + "higher after " + first.name + " than after " + second.name + beside,
        ],
        [
          "similar",
          first.letter + "=" + second.letter,
          "=",
          null,
          (count) => times(count) + "alike after " + first.name + " and " + second.name + beside,
        ],
        [
          "lower",
          first.letter + "<" + second.letter,
          "<",
          SECOND,
          (count) =>
            times(count) + "lower after " + first.name + " than after " + second.name + beside,
        ],
        [
          "open",
          "open",
          "?",
          "open",
          (count) =>
            times(count) +
            "open between " +
            first.name +
            " and " +
            second.name +
            beside +
            ": studies disagree, or conditions decide",
        ],
      ];
  return ways
    .filter(([way]) => counts[way])
    .map(([way, text, mark, arm, says]) => ({
      text: text + " " + counts[way],
      short: mark + counts[way],
      count: counts[way],
      arm,
      says: says(counts[way]),
    }));
}

function chipColours(chip) {
  if (chip.arm === "open") return [THEME.conflict, THEME.conflictTint];
  return chip.arm ? [armColour(chip.arm), armTint(chip.arm)] : [THEME.grey, THEME.neutralTint];
}

/* Why a box has no numbers. */
function noChips() {
  const alone = aloneNow();
  if (filtered()) return (alone ? "nothing" : "no comparison") + " passes the filters";
  return alone
    ? "nothing told of " + ARMS.get(alone).name
    : DATA.pair.length
      ? ARMS.get(FIRST).letter + " and " + ARMS.get(SECOND).letter + " not compared"
      : "";
}

/* Where a module leads best, and how many studies say so. */
function bestWay(id) {
  const way = (WAYS.get(id) || []).find((one) => one.best);
  const verdicts = way ? counting(way.verdicts) : [];
  return verdicts.length ? { ...way, studies: studiesOf(verdicts) } : null;
}

function wayText(way) {
  return labelOf(way.to) + ", " + (way.studies ? manyOf(way.studies) : "reviews only");
}
