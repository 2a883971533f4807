/* The picture: lanes, lines, nodes and badges on vis-network's canvas, in the coordinates of the
   layout. */
const FONT = '"Helvetica Neue", Helvetica, Arial, "Liberation Sans", sans-serif';
const LANE_TINTS = ["#F4F3EF", "#F5F1F8", "#FBF5EA", "#EEF4F6", "#F1F3FA", "#F3F3F3", "#F7F7F7"];
const PATHS = new Map(LINES.map((line) => [line.id, tracedPath(line.route)]));
let NETWORK = null;
let LIT = { nodes: null, edges: null };

function startPicture(choose) {
  const box = document.getElementById("canvas");
  const nodes = DATA.nodes.map((node) => ({
    id: node.id, x: node.x, y: node.y, fixed: true, physics: false, shape: "custom",
    ctxRenderer: ({ ctx }) => ({
      drawNode: () => drawNode(ctx, node),
      nodeDimensions: { width: node.box[0], height: node.box[1] },
    }),
  }));
  NETWORK = new vis.Network(box, { nodes: new vis.DataSet(nodes), edges: [] }, DATA.options);
  NETWORK.on("beforeDrawing", (ctx) => { drawLanes(ctx); drawLines(ctx); choosePills(ctx); });
  NETWORK.on("afterDrawing", drawPills);
  NETWORK.on("click", (event) => choose(thingAt(event.pointer.canvas)));
  NETWORK.on("resize", () => { if (!STATE.selected) showAll(); });
  box.addEventListener("mousemove", (event) => hover(box, event));
  box.addEventListener("mouseleave", () => { document.getElementById("tip").hidden = true; });
  box.addEventListener("keydown", steer);
  document.getElementById("zoom-in").addEventListener("click", () => zoom(1.4));
  document.getElementById("zoom-out").addEventListener("click", () => zoom(1 / 1.4));
  document.getElementById("zoom-all").addEventListener("click", showAll);
  showAll();
}

function showAll() {
  const box = document.getElementById("canvas");
  const [width, height] = DATA.size;
  const scale = Math.min((box.clientWidth - 8) / width, (box.clientHeight - 8) / height, 1.2);
  NETWORK.moveTo({ position: { x: width / 2, y: height / 2 }, scale: scale || 0.3 });
}

/* Centre a node, so near that it can be read and so far that its neighbours are in sight. */
function centreOn(id) {
  const node = NODES.get(id);
  if (!node) return;
  const box = document.getElementById("canvas");
  let scale = 1;
  for (const other of LIT.nodes.size <= 40 ? LIT.nodes : []) {
    const there = NODES.get(other);
    if (!there || there.hub) continue;
    scale = Math.min(scale, box.clientWidth / (2 * Math.abs(there.x - node.x) + there.box[0] + 40),
      box.clientHeight / (2 * Math.abs(there.y - node.y) + there.box[1] + 40));
  }
  NETWORK.moveTo({ position: { x: node.x, y: node.y }, scale: Math.max(scale, 0.8) });
}

/* Move only if an end of the edge is out of sight, or too small to be read. */
function reveal(edge) {
  const box = document.getElementById("canvas");
  const ends = endsOf(edge).map((id) => NODES.get(id)).filter((node) => node && !node.hub);
  if (!ends.length) return;
  const inSight = ends.every((node) => {
    const at = NETWORK.canvasToDOM({ x: node.x, y: node.y });
    return at.x > 30 && at.y > 30 && at.x < box.clientWidth - 30 && at.y < box.clientHeight - 30;
  });
  if (inSight && NETWORK.getScale() >= SMALL) return;
  const xs = ends.map((node) => node.x);
  const ys = ends.map((node) => node.y);
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const scale = Math.min(box.clientWidth / (right - left + 260), box.clientHeight / (bottom - top + 260), 1);
  NETWORK.moveTo({ position: { x: (left + right) / 2, y: (top + bottom) / 2 }, scale });
}

function zoom(factor) {
  NETWORK.moveTo({ scale: Math.min(Math.max(NETWORK.getScale() * factor, 0.1), 4) });
}

/* The canvas has the focus: arrows move the picture, plus and minus zoom. */
function steer(event) {
  const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
  if (step) {
    const at = NETWORK.getViewPosition();
    const far = 120 / NETWORK.getScale();
    NETWORK.moveTo({ position: { x: at.x + step[0] * far, y: at.y + step[1] * far } });
    event.preventDefault();
  } else if (event.key === "+" || event.key === "=") zoom(1.25);
  else if (event.key === "-") zoom(0.8);
}

