/* Where the boxes of a picture of chains stand: columns by distance, each ordered by its lines. */

function laidOut(chains, seen) {
  const ruler = new CanvasPen(document.createElement("canvas").getContext("2d"));
  const links = new Map();
  for (const chain of chains)
    for (const step of chain.steps) {
      const key = keyOf(step).join("|");
      if (!links.has(key))
        links.set(key, {
          key,
          step,
          from: step.subject,
          to: step.object,
          ways: [],
          holds: chain.holds,
        });
      links.get(key).ways.push(chain);
    }
  for (const link of links.values()) {
    link.force = link.ways.every((way) => way.opposed.length)
      ? link.ways.some((way) => way.counterForce)
        ? "counter-force"
        : "against what was seen"
      : "";
    link.lines = linkLines(ruler, link.step, link.holds, link.force, WIDE - 2 * TYPE.pad - 6);
  }
  const layer = layersOf([...links.values()]);
  const boxes = new Map(
    [...layer].map(([key, column]) => [
      key,
      boxFor(
        ruler,
        key,
        column,
        [...links.values()].filter((link) => link.to === key),
      ),
    ]),
  );
  const band = bandOf(seen || FOUND.seen, !seen);
  const top = 92 + (band.length ? 28 + 20 * band.length : 0);
  const columns = stacked(boxes, [...links.values()], top);
  const bottom = Math.max(top, ...[...boxes.values()].map((box) => box.y + box.height));
  const wide = Math.max(780, 2 * MARGIN + columns * WIDE + (columns - 1) * GUTTER);
  const all = [
    ...[...links.values()]
      .filter(({ step }) => step.counts)
      .map(({ step, holds }) => citedIn(step, holds)),
    ...(seen || FOUND.seen).map((chain) => citedIn(chain.steps[0], chain.holds)),
  ];
  const papers = [...new Set(all.flat())].sort((a, b) => (a < b ? -1 : 1));
  const cited = papers.length
    ? wrapped(ruler, "Papers: " + papers.join("; "), 13, wide - 2 * MARGIN, 60)
    : [];
  const picture = { shown: chains, links: [...links.values()], boxes, band };
  const signs = wrapped(ruler, chainKeyText(picture), 13, wide - 2 * MARGIN, 12);
  return {
    ...picture,
    foot: [...signs, ...cited],
    size: [wide, bottom + 60 + 17 * (signs.length + cited.length)],
  };
}

/* The longest way from the start decides the column; a link that would close a circle runs back. */
function layersOf(links) {
  const next = new Map();
  const reaches = (from, to) =>
    from === to || (next.get(from) || []).some((other) => reaches(other, to));
  for (const link of links) {
    link.back = reaches(link.to, link.from);
    if (!link.back) next.set(link.from, [...(next.get(link.from) || []), link.to]);
  }
  const layer = new Map();
  const place = (key, at) => {
    if (!(layer.get(key) >= at)) {
      layer.set(key, at);
      for (const other of next.get(key) || []) place(other, at + 1);
    }
  };
  if (links.length) place(links[0].from, 0);
  for (const link of links)
    for (const end of [link.from, link.to]) if (!layer.has(end)) place(end, 0);
  return layer;
}

function boxFor(pen, key, column, into) {
  const titles = wrapped(pen, labelOf(key), TYPE.title, WIDE - 2 * TYPE.pad, 4, true);
  const marks = comparedAt(key);
  const rows = marksIn(pen, marks);
  let at = 8 + titles.length * TYPE.head + rows.length * TYPE.mark;
  for (const link of into) {
    link.row = at + 4;
    link.height = link.lines.length * TYPE.line + 8;
    at += link.height;
  }
  return {
    key,
    column,
    titles,
    marks,
    rows,
    into,
    height: at + 8,
    x: MARGIN + column * (WIDE + GUTTER),
    y: 0,
  };
}

/* The signs of comparison in as many rows as they need: (sign, words, width) each. */
function marksIn(pen, marks) {
  const rows = [];
  let left = 0;
  for (const badge of marks) {
    const words = badge.letters.join(badge.mark) + " " + badge.basis;
    const wide = pen.measure(words, TYPE.row, true) + 10;
    if (!rows.length || wide > left) {
      rows.push([]);
      left = WIDE - TYPE.pad - 6;
    }
    rows[rows.length - 1].push({ badge, words, wide });
    left -= wide + 5;
  }
  return rows;
}

/* Order each column by where its lines come from, lines that pass by included; then stack it. */
function stacked(boxes, links, top) {
  const columns = [];
  const put = (column, one) => {
    (columns[column] = columns[column] || []).push(one);
    return one;
  };
  for (const box of boxes.values()) put(box.column, box);
  for (const link of links) {
    const [from, to] = [boxes.get(link.from), boxes.get(link.to)];
    link.via = [];
    for (let column = from.column + 1; column < to.column; column += 1)
      link.via.push(
        put(column, {
          key: link.key,
          column,
          height: 10,
          x: MARGIN + column * (WIDE + GUTTER),
          y: 0,
          passing: true,
        }),
      );
  }
  const near = new Map();
  const join = (one, other) => {
    for (const [a, b] of [
      [one, other],
      [other, one],
    ])
      near.set(a, [...(near.get(a) || []), b]);
  };
  for (const link of links) {
    const way = [boxes.get(link.from), ...link.via, boxes.get(link.to)];
    way.slice(1).forEach((stop, at) => join(way[at], stop));
  }
  const stack = (column) => {
    let y = 0;
    for (const one of column) {
      one.y = y;
      y += one.height + (one.passing ? 14 : 26);
    }
    return y - 20;
  };
  columns.forEach(stack);
  for (let sweep = 0; sweep < 8; sweep += 1) {
    for (const column of sweep % 2 ? [...columns].reverse() : columns) {
      const middle = (one) => one.y + one.height / 2;
      const pull = new Map(
        column.map((one) => [
          one,
          (near.get(one) || []).reduce((sum, other) => sum + middle(other), 0) /
            ((near.get(one) || []).length || 1),
        ]),
      );
      column.sort(
        (a, b) => pull.get(a) - pull.get(b) || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0),
      );
      stack(column);
    }
  }
  const heights = columns.map(
    (column) => column[column.length - 1].y + column[column.length - 1].height,
  );
  const tallest = Math.max(0, ...heights);
  columns.forEach((column, at) => {
    for (const one of column) one.y += top + (tallest - heights[at]) / 2;
  });
  return columns.length;
}
