/* Where one is: crumbs, and a small map of all modules. */

let PLACE = null;

/* The module that is open in the middle of the window. */
function roomNow(view) {
  const [x, y] = [(view.left + view.right) / 2, (view.top + view.bottom) / 2];
  return CHAIN
    ? null
    : DATA.modules.find(
        (module) =>
          isOpen(module, view) &&
          within(
            { x, y },
            { x: module.box[0], y: module.box[1], width: module.box[2], height: module.box[3] },
          ),
      ) || null;
}

function showPlace(view) {
  const room = roomNow(view);
  const node =
    room && NODES.has(STATE.selected) && NODES.get(STATE.selected).module === room.id
      ? STATE.selected
      : null;
  const place = room ? room.id + "|" + (node || "") : "";
  if (PLACE !== place) {
    PLACE = place;
    const crumbs = document.getElementById("crumbs");
    crumbs.hidden = !room;
    document.getElementById("said").hidden = Boolean(room);
    crumbs.replaceChildren(
      ...(room
        ? [
            button("link", "Whole picture", () => {
              choose(null);
              showAll(true);
            }),
            " › ",
            node
              ? button("link", room.label, () => choose(room.id, true))
              : element("b", "", room.label),
            ...(node ? [" › ", element("b", "", labelOf(node))] : []),
          ]
        : []),
    );
  }
  drawOverview(view, Boolean(room) || view.right - view.left < DATA.size[0] * 0.8);
}

/* All modules small, and the frame of what is seen. */
function drawOverview(view, shown) {
  const small = document.getElementById("overview");
  small.hidden = !shown || CHAIN !== null;
  if (small.hidden) return;
  const ctx = small.getContext("2d");
  const pen = new CanvasPen(ctx);
  const scale = Math.min(small.width / DATA.size[0], small.height / DATA.size[1]);
  ctx.setTransform(1, 0, 0, 1, 0, 0);
  ctx.clearRect(0, 0, small.width, small.height);
  ctx.scale(scale, scale);
  for (const {
    box: [x, y, width, height],
  } of DATA.lanes)
    pen.rect(x - width / 2, y - height / 2, width, height, 4, { fill: THEME.neutralTint });
  for (const {
    box: [x, y, width, height],
  } of DATA.modules)
    pen.rect(x - width / 2, y - height / 2, width, height, 4, {
      fill: THEME.card,
      stroke: THEME.grey,
      width: 4,
    });
  pen.rect(view.left, view.top, view.right - view.left, view.bottom - view.top, 0, {
    stroke: THEME.conflict,
    width: 12,
  });
}

function startOverview() {
  const small = document.getElementById("overview");
  small.addEventListener("click", (event) => {
    const frame = small.getBoundingClientRect();
    const scale = Math.min(frame.width / DATA.size[0], frame.height / DATA.size[1]);
    move(
      { x: (event.clientX - frame.left) / scale, y: (event.clientY - frame.top) / scale },
      NETWORK.getScale(),
    );
  });
}
