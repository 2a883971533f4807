/* How a picture of chains is drawn: caption, what was seen, boxes, rows, links. */

function drawChain(pen, picture) {
  HITS = [];
  const { size, links, boxes, chain, lit } = picture;
  const room = size[0] - 2 * MARGIN;
  const way = chain || lit;
  const only = new Set(way ? way.steps.map((step) => keyOf(step).join("|")) : []);
  const quiet = (link) => Boolean(lit) && !only.has(link.key);
  drawCaption(pen, picture, way, room);
  if (picture.band.length) drawSeen(pen, picture);
  for (const link of links) if (quiet(link)) drawLink(pen, picture, link, true);
  for (const link of links) if (!quiet(link)) drawLink(pen, picture, link, false);
  for (const box of boxes.values())
    drawBox(pen, box, Boolean(lit) && !lit.nodes.includes(box.key), quiet);
  const last = size[1] - 26 - 17 * picture.foot.length;
  picture.foot.forEach((line, row) =>
    pen.text(MARGIN, last + row * 17, clipped(pen, line, 13, room), {
      size: 13,
      align: "left",
      fill: THEME.faint,
    }),
  );
  pen.text(MARGIN, size[1] - 10, CORPUS.name, { size: 13, align: "left", fill: THEME.faint });
}

function drawCaption(pen, { shown }, way, room) {
  const [start, end] = [FOUND.start, FOUND.end].map(labelOf);
  const first = way
    ? labelOf(way.nodes[0]) +
      " " +
      WORDS.verb[way.sign] +
      " " +
      labelOf(way.nodes[way.nodes.length - 1]) +
      " along this way"
    : capital(start) + " → " + end;
  pen.text(MARGIN, 24, clipped(pen, first, 18, room - 150, true), {
    size: 18,
    bold: true,
    align: "left",
    fill: THEME.ink,
  });
  const held = way ? regionText(way.holds) : "";
  const second = way
    ? "weakest link: " +
      (way.weakest ? manyOf(way.weakest) : "only a review says so") +
      (held ? "; holds for " + held : "")
    : countedWays(shown);
  pen.text(MARGIN, 50, clipped(pen, second, 13.5, room), {
    size: 13.5,
    align: "left",
    fill: THEME.faint,
  });
  const against =
    way && way.opposed.length
      ? capital(opposedText(way))
      : !way && shown.some((one) => one.opposed.length)
        ? "Violet: counter-forces, and ways that go against what was seen"
        : "";
  if (against)
    pen.text(MARGIN, 72, clipped(pen, against, 13.5, room, true), {
      size: 13.5,
      bold: true,
      align: "left",
      fill: THEME.conflict,
    });
}

/* What was seen between the two ends, as a band of its own above the ways. */
function drawSeen(pen, { band, size }) {
  const [left, top, width] = [MARGIN, 88, size[0] - 2 * MARGIN];
  pen.rect(left, top, width, 12 + 20 * band.length, 8, {
    fill: THEME.neutralTint,
    stroke: THEME.line,
    width: 1,
  });
  pen.rect(left, top, 6, 12 + 20 * band.length, 3, { fill: THEME.ink });
  band.forEach(({ words, edge, arm }, row) => {
    pen.text(left + 16, top + 16 + 20 * row, clipped(pen, words, TYPE.row, width - 28, !arm), {
      size: TYPE.row,
      bold: !arm,
      align: "left",
      fill: arm ? armColour(arm) : THEME.ink,
    });
    if (edge) hit("link", edge.id, left + width / 2, top + 16 + 20 * row, width, 20);
  });
}

/* Findings from end to end, what was looked for and not found, and how the two arms compare. */
function bandOf(seen, whole) {
  const rows = seen.map((chain) => {
    const [step] = chain.steps;
    const checks = checksText(step, chain.holds);
    const held = regionText(chain.holds);
    return {
      step,
      edge: edgeBehind(step),
      words:
        "Seen: " +
        labelOf(step.subject) +
        " " +
        WORDS.arrow[step.sign] +
        " " +
        labelOf(step.object) +
        " · " +
        (step.studies ? manyOf(step.studies) : "review only") +
        (checks ? ", checks " + checks : "") +
        (step.doubts.length ? ", " + step.doubts.join(", ") : "") +
        (held ? "; " + held : "") +
        " · " +
        citedIn(step, chain.holds).slice(0, 4).join("; "),
    };
  });
  if (!whole) return rows;
  const { nulls, nullStudies, levels } = FOUND.pair;
  if (nulls.length) rows.push({ words: "Seen: " + ABSENT.null + " · " + manyOf(nullStudies) });
  for (const one of levels.filter(({ versus }) => DATA.pair.includes(versus))) {
    const arm = one.level.includes("similar")
      ? null
      : one.level.includes("lower")
        ? one.versus
        : FOUND.start;
    rows.push({
      arm,
      words:
        capital(labelOf(FOUND.end)) +
        ": " +
        one.level
          .map((level) => (level === "similar" ? "similar to" : level + " than with"))
          .join(" or ") +
        " " +
        labelOf(one.versus) +
        (one.basis.length ? ", " + basesWords(one.basis) : "") +
        " · " +
        (one.studies ? manyOf(one.studies) : "only a review says so"),
    });
  }
  return rows;
}

