/* What the picture shows, in a line, with the key of its signs. */

function sayPicture() {
  const modules = DATA.modules.map((module) => balanceOf(module.id));
  const sum = (lists) =>
    lists.reduce((all, { counts }) => {
      for (const [way, count] of Object.entries(counts)) all[way] = (all[way] || 0) + count;
      return all;
    }, {});
  const told = (counts, words) =>
    words
      .filter(([way]) => counts[way])
      .map(([way, word]) => counts[way] + " " + word)
      .join(", ") || "nothing that passes the filters";
  const alone = aloneNow();
  if (!DATA.pair.length) return "Each box is a mechanism; a line shows where it leads.";
  if (alone) {
    const counts = sum(modules.map((one) => one.arms.get(alone)));
    return (
      "What " +
      ARMS.get(alone).name +
      " do" +
      (ARMS.get(alone).name.endsWith("s") ? "" : "es") +
      ", quantity by quantity: " +
      told(counts, [
        ["increases", "raised"],
        ["decreases", "lowered"],
        ["does_not_change", "not changed"],
        ["open", "open"],
      ]) +
      "."
    );
  }
  const total = (counts) => Object.values(counts).reduce((a, b) => a + b, 0);
  const counts = sum(modules.filter((one) => !one.compared.partners).map((one) => one.compared));
  const more = total(
    sum(modules.filter((one) => one.compared.partners).map((one) => one.compared)),
  );
  const all = total(counts);
  const [first, second] = DATA.pair.map((id) => ARMS.get(id).name);
  const balance =
    capital(first) +
    " against " +
    second +
    ", " +
    manyOf(all, "comparison", "comparisons") +
    " of what was measured: " +
    told(counts, [
      ["higher", "higher after " + first],
      ["similar", "alike"],
      ["lower", "lower"],
      ["open", "open"],
    ]) +
    (more ? "; " + more + " more beside another treatment" : "") +
    ".";
  return balance + (STATE.mode === "difference" ? " Each box is filled in its shares." : "");
}

/* The line above the picture, and its key. */
function showReading() {
  document.getElementById("reading").classList.toggle("chains", CHAIN !== null);
  document.getElementById("said").textContent = CHAIN ? sayChainPicture(CHAIN) : sayPicture();
  document.getElementById("key").replaceChildren(
    ...(CHAIN ? chainKey(CHAIN) : keyRows()).map(([chip, mark, words]) => {
      const row = element("span", "key");
      const sign = element(
        "b",
        "mark" +
          (chip === FIRST
            ? " first"
            : chip === SECOND
              ? " second"
              : chip === "open"
                ? " open"
                : ""),
        mark,
      );
      row.append(sign, " " + words);
      return row;
    }),
  );
  const list = document.getElementById("module-list");
  if (list) list.replaceChildren(...moduleRows((id) => choose(id, true)));
}

/* Sign, and what it means, for what the picture now shows. */
function keyRows() {
  const alone = aloneNow();
  const lead = [null, "→", "leads to"];
  if (!DATA.pair.length) return [lead];
  const [first, second] = DATA.pair.map((id) => ARMS.get(id));
  const lane = (id) => [id, ARMS.get(id).letter + " 9", manyOf(9) + " of " + ARMS.get(id).name];
  if (alone) {
    const { letter } = ARMS.get(alone);
    return [
      lane(alone),
      [alone, letter + "▲", "raised"],
      [alone, letter + "▼", "lowered"],
      [null, letter + "○", "not changed"],
      ["open", "open", "(?) disputed, or conditional"],
      lead,
    ];
  }
  const between = [
    [FIRST, first.letter + ">" + second.letter, "higher after " + first.name],
    [null, first.letter + "=" + second.letter, "alike"],
    [SECOND, first.letter + "<" + second.letter, "lower after " + first.name],
    ["open", "open", "(?) disputed, or conditional"],
  ];
  const byReview = (one) => !one.studies && Object.keys(one.counts).length > 0;
  const reviewed = DATA.modules.some((module) =>
    [...balanceOf(module.id).arms.values()].some(byReview),
  );
  return STATE.mode === "difference"
    ? between
    : [
        lane(FIRST),
        lane(SECOND),
        ...(reviewed ? [[null, "r", "a review alone"]] : []),
        ...between,
        lead,
      ];
}
