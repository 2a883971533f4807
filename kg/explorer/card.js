/* A module from afar: a card with its balance, and as much as it still holds of what it rests
   on. */

function modulePasses(module) {
  return (
    !PASSING.nodes || (NODES_IN.get(module.id) || []).some((node) => PASSING.nodes.has(node.id))
  );
}

function drawCard(pen, view, module) {
  const [x, y, width, height] = module.box;
  const [left, top] = [x - width / 2, y - height / 2];
  const chosen = STATE.selected === module.id;
  const inside = NODES_IN.get(module.id) || [];
  const lit = LIT.nodes ? inside.filter((node) => LIT.nodes.has(node.id)) : [];
  const chips = chipsOf(module);
  const dim =
    (LIT.nodes && !lit.length) || !modulePasses(module) || (STATE.mode !== "all" && !chips.length);
  const alpha = dim ? 0.35 : 1;
  pen.rect(left, top, width, height, 7, { fill: THEME.paper });
  pen.rect(left, top, width, height, 7, { fill: cardFill(chips), alpha });
  if (STATE.mode === "difference") fillShares(pen, module, chips, alpha);
  pen.rect(left, top, width, height, 7, {
    stroke: chosen ? THEME.conflict : THEME.line,
    width: chosen ? 3 : 1.2,
    alpha,
  });
  hit("module", module.id, x, y, width, height);
  const size = legible(14.5);
  const titles = wrapped(pen, module.label, size, width - 16, 2, true);
  let at = top + legible(12.5) * 0.7 + 3;
  for (const line of titles) {
    pen.text(left + 9, at + size * 0.6, clipped(pen, line, size, width - 16, true), {
      size,
      bold: true,
      align: "left",
      fill: THEME.ink,
      alpha: dim ? 0.6 : 1,
    });
    at += size * 1.16;
  }
  at = drawChips(pen, module, chips, left, at + 2, width, dim);
  drawFoot(pen, module, inside, lit, left, at, top + height, width, dim ? 0.6 : 1);
  drawPlugs(pen, module, dim);
}

/* In one arm's view, what it changes bears its tint. */
function cardFill(chips) {
  return aloneNow() && chips.length ? armTint(aloneNow()) : THEME.card;
}

/* In the view of the difference, a card is filled as its comparisons came out. */
function fillShares(pen, { box: [x, y, width, height] }, chips, alpha) {
  const total = chips.reduce((sum, chip) => sum + chip.count, 0);
  let at = x - width / 2;
  for (const chip of chips) {
    const wide = (width * chip.count) / total;
    pen.rect(at, y - height / 2, wide, height, chips.length === 1 ? 7 : 2, {
      fill: chipColours(chip)[1],
      alpha,
    });
    pen.rect(at, y + height / 2 - 6, wide, 6, 2, { fill: chipColours(chip)[0], alpha });
    at += wide;
  }
}

function drawChips(pen, module, chips, left, top, width, dim) {
  const size = legible(12.5);
  const [room, gap, alpha] = [width - 18, size * 0.3, dim ? 0.6 : 1];
  if (!chips.length) {
    pen.text(left + 9, top + size * 0.7, clipped(pen, noChips(), legible(12), room), {
      size: legible(12),
      align: "left",
      fill: THEME.faint,
      alpha,
    });
    return top + size * 1.5;
  }
  const wides = (key) => chips.map((chip) => pen.measure(chip[key], size, true) + size * 0.7);
  const high = size * 1.4;
  const whole = inRows(wides("text"), room, gap);
  const bottom = module.box[1] + module.box[3] / 2;
  const fits = whole.length < 3 && top + whole.length * (high + 3) <= bottom;
  const [key, rows] = fits ? ["text", whole] : ["short", inRows(wides("short"), room, gap)];
  rows.slice(0, fits ? 2 : 1).forEach((row, line) => {
    const y = top + line * (high + 3);
    for (const { place, left: at, wide } of row) {
      const [x, chip] = [left + 9 + at, chips[place]];
      const [stroke, fill] = chipColours(chip);
      pen.rect(x, y, wide, high, 4, { fill: THEME.paper, alpha });
      pen.rect(x, y, wide, high, 4, { fill, stroke, width: 1, alpha });
      const style = { size, bold: true, fill: THEME.ink, alpha };
      pen.text(x + wide / 2, y + size * 0.73, chip[key], style);
      hit("chip", module.id, x + wide / 2, y + size * 0.7, wide, high, { says: chip.says });
    }
  });
  return top + (fits ? rows.length - 1 : 0) * (high + 3) + high + 4;
}

/* Things of some widths in as many rows as they need: the place of each, where it begins, how
   wide it is. */
function inRows(wides, room, gap) {
  const rows = [[]];
  let at = 0;
  wides.forEach((wide, place) => {
    if (at && at + wide > room) {
      rows.push([]);
      at = 0;
    }
    rows[rows.length - 1].push({ place, left: at, wide });
    at += wide + gap;
  });
  return rows;
}

/* As much as the card still holds: where it leads, and what it rests on. */
function drawFoot(pen, module, inside, lit, left, top, bottom, width, alpha) {
  const size = legible(12);
  let at = top;
  const line = (words, style = {}) => {
    if (!words || at + size * 1.15 > bottom - 2 - (STATE.mode === "difference" ? 6 : 0)) return;
    pen.text(left + 9, at + size * 0.6, clipped(pen, words, size, width - 16), {
      size,
      align: "left",
      fill: THEME.faint,
      alpha,
      ...style,
    });
    at += size * 1.2;
  };
  if (lit.length)
    line(lit.length + " of " + inside.length + " lit", { fill: THEME.conflict, bold: true });
  const way = bestWay(module.id);
  const { compared } = balanceOf(module.id);
  if (STATE.mode === "difference" && Object.keys(compared.counts).length)
    line((compared.studies ? manyOf(compared.studies) : "reviews only") + " compared them", {
      fill: THEME.ink,
    });
  if (way && STATE.mode !== "difference")
    line(clippedWay(pen, way, size, width - 16), { fill: THEME.ink });
  line(recordsText(module.id) + ", " + manyOf(inside.length, "entity", "entities"));
}

function clippedWay(pen, way, size, room) {
  const whole = "→ " + wayText(way);
  return pen.measure(whole, size) <= room
    ? whole
    : "→ " + labelOf(way.to) + ", " + (way.studies || "r");
}

/* Rather an end cut off, and said so, than letters too small to read. */
function clipped(pen, words, size, room, bold) {
  if (pen.measure(words, size, bold) <= room) return words;
  let short = words;
  while (short && pen.measure(short + "…", size, bold) > room) short = short.slice(0, -1);
  return short.trimEnd() + "…";
}

function recordsText(id) {
  const all = recordsIn(id);
  if (!PASSING.records) return all.size + (all.size === 1 ? " record" : " records");
  return [...all].filter((key) => PASSING.records.has(key)).length + " of " + all.size + " records";
}

const RECORDS_IN = new Map();
function recordsIn(id) {
  if (!RECORDS_IN.has(id)) {
    const inside = new Set((NODES_IN.get(id) || []).map((node) => node.id));
    RECORDS_IN.set(
      id,
      new Set(
        [...RECORDS]
          .filter(
            ([, record]) =>
              inside.has(record.object) ||
              (inside.has(record.subject) && !ARMS.has(record.subject)),
          )
          .map(([key]) => key),
      ),
    );
  }
  return RECORDS_IN.get(id);
}

const DISPUTES_IN = grouped(
  DATA.effects.filter((edge) => DISPUTED.has(edge.id)),
  (edge) => [moduleOf(edge.object)],
);
