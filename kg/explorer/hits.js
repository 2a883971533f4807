/* Hits in the panel, and what stands near where nothing is called so. */

/* Typed words were taken as what is chosen: said, and undone by a click. */
function takenNote() {
  if (!STATE.taken || !STATE.selected) return [];
  const one = meantBy(STATE.taken).find((found) => placeOf(found) === STATE.selected);
  if (!one) return [];
  const said = STATE.taken;
  return [
    element(
      "p",
      "net taken",
      takenWords(said, one) + " ",
      button("link", "Not this: show all that '" + said + "' finds", () => seek(said)),
    ),
  ];
}

/* That nothing here is called so, and what stands near: in spelling, a typing error; in meaning,
   a kin. */
function missingNote(said, choose, names) {
  const alike = speltLike(said);
  const near = alike.length ? [] : nearInMeaning(said);
  return [
    element(
      "p",
      "net missing",
      (names ? "Nothing here is called '" + said + "'" : "'" + said + "' is not in this corpus") +
        (alike.length ? "; did you mean:" : near.length ? "; near in meaning:" : "."),
    ),
    ...alike.map((id) => element("p", "near", link(id, choose))),
    ...near.map(({ id, why }) =>
      element("p", "near", link(id, choose), " ", element("span", "quiet", why)),
    ),
  ];
}

function soughtPage(said, choose) {
  const hits = searched(said);
  const called = entitiesCalled(said);
  const kinds = new Map();
  for (const hit of hits) kinds.set(hit.kind, (kinds.get(hit.kind) || 0) + 1);
  const counted = [...kinds]
    .sort(([, a], [, b]) => b - a)
    .slice(0, 6)
    .map(([kind, many]) => many + " " + kind)
    .join(", ");
  return [
    element("h2", "", "What '" + said + "' finds"),
    ...(called.length || papersCited(said).length || hits.some((hit) => hit.key[0] === 0)
      ? []
      : missingNote(
          said,
          choose,
          hits.some((hit) => hit.name !== null),
        )),
    called.length > 1
      ? element(
          "p",
          "net",
          "It may be any of these " +
            called.length +
            ": " +
            called.map(({ id }) => labelOf(id)).join(", ") +
            ".",
        )
      : "",
    element(
      "p",
      "quiet",
      hits.length +
        " found" +
        (hits.length ? ": " + counted + ". The answer of the command kg search." : "."),
    ),
    ...firstOf(
      hits.map((hit) => hitRow(hit, said)),
      40,
    ),
  ];
}

function hitRow(hit, said) {
  const inside = element(
    "span",
    "row",
    element(
      "span",
      "name",
      hit.label,
      element(
        "span",
        "tags",
        element("span", "tag", hit.kind),
        hit.name && hit.name !== hit.label ? hit.name : "",
      ),
    ),
    element("span", "count", countsOfHit(hit)),
  );
  const plainly = !opens(hit);
  const made = plainly ? element("div", "edge") : button("edge", "", () => openHit(hit, said));
  made.append(inside);
  made.dataset.hit = hit.id;
  return made;
}
