/* From far away labels keep their size on the screen. Those that would overlap give way, to what
   is selected and then to what has more edges, and their nodes shrink to a stub. */
const SMALL = 0.6;
const WEIGHT = new Map(DATA.nodes.map((node) => [node.id,
  (EFFECTS_AT.get(node.id) || []).length + (COMPARISONS_AT.get(node.id) || []).length]));
const BY_WEIGHT = [...DATA.nodes].sort((a, b) => WEIGHT.get(b.id) - WEIGHT.get(a.id));
let PILLS = new Map();

function choosePills(ctx) {
  const scale = NETWORK.getScale();
  PILLS = new Map();
  if (scale >= SMALL) return;
  const few = LIT.nodes && LIT.nodes.size <= 40;
  const size = (few ? 13 : 10.5) / scale;
  const lit = (node) => !LIT.nodes || LIT.nodes.has(node.id);
  const first = BY_WEIGHT.filter((node) => node.id === STATE.selected);
  ctx.font = size + "px " + FONT;
  for (const node of [...first, ...BY_WEIGHT.filter(lit)]) {
    const text = Math.max(...node.lines.map((line) => ctx.measureText(line).width));
    const pill = { node, size, x: node.x, y: node.y, width: text + size * 0.9,
      height: (node.lines.length * 1.12 + 0.35) * size };
    pill.x = Math.min(Math.max(pill.x, pill.width / 2), DATA.size[0] - pill.width / 2);
    const taken = [...PILLS.values()].some((other) => overlap(other, pill));
    if (!taken && !PILLS.has(node.id)) PILLS.set(node.id, pill);
  }
}

function drawPills(ctx) {
  for (const { node, size, x, y, width, height } of PILLS.values()) {
    const arm = node.arm ? ARMS.get(node.arm) : null;
    const chosen = STATE.selected === node.id;
    ctx.fillStyle = node.hub ? arm.colour : "#FFFFFF";
    ctx.strokeStyle = chosen ? "#6B4FBB" : arm ? arm.colour : "#A4ABB5";
    ctx.lineWidth = (chosen ? 4 : arm ? 1.5 : 0.8) / NETWORK.getScale();
    ctx.setLineDash([]);
    rounded(ctx, x - width / 2, y - height / 2, width, height, size * 0.4);
    ctx.fill();
    ctx.stroke();
    ctx.font = size + "px " + FONT;
    ctx.textAlign = "center";
    ctx.textBaseline = "middle";
    ctx.fillStyle = node.hub ? "#FFFFFF" : INK;
    node.lines.forEach((line, row) =>
      ctx.fillText(line, x, y + (row - (node.lines.length - 1) / 2) * size * 1.12));
    drawBeamMarks(ctx, node, x - width / 2, y - height / 2);
  }
}

/* From far away the badges that are lit stand on the corner of the label. */
function drawBeamMarks(ctx, node, left, top) {
  const own = LIT.edges ? (BADGE_LISTS.get(node.id) || []).filter((edge) =>
    !isComparison(edge) && LIT.edges.has(edge.id)) : [];
  own.forEach((edge, number) => {
    ctx.save();
    ctx.translate(left, top);
    ctx.scale(0.9 / NETWORK.getScale(), 0.9 / NETWORK.getScale());
    drawEffectBadge(ctx, edge, 2 + 32 * number, -5, 30);
    ctx.restore();
  });
}

function drawStub(ctx, node) {
  const arm = node.arm ? ARMS.get(node.arm) : null;
  const size = 1 / NETWORK.getScale();
  ctx.save();
  ctx.globalAlpha = LIT.nodes && !LIT.nodes.has(node.id) ? 0.35 : 1;
  rounded(ctx, node.x - 8 * size, node.y - 4 * size, 16 * size, 8 * size, 3 * size);
  ctx.fillStyle = node.hub ? arm.colour : "#FFFFFF";
  ctx.fill();
  ctx.lineWidth = size;
  ctx.strokeStyle = arm ? arm.colour : "#8A9099";
  ctx.stroke();
  ctx.restore();
}

function overlap(one, other) {
  return Math.abs(one.x - other.x) < (one.width + other.width) / 2 &&
    Math.abs(one.y - other.y) < (one.height + other.height) / 2;
}
