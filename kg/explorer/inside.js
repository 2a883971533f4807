/* A module from near: its entities with their lines, or, from further away, their names. */

function drawFrame(pen, view, module) {
  const [x, y, width, height] = module.box;
  const [left, top] = [x - width / 2, y - height / 2];
  const chosen = STATE.selected === module.id;
  pen.rect(left, top, width, height, 18 / view.scale, {
    fill: THEME.card,
    stroke: chosen ? THEME.conflict : THEME.line,
    width: (chosen ? 3 : 1.5) / view.scale,
  });
  hit("open", module.id, x, y, width, height);
}

/* Where the title of a room stands: in its corner, or in that of the window. */
function roomTitle(pen, view, module) {
  const [x, y, width, height] = module.box;
  const [left, top] = [x - width / 2, y - height / 2];
  const unit = 1 / view.scale;
  const size = Math.min(9, 17 * unit);
  const corner = Math.min(Math.max(left, view.left), left + width * 0.6) + 14 * unit;
  const line = Math.min(Math.max(top + 7.5, view.top + 18 * unit), top + height - 8);
  const wide = Math.min(pen.measure(module.label, size, true), width * 0.6);
  const high = size * 0.7 + 12 * unit;
  return { corner, line, size, right: corner + wide, top: line - high, bottom: line + high };
}

/* The title last, on ground of its own: no line runs through it. */
function drawTitle(pen, view, module) {
  const unit = 1 / view.scale;
  const { corner, line, size, right } = roomTitle(pen, view, module);
  pen.rect(corner - 6 * unit, line - size * 0.7, right - corner + 12 * unit, size * 1.4, 4 * unit, {
    fill: THEME.card,
  });
  pen.text(corner, line, module.label, {
    size,
    bold: true,
    align: "left",
    fill: THEME.ink,
    most: module.box[2] * 0.6,
  });
}

function drawInside(pen, view, module) {
  const reading = view.scale * module.scale;
  const bounds = {
    left: (view.left - module.origin[0]) / module.scale,
    right: (view.right - module.origin[0]) / module.scale,
    top: (view.top - module.origin[1]) / module.scale,
    bottom: (view.bottom - module.origin[1]) / module.scale,
  };
  const seen = (NODES_IN.get(module.id) || []).filter((node) => inView(node.spot, bounds));
  seen.sort((a, b) => importance(b) - importance(a));
  const inside = { module, reading, bounds };
  pen.into(module.origin[0], module.origin[1], module.scale, () => {
    const lit = (line) => LIT.edges && LIT.edges.has(line.id);
    const lines = linesByWeight(module.id).filter((line) => inView(boxOf(line), bounds));
    const many =
      lines.length > MOST_LINES
        ? lines.filter((line, place) => place < MOST_LINES || lit(line))
        : lines;
    for (const line of many) if (!lit(line)) drawLine(pen, inside, line, LIT.edges ? 0.1 : 0.75, 1);
    for (const line of many) if (lit(line)) drawLine(pen, inside, line, 1, 1.8);
    drawListed(pen, inside);
    if (reading < NAMES_AT) drawPills(pen, inside, seen);
    else for (const node of seen.slice(0, MOST)) drawNode(pen, inside, node);
  });
  const left_out = seen.length - seen.slice(0, MOST).length;
  const [x, y, width, height] = module.box;
  if (left_out && reading >= NAMES_AT)
    pen.text(x + width / 2 - 8 / view.scale, y - height / 2 + 7.5, left_out + " more from nearer", {
      size: Math.min(7, 13 / view.scale),
      align: "right",
      fill: THEME.faint,
    });
}

const BY_LINE_WEIGHT = new Map();
function linesByWeight(id) {
  if (!BY_LINE_WEIGHT.has(id)) {
    const weight = (line) =>
      WEIGHT.get(EFFECTS.get(line.id).subject) + WEIGHT.get(EFFECTS.get(line.id).object);
    BY_LINE_WEIGHT.set(
      id,
      [...(LINES_IN.get(id) || [])].sort((a, b) => weight(b) - weight(a)),
    );
  }
  return BY_LINE_WEIGHT.get(id);
}

