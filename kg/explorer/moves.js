/* What-ifs as the reader asks for them: what falls, rises, moves both ways, and by which way. */
const DOING = {
  held: "",
  doing: "blocked",
  exposure: DATA.pair[0] || "",
  most: LONGEST,
  facet: "",
  setting: "",
};
let CHANGES = null;

const DOINGS = ["blocked", "up", "down", "cut out"].map((key) => [key, WORDS.done[key]]);

function whatIfPage(choose) {
  if (CHANGES && CHANGES.done && isStale(CHANGES, DOING)) askAgain();
  const arms = [...ARMS.keys()].sort((a, b) => ARMS.get(a).rank - ARMS.get(b).rank);
  const form = element(
    "form",
    "ask",
    entityField("held", "What if", DOING.held),
    element(
      "div",
      "pair",
      choiceField("doing", "is", DOINGS, DOING.doing),
      choiceField(
        "exposure",
        "under",
        [
          ["", "no " + CORPUS.noun + " named"],
          ...arms.map((key) => [key, labelOf(key)]),
          ["every", "every " + CORPUS.noun],
        ],
        DOING.exposure,
      ),
    ),
    element(
      "div",
      "pair",
      choiceField("what-most", "Longest", LENGTHS, String(DOING.most)),
      facetField("what-facet", DOING.facet),
      choiceField("what-setting", "System", SETTINGS, DOING.setting),
    ),
  );
  const submit = element("button", "main", "Show what changes");
  submit.type = "submit";
  form.append(submit);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const value = (id) => {
      const field = document.getElementById(id);
      return field ? field.value : "";
    };
    const held = readEntity(value("held"));
    if (!held) {
      document
        .getElementById("changes")
        .replaceChildren(element("p", "tag warn", "Nothing has this name"));
      return;
    }
    Object.assign(DOING, {
      held,
      doing: value("doing"),
      exposure: value("exposure"),
      most: Number(value("what-most")),
      facet: value("what-facet"),
      setting: value("what-setting"),
    });
    runWhatIf(choose);
  });
  const list = element("div", "");
  list.id = "changes";
  list.replaceChildren(...changeList(choose));
  return [
    element("h2", "", "What if"),
    element(
      "p",
      "quiet",
      "Blocking takes away what a thing does, and what depends on it moves; " +
        "cutting out severs it from its causes. " +
        "The answer of the command kg whatif; no amounts are computed.",
    ),
    form,
    list,
  ];
}

/* What is asked: what is held, under what, the limits of the form. */
function movesWished() {
  const named = DOING.exposure === "every" ? [...ARMS.keys()] : [DOING.exposure];
  return {
    held: { [DOING.held]: DOING.doing },
    exposures: named.filter((key) => key && key !== DOING.held),
    most: DOING.most,
    facet: DOING.facet,
    setting: DOING.setting,
  };
}

async function runWhatIf(choose) {
  RUN += 1;
  const run = RUN;
  CHANGES = { list: [], done: false };
  leaveChain(true);
  keepAddress();
  const wish = movesWished();
  let last = 0;
  const tell = (found) => {
    if (run !== RUN || performance.now() - last < 250) return;
    last = performance.now();
    const list = document.getElementById("changes");
    if (list)
      list.replaceChildren(element("p", "quiet", "Searching ... " + found.length + " looked at"));
  };
  const under = limitsKeyOf(DOING);
  const found = await findChanges(limitedNow(wish).asked, tell, () => run !== RUN);
  if (run !== RUN) return;
  CHANGES = { list: found, done: true, held: wish.held, under };
  light();
  const list = document.getElementById("changes");
  if (list) list.replaceChildren(...changeList(choose));
  bringUp("change-net");
  say(sayWhatIf(wish.held, found));
}

/* How each list is headed, and how a quantity of it is marked in the picture. */
const MOVES = {
  loses: ["Falls", "▼ falls"],
  gains: ["Rises", "▲ rises"],
  "becomes definite": ["Becomes definite", "= definite"],
  "no route left": ["Has no way left", "∅ no way"],
  "becomes ambiguous": ["Moves both ways", "⇅ both"],
};

function lightChanges() {
  if (!CHANGES || !CHANGES.done) return;
  const strong = CHANGES.list.filter((one) => MOVES[one.change]);
  LIT = {
    nodes: new Set([DOING.held, ...strong.map((one) => one.entity)]),
    edges: null,
    marks: new Map(strong.map((one) => [one.entity, MOVES[one.change][1]])),
  };
  LIT.marks.set(DOING.held, WORDS.done[DOING.doing]);
  NETWORK.redraw();
}

function changeList(choose) {
  if (!CHANGES || !CHANGES.done) return [];
  const title = element("p", "net", sayWhatIf(CHANGES.held, CHANGES.list));
  title.id = "change-net";
  const same = CHANGES.list.filter((one) => one.change === "routes only");
  return [
    title,
    limitsNote(DOING),
    ...Object.entries(MOVES).flatMap(([change, [heading]]) => {
      const listed = CHANGES.list
        .filter((one) => one.change === change)
        .map((one) => changeRow(one, choose));
      const rest = listed.slice(SHOWN_MOVES);
      return part(heading, [
        ...listed.slice(0, SHOWN_MOVES),
        ...(rest.length
          ? [folded(rest.length + " more, by longer or weaker ways", () => rest)]
          : []),
      ]);
    }),
    ...(same.length
      ? [
          folded(
            manyOf(same.length, "quantity keeps its sign", "quantities keep their sign") +
              ", with other ways",
            () => same.map((one) => changeRow(one, choose)),
          ),
        ]
      : []),
  ];
}

const SHOWN_MOVES = 20;
const STATES = { "+": "raised", "-": "lowered", ambiguous: "both ways", none: "no way" };

function changeRow(one, choose) {
  const made = button("edge", "", () => choose(one.entity));
  made.dataset.change = (one.exposure || "alone") + ">" + one.entity;
  const tools = [
    ...new Set(
      one.shown.map(
        ({ record }) => (record.rows.find(([name]) => name === "shown by") || ["", "silencing"])[1],
      ),
    ),
  ];
  const papers = [
    ...new Set(one.shown.flatMap(({ record }) => record.sources.map((source) => source.citation))),
  ];
  made.append(
    element(
      "span",
      "row",
      one.exposure ? armChip(one.exposure) : "",
      element(
        "span",
        "name",
        element("b", "", labelOf(one.entity)),
        element(
          "span",
          "by",
          one.shown.length ? "seen so with " + tools.join(", ") + ": " + papers.join("; ") : "",
        ),
        element(
          "span",
          "by",
          one.route ? (DOING.doing === "cut out" ? "lost: " : "by ") + sayRoute(one.route) : "",
        ),
        element(
          "span",
          "tags",
          one.route ? element("span", "tag", strengthOf(one.route)) : "",
          ...(one.route ? one.route.doubts.map(tagOf) : []),
          one.against
            ? element(
                "span",
                "tag warn",
                manyOf(one.against, "way says", "ways say") + " the opposite",
              )
            : "",
          one.exposure
            ? element("span", "tag", STATES[one.before] + " → " + STATES[one.after])
            : "",
          one.exposure && one.kept
            ? element("span", "tag", manyOf(one.kept, "other way", "other ways") + " left")
            : "",
        ),
      ),
    ),
  );
  return made;
}