/* Light what is selected with all it touches, and dim the rest. */
function light(id) {
  LIT = { nodes: null, edges: null };
  if (ENTITIES.has(id)) {
    const edges = NODES.has(id) ? [...(EFFECTS_AT.get(id) || []), ...(COMPARISONS_AT.get(id) || [])]
      : USED_IN.get(id) || [];
    const nodes = [id, ...edges.filter(passes).flatMap(endsOf)];
    if (!NODES.has(id)) nodes.push(...ENTITIES.get(id).related.map(([, other]) => other));
    if (nodes.some((node) => NODES.has(node))) {
      LIT.edges = new Set(edges.filter(passes).map((edge) => edge.id));
      LIT.nodes = new Set(nodes);
    }
  } else if (edgeOf(id)) {
    LIT.edges = new Set([id]);
    LIT.nodes = new Set(endsOf(edgeOf(id)));
  }
  NETWORK.redraw();
}

function endsOf(edge) {
  return isComparison(edge) ? [edge.subject, edge.comparator, edge.object] : [edge.subject, edge.object];
}

function drawLanes(ctx) {
  const scale = NETWORK.getScale();
  DATA.lanes.forEach((lane, number) => {
    const [x, y, width, height] = lane.box;
    ctx.fillStyle = LANE_TINTS[number % LANE_TINTS.length];
    rounded(ctx, x - width / 2, y - height / 2, width, height, 14);
    ctx.fill();
    ctx.fillStyle = "#6A717C";
    ctx.textAlign = "left";
    ctx.textBaseline = "top";
    ctx.font = "bold " + Math.min(Math.max(19, 12.5 / scale), 34) + "px " + FONT;
    ctx.fillText(lane.title, x - width / 2 + 14, y - height / 2 + 8);
  });
}

function drawLines(ctx) {
  const late = [];
  for (const line of LINES) {
    const edge = EFFECTS.get(line.id);
    if (!passes(edge)) continue;
    if (LIT.edges && LIT.edges.has(line.id)) late.push([line, edge]);
    else drawLine(ctx, line, edge, LIT.edges ? 0.1 : 0.62, 1);
  }
  for (const [line, edge] of late) drawLine(ctx, line, edge, 1, 1.9);
}

function drawLine(ctx, line, edge, alpha, weight) {
  const route = line.route;
  const scale = NETWORK.getScale();
  ctx.save();
  ctx.globalAlpha = alpha;
  ctx.strokeStyle = ctx.fillStyle = colourOf(edge);
  ctx.lineWidth = weight * Math.max(edge.derived ? 0.9 : 1.5, 0.7 / scale);
  ctx.setLineDash(dashOf(edge));
  ctx.beginPath();
  ctx.moveTo(route[0], route[1]);
  for (let at = 2; at < route.length; at += 6) {
    ctx.bezierCurveTo(...route.slice(at, at + 6));
  }
  ctx.stroke();
  const last = route.length;
  const aim = Math.atan2(route[last - 1] - route[last - 3], route[last - 2] - route[last - 4]);
  drawEnd(ctx, edge, route[last - 2], route[last - 1], aim, Math.min(Math.max(1, 0.55 / scale), 1.8));
  ctx.restore();
}

function dashOf(edge) {
  if (STRUCTURE.has(edge.predicate)) return [2, 5];
  return edge.firm && edge.sign !== null ? [] : [8, 6];
}

/* Line ends: a filled arrow raises, a bar lowers, a ring leaves as it is. */
function drawEnd(ctx, edge, x, y, aim, size) {
  ctx.setLineDash([]);
  ctx.save();
  ctx.translate(x, y);
  ctx.rotate(aim);
  ctx.scale(size, size);
  ctx.beginPath();
  if (edge.sign === "+") {
    ctx.moveTo(0, 0); ctx.lineTo(-12, -6); ctx.lineTo(-12, 6); ctx.closePath(); ctx.fill();
  } else if (edge.sign === "-") {
    ctx.lineWidth = 2.6; ctx.moveTo(-1.5, -8); ctx.lineTo(-1.5, 8); ctx.stroke();
  } else if (edge.sign === "0") {
    ctx.lineWidth = 1.8; ctx.arc(-4.5, 0, 4, 0, 2 * Math.PI); ctx.stroke();
  }
  ctx.restore();
}

function drawNode(ctx, node) {
  if (NETWORK.getScale() < SMALL) {
    drawStub(ctx, node);
    return;
  }
  const [width, height] = node.box;
  const left = node.x - width / 2;
  const top = node.y - height / 2;
  const chosen = STATE.selected === node.id;
  const arm = node.arm ? ARMS.get(node.arm) : null;
  ctx.save();
  ctx.globalAlpha = LIT.nodes && !LIT.nodes.has(node.id) ? 0.2 : 1;
  if (chosen) {
    ctx.fillStyle = "#6B4FBB";
    rounded(ctx, left - 6, top - 6, width + 12, height + 12, 12);
    ctx.fill();
  }
  rounded(ctx, left, top, width, height, 7);
  ctx.fillStyle = node.hub ? arm.colour : "#FFFFFF";
  ctx.fill();
  ctx.lineWidth = arm ? 2 : 1.2;
  ctx.strokeStyle = arm ? arm.colour : "#8A9099";
  ctx.stroke();
  if (arm && !node.hub) {
    ctx.fillStyle = arm.colour;
    rounded(ctx, left, top, 5, height, 2);
    ctx.fill();
    disc(ctx, left + 2, top + 1, 8, arm);
  }
  ctx.fillStyle = node.hub ? "#FFFFFF" : INK;
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.font = "13px " + FONT;
  node.lines.forEach((line, row) => ctx.fillText(line, node.x, top + 15 + row * 15, width - 8));
  ctx.restore();
  for (const id of badgesOf(node.id)) drawBadge(ctx, id);
}