function importance(node) {
  return (
    (node.id === STATE.selected ? 1e6 : 0) +
    (LIT.nodes && LIT.nodes.has(node.id) ? 1e5 : 0) +
    (WEIGHT.get(node.id) || 0)
  );
}

function toWorld(module, x, y) {
  return [module.origin[0] + module.scale * x, module.origin[1] + module.scale * y];
}

/**
 * @param {any} inside
 * @param {string} kind
 * @param {string} id
 * @param {number[]} box
 * @param {any} [extra]
 */
function hitInside({ module }, kind, id, [x, y, width, height], extra) {
  hit(kind, id, ...toWorld(module, x, y), width * module.scale, height * module.scale, extra);
}

function nodeAlpha(node) {
  if (LIT.nodes) return LIT.nodes.has(node.id) ? 1 : 0.25;
  if (PASSING.nodes && !PASSING.nodes.has(node.id)) return 0.25;
  if (STATE.mode === "all" || node.hub) return 1;
  return node.badges.some(badgeInMode) ? 1 : 0.35;
}

/* From far, labels keep their size on the screen; those that would overlap give way. */
function drawPills(pen, inside, seen) {
  const size = SMALLEST / inside.reading;
  const taken = [];
  for (const node of seen.slice(0, MOST)) {
    const [x, y] = node.spot;
    const colour = node.arm ? armColour(node.arm) : THEME.grey;
    const alpha = nodeAlpha(node);
    const wide = Math.max(...node.lines.map((line) => pen.measure(line, size))) + size * 0.9;
    const high = (node.lines.length * 1.12 + 0.4) * size;
    const box = [x, y, wide, high];
    const chosen = node.id === STATE.selected;
    if (taken.length < 90 && !taken.some((other) => overlap(other, box))) {
      taken.push(box);
      pen.rect(x - wide / 2, y - high / 2, wide, high, size * 0.45, { fill: THEME.paper });
      pen.rect(x - wide / 2, y - high / 2, wide, high, size * 0.45, {
        fill: node.hub ? colour : THEME.node,
        stroke: chosen ? THEME.conflict : colour,
        width: (chosen ? 3 : 1) / inside.reading,
        alpha,
      });
      node.lines.forEach((line, row) =>
        pen.text(x, y + (row - (node.lines.length - 1) / 2) * size * 1.12, line, {
          size,
          fill: node.hub ? THEME.onArm : THEME.ink,
          alpha,
        }),
      );
      hitInside(inside, "node", node.id, box);
    } else {
      pen.circle(x, y, 3.2 / inside.reading, { fill: colour, alpha: alpha * 0.8 });
      hitInside(inside, "node", node.id, [x, y, 9 / inside.reading, 9 / inside.reading]);
    }
  }
}

function overlap(one, other) {
  return (
    Math.abs(one[0] - other[0]) < (one[2] + other[2]) / 2 &&
    Math.abs(one[1] - other[1]) < (one[3] + other[3]) / 2
  );
}

function drawNode(pen, inside, node) {
  const signs = inside.reading >= SIGNS_AT;
  const named = signs ? null : namedIn(pen, inside, node);
  const [x, y, width, height] = named ? named.box : node.spot;
  const [left, top] = [x - width / 2, y - height / 2];
  const colour = node.arm ? armColour(node.arm) : THEME.grey;
  const alpha = nodeAlpha(node);
  if (STATE.selected === node.id)
    pen.rect(left - 6, top - 6, width + 12, height + 12, 12, { fill: THEME.conflict });
  pen.rect(left, top, width, height, 7, { fill: THEME.paper });
  const kind = ENTITIES.get(node.id).kind;
  const round = { cell: Math.min(height / 2, 20), gene: 12, molecule: 12, complex: 12 }[kind] || 5;
  const border = node.arm ? 2 : 1.3;
  pen.rect(left, top, width, height, round, {
    fill: node.hub ? colour : THEME.node,
    stroke: colour,
    width: border,
    alpha,
  });
  const tints = named && !node.hub ? tintsOf(node) : [];
  if (named) drawTints(pen, named.box, tints, round, alpha);
  if (node.arm && !node.hub) disc(pen, left + 2, top + 1, 8, node.arm, alpha, inside.reading);
  if (named)
    drawLines(
      pen,
      node,
      named.lines,
      named.size,
      named.size * 1.06,
      named.first,
      alpha,
      named.box[2],
    );
  else drawLines(pen, node, node.lines, 13, 15, top + 15, alpha);
  if (named) drawSigns(pen, inside, named.box, tints, alpha);
  drawMoved(pen, inside, node, left + width, top);
  hitInside(inside, "node", node.id, named ? named.box : node.spot);
  if (signs) for (const badge of node.badges) drawBadge(pen, inside, badge, alpha);
}

