/* Two lanes leave the arms, one down each side, and send a branch to every module that the arm
   changes: as wide as the studies behind it. And from each module, where it leads. */
const TRUNK = 20; // from the picture's edge
const BUS = [28, 18]; // above a row of cards, for each of the two
const DROP = 36; // from a card's edge
const ROWS = [...grouped(DATA.modules, (module) => [module.box[1]])]
  .sort(([a], [b]) => a - b)
  .map(([, row]) => row);

/* Points for a text that must not be smaller than 11 pixels on the screen. */
function legible(size) {
  return Math.max(size, 11.1 / VIEW.scale);
}

function laneWidth(studies) {
  return 1.5 + 1.15 * Math.sqrt(studies);
}

/* What of the lanes is lit: an arm alone, both, or faint where they are not asked about. */
function laneAlpha(arm) {
  if (STATE.mode === "difference") return 0;
  if (STATE.selected && !ARMS.has(STATE.selected)) return 0.16;
  return !aloneNow() || aloneNow() === arm ? 0.95 : 0;
}

function drawArms(pen, view) {
  DATA.pair.forEach((arm, side) => {
    const alpha = laneAlpha(arm);
    if (!alpha) return;
    const near = Math.min(1, 1 / view.scale ** 0.75);
    const colour = armColour(arm);
    const x = side ? DATA.size[0] - TRUNK : TRUNK;
    const reached = ROWS.map((row) =>
      row
        .map((module) => ({
          module,
          studies: balanceOf(module.id).arms.get(arm).studies,
          ...balanceOf(module.id).arms.get(arm),
        }))
        .filter(({ counts }) => Object.keys(counts).length),
    );
    const last = reached.map((row) => row.length > 0).lastIndexOf(true);
    if (last >= 0) {
      const [, y, , height] = ROWS[last][0].box;
      const most = Math.max(...reached.flat().map(({ studies }) => studies));
      pen.polygon(
        [
          [x, 18],
          [x, y - height / 2 - BUS[side] - 14],
        ],
        { stroke: colour, width: (laneWidth(most) + 2) * near, alpha, closed: false },
      );
    }
    for (const row of reached)
      for (const { module, studies } of row)
        drawBranch(pen, x, side, module, {
          stroke: colour,
          width: laneWidth(studies) * near,
          alpha,
        });
    drawHead(pen, arm, side, x, alpha);
  });
}

function drawBranch(pen, x, side, module, style) {
  const route = branchTo(x, side, module);
  pen.curve(route, style);
}

function branchTo(x, side, { box: [cx, cy, width, height] }) {
  const way = side ? -1 : 1;
  const bus = cy - height / 2 - BUS[side];
  const end = side ? cx + width / 2 - DROP : cx - width / 2 + DROP;
  const straight = [x + 14 * way, end - 10 * way];
  return [
    x,
    bus - 14,
    x,
    bus - 4,
    x + 4 * way,
    bus,
    straight[0],
    bus,
    straight[0],
    bus,
    straight[1],
    bus,
    straight[1],
    bus,
    end - 3 * way,
    bus,
    end,
    bus + 3,
    end,
    cy - height / 2,
  ];
}

function drawHead(pen, arm, side, x, alpha) {
  const size = legible(14);
  const words = capital(ARMS.get(arm).name);
  pen.circle(x, 17, Math.max(14, 12 / VIEW.scale), { fill: THEME.paper });
  disc(pen, x, 17, Math.max(14, 12 / VIEW.scale), arm, alpha, VIEW.scale);
  pen.text(x + (side ? -1 : 1) * Math.max(20, 17 / VIEW.scale), 17, words, {
    size,
    bold: true,
    align: side ? "right" : "left",
    fill: armColour(arm),
    alpha: Math.max(alpha, 0.5),
  });
  hit("head", arm, x, 17, 34, 34, {
    says:
      manyOf(
        studiesOf(counting(Object.values(DATA.balance).flatMap((one) => one.arms[arm] || []))),
      ) +
      " on what " +
      ARMS.get(arm).name +
      " change",
  });
}

/* On the upper rim of a card: the arm, and how many studies tell what it does there. */
function drawPlugs(pen, module, dim) {
  const [cx, cy, width, height] = module.box;
  DATA.pair.forEach((arm, side) => {
    const { studies, counts } = balanceOf(module.id).arms.get(arm);
    const alpha = laneAlpha(arm);
    if (!Object.keys(counts).length || alpha < 0.5) return;
    const size = legible(12.5);
    const words = ARMS.get(arm).letter + " " + (studies || "r");
    const wide = pen.measure(words, size, true) + size * 0.9;
    const x = side ? cx + width / 2 - DROP : cx - width / 2 + DROP;
    const y = cy - height / 2;
    pen.rect(x - wide / 2, y - size * 0.7, wide, size * 1.4, size * 0.7, {
      fill: armColour(arm),
      alpha: dim ? 0.4 : 1,
    });
    pen.text(x, y + size * 0.05, words, { size, bold: true, fill: THEME.onArm });
    const { name } = ARMS.get(arm);
    const told = [
      ["increases", "raised"],
      ["decreases", "lowered"],
      ["does_not_change", "not changed"],
      ["open", "open"],
    ]
      .filter(([way]) => counts[way])
      .map(([way, word]) => counts[way] + " " + word);
    hit("chip", module.id, x, y, wide, size * 1.4, {
      says:
        (studies ? manyOf(studies) : "Only reviews") +
        " on what " +
        name +
        " do here, quantity by quantity: " +
        told.join(", "),
    });
  });
}

/* Where modules lead: the best supported way out of each, and thinner the ways to the end. */
function drawWays(pen, view) {
  const near = Math.min(1, 1 / view.scale ** 0.75);
  const quiet = STATE.selected || STATE.mode === "difference";
  for (const way of [...DATA.ways].sort((a, b) => a.best - b.best)) {
    if (LIT.edges || (STATE.selected && MODULES.has(STATE.selected) && STATE.selected !== way.from))
      continue;
    const verdicts = counting(way.verdicts);
    const studies = studiesOf(verdicts);
    if (!verdicts.length || (!way.best && studies < 3)) continue;
    const signs = new Set(
      verdicts.map((one) => ({ increases: "+", decreases: "-" })[one.direction]).filter(Boolean),
    );
    const alpha = (way.best ? 0.9 : 0.6) * (quiet ? 0.4 : 1);
    const width = (way.best ? laneWidth(studies) : 1.6) * near;
    const colour = THEME.bundle;
    const last = way.route.length;
    const aim = Math.atan2(
      way.route[last - 1] - way.route[last - 3],
      way.route[last - 2] - way.route[last - 4],
    );
    pen.curve(way.route, { stroke: colour, width, alpha });
    drawEnd(
      pen,
      signs.size === 2 ? "±" : [...signs][0] || null,
      [way.route[last - 2], way.route[last - 1]],
      aim,
      (0.7 + 0.05 * width) * near,
      colour,
      alpha,
    );
    hit("bundle", "bundle:" + way.from + ":" + way.to, ...middleOf(way.route), 16, 10, {
      path: tracedPath(way.route, way),
      says:
        labelOf(way.from) +
        " leads to " +
        labelOf(way.to) +
        ": " +
        (studies ? manyOf(studies) : "reviews only"),
    });
  }
}
