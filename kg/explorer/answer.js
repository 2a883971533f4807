/* Chains as they are answered: the sentence, what was seen, the ways, what is silent. */

function chainList(choose) {
  if (!FOUND) return [];
  const { how, forces, opposed } = FOUND;
  const sentence = element("p", "net", sayChains(FOUND));
  sentence.id = "chain-net";
  const heads = (chains) => chains.filter((chain) => !chain.variantOf);
  const shown = [...heads(how).slice(0, SHOWN_WAYS), ...heads(forces).slice(0, SHOWN_WAYS)];
  return [
    sentence,
    limitsNote(WISH),
    ...part("Seen", seenRows(choose)),
    ...part("How it may come about", how.length ? [countLine(how), ...wayRows(heads(how))] : []),
    ...part("Against", [
      ...(forces.length
        ? [
            element(
              "p",
              "quiet",
              "Counter-forces: against what was seen, each step with a study of its own.",
            ),
            countLine(forces),
          ]
        : []),
      ...wayRows(heads(forces)),
      ...(opposed.length
        ? [
            folded(
              manyOf(opposed.length, "way", "ways") +
                " that what was seen goes against, out of the sign",
              () => opposed.map(wayRow),
            ),
          ]
        : []),
    ]),
    ...part("By level, against " + labelOf(FOUND.versus || FOUND.start), levelRows()),
    ...part("The steps, and who found them", stepRows(shown, choose)),
    ...part(capital(ABSENT.stated), statedGaps()),
  ];
}

/* Scroll the panel, so that an answer begins at its top. */
function bringUp(id) {
  const shown = document.getElementById(id);
  const panel = document.getElementById("panel-body");
  if (shown)
    panel.scrollTop += shown.getBoundingClientRect().top - panel.getBoundingClientRect().top - 3;
}

function countLine(chains) {
  return element("p", "quiet counts", capital(routesText(chains)) + ".");
}

function part(title, rowsOf) {
  return rowsOf.length ? [element("h3", "", title), ...rowsOf] : [];
}

/* What opens on demand, made only then. */
function folded(title, make) {
  const holder = element("details", "", element("summary", "", title));
  holder.addEventListener("toggle", () => {
    if (holder.open && holder.children.length === 1) {
      holder.append(...make());
      markChosen();
    }
  });
  return holder;
}

function seenRows(choose) {
  const { seen, pair, start, end } = FOUND;
  const listed = seen.map((chain) =>
    stepRow(
      chain.steps[0],
      chain.holds,
      choose,
      (chain.sign === "+" ? "▲ " : "▼ ") + (chain.sign === "+" ? "raised" : "lowered"),
    ),
  );
  if (pair.nulls.length) {
    const edge = DATA.effects.find(
      (one) => one.subject === start && one.object === end && one.sign === "0",
    );
    const where = [...new Set(pair.nulls.map((one) => regionText(one.holds)))]
      .filter(Boolean)
      .sort();
    listed.push(
      evidenceRow(
        edge,
        choose,
        "○ " + ABSENT.null + (where.length ? " (" + where.join(" / ") + ")" : ""),
        pair.nullStudies,
        pair.nullTags,
        [...new Set(pair.nulls.flatMap(({ record }) => record.sources.map((one) => one.citation)))],
        [],
      ),
    );
  }
  if (!listed.length)
    listed.push(element("p", "quiet", "Directly measured: " + ABSENT.corpus + "."));
  for (const one of pair.levels) {
    listed.push(
      element(
        "p",
        "level",
        capital(labelOf(end)) +
          ": " +
          one.level.join(" or ") +
          " than with " +
          labelOf(one.versus) +
          (one.basis.length ? ", " + basesWords(one.basis) : "") +
          ": " +
          (one.studies ? manyOf(one.studies) : "only a review says so"),
      ),
    );
  }
  return listed;
}

function wayRows(chains) {
  const rest = chains.slice(SHOWN_WAYS);
  return [
    ...chains.slice(0, SHOWN_WAYS).flatMap(wayWithVariants),
    ...(rest.length
      ? [
          folded(rest.length + " more, longer, with a weaker link, or skipping a known step", () =>
            rest.flatMap(wayWithVariants),
          ),
        ]
      : []),
  ];
}

function wayWithVariants(chain) {
  return [
    wayRow(chain),
    ...(chain.variants.length
      ? [
          folded(
            manyOf(chain.variants.length, "variant", "variants") +
              ": the same route but for one detour",
            () => chain.variants.map(wayRow),
          ),
        ]
      : []),
  ];
}

function wayRow(chain) {
  const made = button("edge chain", "", () => showChain(chain));
  made.dataset.chain = chain.nodes.join(" ");
  made.dataset.number = chain.number;
  for (const name of ["mouseenter", "focus"]) made.addEventListener(name, () => lightWay(chain));
  for (const name of ["mouseleave", "blur"]) made.addEventListener(name, () => lightWay(null));
  const held = regionText(chain.holds);
  made.append(
    element(
      "span",
      "name",
      element("b", "", chain.sign === "+" ? "▲ " : "▼ "),
      sayRoute(chain),
      element(
        "span",
        "tags",
        element("span", "tag", strengthOf(chain)),
        ...chain.doubts.map(tagOf),
        held ? element("span", "tag", "if " + held) : "",
        chain.passesOutcome ? element("span", "tag", "passes an outcome") : "",
        chain.skips ? element("span", "tag", "skips a known step") : "",
      ),
      chain.opposed.length ? element("span", "by", capital(opposedText(chain)) + ".") : "",
      ...(chain.advantages || []).map(advantageLine),
    ),
  );
  if (CHAIN && CHAIN.chain === chain) made.classList.add("chosen");
  return made;
}

/* Every step of the ways that are shown, once, in the order in which they are met. */
function stepRows(chains, choose) {
  const met = new Map();
  for (const chain of chains)
    for (const step of chain.steps) if (step.counts && !met.has(step)) met.set(step, chain.holds);
  const listed = [...met].map(([step, holds]) =>
    stepRow(
      step,
      holds,
      choose,
      labelOf(step.subject) + " " + WORDS.arrow[step.sign] + " " + labelOf(step.object),
    ),
  );
  return listed.length
    ? [
        element("p", "quiet", "Studies behind each step, in the order of the ways above."),
        ...listed,
      ]
    : [];
}

function stepRow(step, holds, choose, words) {
  const asked =
    step.measured === null
      ? []
      : [OFFERED.named + (step.measured ? ": measured in " + step.measured : ": not reported")];
  return evidenceRow(
    edgeBehind(step),
    choose,
    words + (step.general ? ", found for " + labelOf(step.general) : ""),
    step.studies,
    step.doubts,
    citedIn(step, holds),
    asked,
  );
}

function evidenceRow(edge, choose, words, studies, tags, papers, asked) {
  const cited =
    papers.slice(0, 4).join("; ") +
    (papers.length > 4 ? "; and " + (papers.length - 4) + " more" : "");
  const made = button("edge step", "", () => edge && choose(edge.id));
  made.append(
    element(
      "span",
      "row",
      element(
        "span",
        "name",
        words,
        element(
          "span",
          "tags",
          ...tags.map(tagOf),
          ...asked.map((text) => element("span", "tag", text)),
          element("span", "papers", cited),
        ),
      ),
      element("span", "count", studies ? manyOf(studies) : "review only"),
    ),
  );
  return made;
}

function statedGaps() {
  return DATA.gaps
    .filter((gap) => gap.about.includes(FOUND.end))
    .map((gap) => element("p", "quiet", gapLink(gap)));
}