function drawBox(pen, box, dim, quiet) {
  const { x, y, key, titles, rows, into, height } = box;
  const arm = ARMS.has(key) ? key : null;
  const alpha = dim ? 0.25 : 1;
  const end = key === FOUND.end || key === FOUND.start;
  pen.rect(x, y, WIDE, height, 9, { fill: THEME.paper });
  pen.rect(x, y, WIDE, height, 9, {
    fill: arm ? armColour(arm) : THEME.node,
    stroke: arm ? armColour(arm) : THEME.ink,
    width: end ? 2.6 : 1.4,
    alpha,
  });
  titles.forEach((line, row) =>
    pen.text(
      x + TYPE.pad,
      y + 16 + row * TYPE.head,
      clipped(pen, line, TYPE.title, WIDE - 2 * TYPE.pad, true),
      { size: TYPE.title, bold: true, align: "left", fill: arm ? THEME.onArm : THEME.ink, alpha },
    ),
  );
  hit(
    "node",
    key,
    x + WIDE / 2,
    y + (8 + titles.length * TYPE.head) / 2,
    WIDE,
    8 + titles.length * TYPE.head,
  );
  rows.forEach((row, place) => {
    let at = x + TYPE.pad;
    const top = y + 9 + titles.length * TYPE.head + place * TYPE.mark;
    for (const { badge, words, wide } of row) {
      const winner = badge.mark === ">" ? badge.arms[0] : badge.mark === "<" ? badge.arms[1] : null;
      pen.rect(at, top, wide, 19, 4, {
        fill: badge.conflict ? THEME.conflictTint : winner ? armTint(winner) : THEME.neutralTint,
        stroke: badge.conflict ? THEME.conflict : winner ? armColour(winner) : THEME.grey,
        width: 1,
        alpha,
      });
      pen.text(at + wide / 2, top + 10, words, {
        size: TYPE.row,
        bold: true,
        fill: THEME.ink,
        alpha,
      });
      hit("badge", badge.id, at + wide / 2, top + 10, wide, 19);
      at += wide + 5;
    }
  });
  for (const link of into) drawRow(pen, box, link, quiet(link) ? 0.25 : alpha);
}

function drawRow(pen, { x, y }, link, alpha) {
  const { lines, row, height, step } = link;
  pen.polygon(
    [
      [x + 1, y + row - 2],
      [x + WIDE - 1, y + row - 2],
    ],
    { stroke: THEME.line, width: 1, alpha, closed: false },
  );
  lines.forEach((line, place) =>
    pen.text(
      x + TYPE.pad,
      y + row + 11 + place * TYPE.line,
      clipped(pen, line.words, TYPE.row, WIDE - 2 * TYPE.pad, line.bold),
      {
        size: TYPE.row,
        bold: line.bold,
        align: "left",
        fill: line.warn ? THEME.conflict : line.faint ? THEME.faint : THEME.ink,
        alpha,
      },
    ),
  );
  const edge = edgeBehind(step);
  if (edge)
    hit("link", edge.id, x + WIDE / 2, y + row + height / 2 - 4, WIDE, height - 4, {
      step: link.key,
    });
}

function drawLink(pen, { boxes }, link, dim) {
  const [from, to] = [boxes.get(link.from), boxes.get(link.to)];
  const { step } = link;
  const colour =
    link.force || step.contested
      ? THEME.conflict
      : ARMS.has(link.from)
        ? armColour(link.from)
        : THEME.ink;
  const width = step.counts ? 1.6 + Math.min(step.studies, 5) * 0.6 : 1.3;
  const alpha = dim ? 0.12 : 1;
  const end = [to.x - 3, to.y + link.row + 9];
  const start = [from.x + WIDE, from.y + Math.min(from.height / 2, 26)];
  const short = step.sign === "+" ? 11 : 3;
  const dash = step.tags.includes("hedged") ? [8, 6] : step.counts ? [] : [2, 4];
  const route = [...start];
  if (link.back) {
    const low = Math.max(from.y + from.height, to.y + to.height) + 18;
    route.push(
      start[0] + 40,
      start[1],
      start[0] + 40,
      low,
      (start[0] + end[0]) / 2,
      low,
      end[0] - 60,
      low,
      end[0] - 60,
      end[1],
      end[0] - short,
      end[1],
    );
  } else {
    for (const stop of [...link.via, null]) {
      const [px, py] = route.slice(-2);
      const [nx, ny] = stop ? [stop.x, stop.y + stop.height / 2] : [end[0] - short, end[1]];
      const half = (nx - px) / 2;
      route.push(px + half, py, nx - half, ny, nx, ny);
      if (stop) route.push(nx + WIDE / 3, ny, nx + (WIDE * 2) / 3, ny, nx + WIDE, ny);
    }
  }
  pen.curve(route, { stroke: colour, width, alpha, dash });
  drawEnd(pen, step.sign, end, 0, 1.05, colour, alpha);
}

function wrapped(pen, text, size, room, rows, bold) {
  const lines = [""];
  for (const word of text.split(" ")) {
    const longer = (lines[lines.length - 1] + " " + word).trim();
    if (
      pen.measure(longer, size, bold) <= room ||
      !lines[lines.length - 1] ||
      lines.length === rows
    )
      lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}
