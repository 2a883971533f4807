/* Badges on a node: what each arm does to it, and how two of them compare there. */

function badgeInMode(badge) {
  if (STATE.mode === "all") return true;
  if (STATE.mode === "difference") return badge.arms.length === 2;
  return badge.arms.length === 1 && badge.arms[0] === DATA.pair[STATE.mode === "first" ? 0 : 1];
}

/* A badge stands for its verdict, and for every edge that asks the same. */
function badgeChosen(badge) {
  if (STATE.selected === badge.id) return true;
  const edge = edgeOf(STATE.selected);
  return (
    Boolean(edge) &&
    edge.object === badge.node &&
    verdictsOf(edge).some((one) => one.id === badge.id)
  );
}

function drawBadge(pen, inside, badge, nodeAlphaNow) {
  const place = PLACES.get(badge.id);
  if (!place) return;
  const [x, y, width, height] = place;
  // Faint, for a badge left out leaves a hole.
  const faded = (PASSING.verdicts && !PASSING.verdicts.has(badge.id)) || !badgeInMode(badge);
  const alpha = faded ? 0.15 : nodeAlphaNow;
  if (badgeChosen(badge))
    pen.rect(x - width / 2 - 2, y - height / 2 - 2, width + 4, height + 4, 6, {
      fill: THEME.conflict,
    });
  if (badge.arms.length === 1) drawEffectBadge(pen, badge, x, y, width, height, alpha);
  else drawComparison(pen, badge, x, y, width, height, alpha);
  hitInside(inside, "badge", badge.id, place);
}

function drawEffectBadge(pen, badge, x, y, width, height, alpha) {
  const colour = armColour(badge.arms[0]);
  const left = x - width / 2;
  const open = badge.conflict;
  if (open)
    pen.rect(left, y - height / 2, width, height, 4, {
      fill: THEME.conflictTint,
      stroke: THEME.conflict,
      width: 1.4,
      alpha,
    });
  else if (badgeChosen(badge))
    pen.rect(left, y - height / 2, width, height, 4, { fill: THEME.node });
  const shield = disc(pen, left + 8, y, 7.5, badge.arms[0], alpha);
  if ("+-0".includes(badge.mark)) {
    const end = left + width - (badge.mark === "+" ? 9 : badge.mark === "0" ? 8 : 3);
    pen.polygon(
      [
        [left + shield, y],
        [end, y],
      ],
      { stroke: colour, width: 2, alpha, closed: false },
    );
    drawEnd(pen, badge.mark, [left + width - 2, y], 0, 0.72, colour, alpha);
  } else
    pen.text(left + width - 10, y + 0.5, badge.mark, {
      size: 13,
      bold: true,
      fill: THEME.conflict,
      alpha,
    });
}

function drawComparison(pen, badge, x, y, width, height, alpha) {
  const [fill, stroke] = comparedColours(badge);
  pen.rect(x - width / 2, y - height / 2, width, height, 4, {
    fill,
    stroke,
    width: badge.conflict ? 1.6 : 1.1,
    alpha,
  });
  pen.text(x - width / 2 + 4, y + 0.5, badge.letters.join(badge.mark), {
    size: 12.5,
    bold: true,
    align: "left",
    fill: THEME.ink,
    alpha,
    most: width - 18,
  });
  pen.text(x + width / 2 - 4, y + 0.5, badge.basis, {
    size: 12.5,
    align: "right",
    fill: THEME.ink,
    alpha,
    most: 14,
  });
}

/* Tint and colour of the arm that comes out higher; violet where it is open. */
function comparedColours(badge) {
  const winner = badge.mark === ">" ? badge.arms[0] : badge.mark === "<" ? badge.arms[1] : null;
  if (badge.conflict) return [THEME.conflictTint, THEME.conflict];
  return winner ? [armTint(winner), armColour(winner)] : [THEME.neutralTint, THEME.grey];
}

/* What of a node's badges can be told from afar: how the two arms compare, in colours and as a
   sign, or, in the view of one arm, what it does to it. */
function tintsOf(node) {
  const shown = (badge) => !PASSING.verdicts || PASSING.verdicts.has(badge.id);
  if (!aloneNow()) {
    const found = comparedAt(node.id)
      .filter(shown)
      .map((badge) => [...comparedColours(badge), badge.letters.join(badge.mark)]);
    return [...new Map(found.map((colours) => [colours.join(), colours])).values()];
  }
  const found = node.badges.find((badge) => badgeInMode(badge) && shown(badge));
  if (!found) return [];
  const sign = { "+": "\u2191", "-": "\u2193" }[found.mark] || found.mark;
  return [[armTint(aloneNow()), armColour(aloneNow()), sign]];
}

/* The letters of an arm on its colour: a disc, or as wide as they need. */
function disc(pen, x, y, radius, arm, alpha, reading = 1) {
  const size = Math.max(12.5, SMALLEST / reading);
  const { letter } = ARMS.get(arm);
  const high = Math.max(2 * radius, size * 1.2);
  const wide = Math.max(high, pen.measure(letter, size, true) + size * 0.5);
  pen.rect(x - radius, y - high / 2, wide, high, high / 2, { fill: armColour(arm), alpha });
  pen.text(x - radius + wide / 2, y + 0.6, letter, {
    size,
    bold: true,
    fill: THEME.onArm,
    alpha,
  });
  return wide;
}
