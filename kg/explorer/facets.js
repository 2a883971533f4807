/* The page of the filters: values with counts that heed the others, intervals as sliders. */

function filterPage(change) {
  const total = RECORDS.size;
  const many = PASSING.records ? PASSING.records.size : total;
  const edges = DATA.effects.length + DATA.comparisons.length;
  const count = element(
    "p",
    "tag" + (filtered() ? " warn" : ""),
    many +
      " of " +
      total +
      " records, " +
      (PASSING.edges ? PASSING.edges.size : edges) +
      " of " +
      edges +
      " edges pass",
  );
  count.id = "filter-count";
  const clear = button("", "Clear all filters", () => change(noFilters()));
  clear.disabled = !filtered();
  return [
    element("h2", "", "Filters"),
    element(
      "p",
      "quiet",
      "What does not pass fades; nothing is hidden. Several values of one facet add up. " +
        "A number is how many records would be left with this value alone, the other facets kept.",
    ),
    count,
    clear,
    ...DATA.facets
      .map((facet) => facet.name)
      .filter((facet) => OFFERS_FACET.has(facet))
      .map((facet) =>
        FACET_OF.get(facet).unit ? rangeField(facet, change) : wordsField(facet, change),
      ),
  ];
}

function noFilters() {
  return {
    filters: Object.fromEntries(FACETS.map((facet) => [facet, []])),
    ranges: Object.fromEntries(RANGES.map((facet) => [facet, null])),
  };
}

/* A facet that opens: its title and what is chosen of it, then what there is to choose. */
function foldedFacet(facet, chosen, ...inside) {
  const holder = element(
    "details",
    "facet",
    element(
      "summary",
      "",
      element("b", "", facetTitle(facet)),
      element("span", chosen ? "chosen" : "quiet", chosen || "all"),
    ),
    ...inside,
  );
  holder.id = "filter-" + facet;
  holder.open = STATE.unfolded.includes(facet);
  holder.addEventListener("toggle", () => {
    if (holder.open === STATE.unfolded.includes(facet)) return;
    STATE.unfolded = [
      ...STATE.unfolded.filter((one) => one !== facet),
      ...(holder.open ? [facet] : []),
    ];
    keepAddress();
  });
  return holder;
}

function wordsField(facet, change) {
  const counts = countsOf(facet);
  const chosen = STATE.filters[facet];
  const values = Object.keys(FACET_OF.get(facet).words).filter(
    (value) => counts.get(value) || chosen.includes(value),
  );
  values.sort((a, b) =>
    facet === "year"
      ? Number(b) - Number(a)
      : (counts.get(b) || 0) - (counts.get(a) || 0) || (a < b ? -1 : 1),
  );
  const list = element(
    "div",
    "values",
    ...values.map((value) => {
      const box = element("input", "");
      box.type = "checkbox";
      box.id = "filter-" + facet + "-" + value;
      box.checked = chosen.includes(value);
      box.addEventListener("change", () =>
        change(
          {
            filters: {
              [facet]: box.checked
                ? [...chosen, value].sort()
                : chosen.filter((one) => one !== value),
            },
          },
          box.id,
        ),
      );
      return element(
        "label",
        "value",
        box,
        element("span", "name", facetWords(facet, value)),
        element("span", "count", String(counts.get(value) || 0)),
      );
    }),
  );
  return foldedFacet(facet, chosen.map((value) => facetWords(facet, value)).join(" or "), list);
}

/* Two sliders over the numbers that are reported; at both ends they ask for nothing. */
function rangeField(facet, change) {
  const stops = REPORTED.get(facet);
  const last = stops.length - 1;
  const { unit } = FACET_OF.get(facet);
  const range = STATE.ranges[facet];
  const lowest = range && range[0] !== null ? stops.findIndex((stop) => stop >= range[0]) : 0;
  const highest =
    range && range[1] !== null ? stops.findLastIndex((stop) => stop <= range[1]) : last;
  const silent = [...RECORDS.values()].filter(
    (record) => recordPasses(record, facet) && !(record.numbers[facet] || []).length,
  ).length;
  const told = element("p", "quiet", "");
  const sliders = ["from", "to"].map((end, side) => {
    const slider = element("input", "");
    Object.assign(slider, {
      type: "range",
      min: 0,
      max: last,
      step: 1,
      id: "filter-" + facet + "-" + end,
    });
    slider.value = side ? Math.max(highest, 0) : lowest < 0 ? last : lowest;
    return slider;
  });
  const bounds = () => {
    const ends = sliders.map((slider) => Number(slider.value)).sort((a, b) => a - b);
    return [ends[0] === 0 ? null : stops[ends[0]], ends[1] === last ? null : stops[ends[1]]];
  };
  /** @param {any[]} limits */
  const tell = ([low, high]) => {
    const left = [...RECORDS.values()].filter(
      (record) => recordPasses(record, facet) && reaches(record, facet, [low, high]),
    ).length;
    told.textContent =
      rangeWords([low, high], unit) +
      ": " +
      left +
      (left === 1 ? " record; " : " records; ") +
      silent +
      " do not report it";
    sliders.forEach((slider) =>
      slider.setAttribute("aria-valuetext", numberWords(stops[Number(slider.value)]) + " " + unit),
    );
  };
  for (const slider of sliders) {
    slider.addEventListener("input", () => tell(bounds()));
    slider.addEventListener("change", () => {
      const [low, high] = bounds();
      change(
        { ranges: { [facet]: low === null && high === null ? null : [low, high] } },
        slider.id,
      );
    });
  }
  tell(range || bounds()); // an address may ask for what is no stop
  return foldedFacet(
    facet,
    range ? rangeWords(range, unit) : "",
    ...sliders.map((slider, side) => element("label", "slider", ["from", "to"][side], slider)),
    told,
  );
}

function rangeWords([low, high], unit) {
  if (low === null && high === null) return "any";
  if (low === high) return numberWords(low) + " " + unit;
  return low === null
    ? "up to " + numberWords(high) + " " + unit
    : high === null
      ? "from " + numberWords(low) + " " + unit
      : numberWords(low) + " to " + numberWords(high) + " " + unit;
}

function numberWords(number) {
  return String(Number(number.toPrecision(6)));
}

function option(value, text) {
  const made = element("option", "", text);
  made.value = value;
  return made;
}