/* What a question or a what-if says of it, on its corner. */
function drawMoved(pen, { reading }, node, right, top) {
  const mark = LIT.marks && LIT.marks.get(node.id);
  if (!mark) return;
  const size = Math.max(12.5, SMALLEST / reading);
  const wide = pen.measure(mark, size, true) + size;
  pen.rect(right - wide + 10, top - size, wide, size * 1.5, size * 0.7, { fill: THEME.conflict });
  pen.text(right - wide / 2 + 10, top - size * 0.22, mark, {
    size,
    bold: true,
    fill: THEME.onArm,
  });
}

function drawLines(pen, node, lines, size, step, first, alpha, most) {
  const [x, , width] = node.spot;
  lines.forEach((line, row) =>
    pen.text(x, first + row * step, line, {
      size,
      fill: node.hub ? THEME.onArm : THEME.ink,
      alpha,
      most: most || width - 8,
    }),
  );
}

/* Where badges would be too small to read: the name alone in letters that are not, in a box that is
   a little larger; what still does not fit is cut off, and said so. */
function namedIn(pen, { reading }, node) {
  const [x, y, width, height] = node.spot;
  const size = Math.max(13, SMALLEST / reading);
  const step = size * 1.06;
  const wide = width + 6 / reading;
  const most = Math.max(1, Math.floor((height + 8 / reading) / step));
  const lines = wrapped(pen, labelOf(node.id), size, wide - 8, most).map((line) =>
    clipped(pen, line, size, wide - 8),
  );
  const high = Math.max(height, lines.length * step + 4);
  const first = y - ((lines.length - 1) / 2) * step + size * 0.04;
  return { box: [x, y, wide, high], lines, size, first };
}

/* And its comparisons as colours, a part of the box for each basis. */
/**
 * @param {any} pen
 * @param {number[]} box
 * @param {string[][]} tints
 * @param {number} round
 * @param {number} alpha
 */
function drawTints(pen, [x, y, width, height], tints, round, alpha) {
  const wide = width / tints.length;
  tints.forEach(([fill, stroke], place) => {
    const left = x - width / 2 + place * wide;
    const corner = tints.length === 1 ? round : 3;
    pen.rect(left, y - height / 2, wide, height, corner, { fill, stroke, width: 1.6, alpha });
  });
}

/* And as signs on the lower edge, for colours alone tell nothing to many. */
/**
 * @param {any} pen
 * @param {{reading: number}} inside
 * @param {number[]} box
 * @param {string[][]} tints
 * @param {number} alpha
 */
function drawSigns(pen, { reading }, [x, y, width, height], tints, alpha) {
  const size = SMALLEST / reading;
  const wide = width / tints.length;
  tints.forEach(([fill, stroke, sign], place) => {
    const middle = x - width / 2 + (place + 0.5) * wide;
    const bottom = y + height / 2;
    const broad = pen.measure(sign, size, true) + size * 0.5;
    pen.rect(middle - broad / 2, bottom - size * 0.3, broad, size * 1.15, size * 0.35, {
      fill,
      stroke,
      width: 1 / reading,
      alpha,
    });
    pen.text(middle, bottom + size * 0.29, sign, { size, bold: true, fill: THEME.ink, alpha });
  });
}
