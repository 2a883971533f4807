/* What a reader takes away: the view as SVG or PNG, the evidence as TSV, a chain as a recipe. */

function startTaking() {
  document
    .getElementById("take-svg")
    .addEventListener("click", () => save(fileName("svg"), "image/svg+xml", svgOf()));
  document
    .getElementById("take-png")
    .addEventListener("click", async () => save(fileName("png"), "image/png", await pngOf()));
  document
    .getElementById("take-tsv")
    .addEventListener("click", () => save("evidence.tsv", "text/tab-separated-values", tsvOf()));
  document.getElementById("take-recipe").addEventListener("click", () => {
    if (!CHAIN || !CHAIN.chain) {
      say("Choose a chain first: a recipe is made of one");
      document.getElementById("take-note").textContent =
        "Choose a chain first: a recipe is made of one.";
      return;
    }
    document.getElementById("take-note").textContent = "Turn it into a slide with kg figure.";
    save(recipeId(CHAIN.chain) + ".yaml", "application/yaml", recipeOf(CHAIN.chain));
  });
  document
    .getElementById("take-link")
    .addEventListener("click", (event) =>
      copyText(window.location.href.split("#")[0] + addressNow(), event.currentTarget),
    );
  document.getElementById("take-print").addEventListener("click", () => window.print());
  window.addEventListener("beforeprint", () => {
    const drawn = new DOMParser().parseFromString(
      svgOf(THEMES.light),
      "image/svg+xml",
    ).documentElement;
    drawn.setAttribute("width", "100%");
    drawn.removeAttribute("height");
    const key = CHAIN
      ? []
      : [
          document.getElementById("said").cloneNode(true),
          document.getElementById("key").cloneNode(true),
        ];
    for (const one of key) one.removeAttribute("id");
    document
      .getElementById("print")
      .replaceChildren(
        element("h1", "", CORPUS.question),
        document.importNode(drawn, true),
        ...key,
      );
  });
}

function fileName(ending) {
  const name = CHAIN
    ? recipeId(CHAIN.chain || { nodes: [FOUND.start, FOUND.end] })
    : STATE.selected
      ? compact(nameOf(STATE.selected)).slice(0, 60) || "view"
      : CORPUS.file;
  return name + "." + ending;
}

/* The whole chain, or what the window shows of the map. */
function frameNow() {
  if (CHAIN) return { left: 0, top: 0, right: CHAIN.size[0], bottom: CHAIN.size[1], scale: 1 };
  const view = viewNow();
  const [width, height] = DATA.size;
  return view.scale * width < document.getElementById("canvas").clientWidth * 1.2
    ? { ...view, left: -12, top: -12, right: width + 12, bottom: height + 12 }
    : view;
}

function withPen(draw, theme) {
  const [hits, view, shown] = [HITS, VIEW, THEME];
  THEME = theme || THEME;
  try {
    return draw();
  } finally {
    [HITS, VIEW, THEME] = [hits, view, shown];
  }
}

function svgOf(theme) {
  return withPen(() => {
    const frame = frameNow();
    const zoomed = CHAIN ? 1 : frame.scale;
    const pen = new SvgPen(document.createElement("canvas").getContext("2d"));
    pen.rect(0, 0, (frame.right - frame.left) * zoomed, (frame.bottom - frame.top) * zoomed, 0, {
      fill: THEME.paper,
    });
    pen.into(-frame.left * zoomed, -frame.top * zoomed, zoomed, () =>
      CHAIN ? drawChain(pen, CHAIN) : drawMap(pen, frame),
    );
    return pen.written(
      0,
      0,
      (frame.right - frame.left) * zoomed,
      (frame.bottom - frame.top) * zoomed,
      document.title,
    );
  }, theme);
}

function pngOf() {
  return withPen(() => {
    const frame = frameNow();
    const sharp = 2 * (CHAIN ? 1 : frame.scale);
    const canvas = document.createElement("canvas");
    canvas.width = Math.round((frame.right - frame.left) * sharp);
    canvas.height = Math.round((frame.bottom - frame.top) * sharp);
    const ctx = canvas.getContext("2d");
    const pen = new CanvasPen(ctx);
    ctx.fillStyle = THEME.paper;
    ctx.fillRect(0, 0, canvas.width, canvas.height);
    ctx.scale(sharp, sharp);
    ctx.translate(-frame.left, -frame.top);
    if (CHAIN) drawChain(pen, CHAIN);
    else drawMap(pen, frame);
    return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
  });
}

/* A spreadsheet would run a cell that begins like a formula: such text gets an apostrophe. */
function tsvOf() {
  const safe = (text) => {
    const flat = text.replace(/[\t\r\n]+/g, " ");
    return flat.length > 1 && "=+-@".includes(flat[0]) ? "'" + flat : flat;
  };
  const head = ["claim", "record", ...columnsNow().map((column) => column.name)];
  const listed = visibleRows().map(([key, record]) => [
    record.claim,
    key.split("#")[1],
    ...columnsNow().map((column) => column.text(record)),
  ]);
  return [head, ...listed].map((line) => line.map(safe).join("\t") + "\n").join("");
}

function recipeId(chain) {
  return ("chain-" + chain.nodes[0] + "-to-" + chain.nodes[chain.nodes.length - 1])
    .slice(0, 60)
    .replace(/-+$/, "");
}

/* A recipe for kg figure: what stands on the slide, in order; the program draws it. */
function recipeOf(chain) {
  const quoted = (text) => JSON.stringify(text);
  const [first, last] = [chain.nodes[0], chain.nodes[chain.nodes.length - 1]];
  return [
    "figures:",
    "- id: " + recipeId(chain),
    "  title: " + quoted("From " + labelOf(first) + " to " + labelOf(last)),
    "  message: " +
      quoted(
        labelOf(first) +
          " " +
          WORDS.verb[chain.sign] +
          " " +
          labelOf(last) +
          "; weakest link: " +
          (chain.weakest ? manyOf(chain.weakest) : "only a review says so"),
      ),
    "  entities:",
    ...chain.nodes.map((key) => "  - " + key),
    "",
  ].join("\n");
}

function save(name, type, content) {
  const url = URL.createObjectURL(
    content instanceof Blob ? content : new Blob([content], { type }),
  );
  const anchor = document.createElement("a");
  anchor.href = url;
  anchor.download = name;
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
  say("Saved " + name);
}