const BADGE_LISTS = grouped(
  [...BADGES.keys()].map(edgeOf), (edge) => [edge.object],
);

function badgesOf(id) {
  return (BADGE_LISTS.get(id) || []).map((edge) => edge.id);
}

function drawBadge(ctx, id) {
  const edge = edgeOf(id);
  if (!passes(edge)) return;
  const [x, y, width, height] = BADGES.get(id);
  const dim = LIT.edges && !LIT.edges.has(id);
  ctx.save();
  ctx.globalAlpha = dim ? 0.2 : 1;
  if (STATE.selected === id) {
    ctx.fillStyle = "#D9CFF5";
    rounded(ctx, x - width / 2 - 2, y - height / 2 - 2, width + 4, height + 4, 6);
    ctx.fill();
  }
  if (isComparison(edge)) drawComparison(ctx, edge, x, y, width, height);
  else drawEffectBadge(ctx, edge, x, y, width);
  ctx.restore();
}

function drawEffectBadge(ctx, edge, x, y, width) {
  const arm = ARMS.get(edge.subject);
  const colour = edge.sign === "0" ? GREY : arm.colour;
  const left = x - width / 2;
  ctx.strokeStyle = ctx.fillStyle = colour;
  ctx.lineWidth = 2;
  ctx.setLineDash(edge.firm && edge.sign !== null ? [] : [3, 2]);
  ctx.beginPath();
  ctx.moveTo(left + 14, y);
  ctx.lineTo(left + width - (edge.sign === "+" ? 7 : edge.sign === "0" ? 6 : 2), y);
  ctx.stroke();
  drawEnd(ctx, edge, left + width - 1, y, 0, 0.72);
  disc(ctx, left + 8, y, 7.5, arm, edge.derived);
}

function drawComparison(ctx, edge, x, y, width, height) {
  const higher = edge.mark === ">" || edge.mark === "≥";
  const lower = edge.mark === "<" || edge.mark === "≤";
  const winner = higher ? ARMS.get(edge.subject) : lower ? ARMS.get(edge.comparator) : null;
  rounded(ctx, x - width / 2, y - height / 2, width, height, 4);
  ctx.fillStyle = winner ? tint(winner.colour) : "#F1F2F4";
  ctx.fill();
  ctx.strokeStyle = winner ? winner.colour : INK;
  ctx.lineWidth = 1.1;
  ctx.setLineDash(edge.derived ? [3, 2] : []);
  ctx.stroke();
  ctx.setLineDash([]);
  ctx.textBaseline = "middle";
  ctx.textAlign = "left";
  ctx.fillStyle = INK;
  const basis = edge.basis.map((name) => BASIS_LETTER[name]).join("");
  ctx.font = "bold 11.5px " + FONT;
  ctx.fillText(edge.letters.join(edge.mark), x - width / 2 + 4, y + 0.5, width - (basis ? 18 : 8));
  ctx.font = "10px " + FONT;
  ctx.textAlign = "right";
  ctx.fillText(basis, x + width / 2 - 4, y + 0.5, 16);
}

function tint(colour) {
  return { "#B34700": "#FBE7DA", "#0063A8": "#DCEBF7" }[colour] || "#E6E8EB";
}

function disc(ctx, x, y, radius, arm, hollow) {
  ctx.beginPath();
  ctx.arc(x, y, radius, 0, 2 * Math.PI);
  ctx.fillStyle = hollow ? "#FFFFFF" : arm.colour;
  ctx.fill();
  ctx.strokeStyle = arm.colour;
  ctx.lineWidth = 1.3;
  ctx.setLineDash(hollow ? [3, 2] : []);
  ctx.stroke();
  ctx.setLineDash([]);
  ctx.fillStyle = hollow ? arm.colour : "#FFFFFF";
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.font = "bold " + (radius * 1.45).toFixed(1) + "px " + FONT;
  ctx.fillText(arm.letter, x, y + 0.6, radius * 1.8);
}

function rounded(ctx, x, y, width, height, radius) {
  ctx.beginPath();
  ctx.roundRect(x, y, width, height, radius);
}
