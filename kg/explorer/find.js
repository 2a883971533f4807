/* What words may mean: the finder of the commands (kg.find), with the names that the page has. */
const TABLES = DATA.find;
const MEANT = Object.fromEntries(
  Object.entries(TABLES.words).map(([name, value]) => [
    name,
    Array.isArray(value) ? new Set(value) : value,
  ]),
);
const PHYSICAL = TABLES.physical; // treatments that are no agent

/* Of an entity: what it is measured of, its aspect, its place, its kinds and its wholes. */
function madeOf(id) {
  const [of, aspect, place, broader, wholes] = TABLES.of[id] || ["", "", "", [], []];
  return { of, aspect, place, broader, wholes };
}

/* The tables are made when they are first asked. */
let NAMED_BY = null;
function named() {
  if (NAMED_BY) return NAMED_BY;
  const made = {
    called: new Map(),
    spelt: new Map(),
    alike: new Map(),
    worded: new Map(),
    first: new Map(),
  };
  const put = (table, key, id, why) => {
    if (!key) return;
    if (!table.has(key)) table.set(key, new Map());
    if (!table.get(key).has(id)) table.get(key).set(id, why);
  };
  for (const [id, entity] of ENTITIES) {
    const names = [
      [id, "id"],
      [entity.label, "label"],
      ...entity.synonyms.map((name) => [name, "synonym " + name]),
    ];
    for (const [name, why] of names) {
      put(made.called, words(lower(name)).join(" "), id, why);
      put(made.spelt, compact(name), id, why);
      for (const form of spellings(name)) put(made.alike, form, id, why);
      put(made.worded, tokens(name).join(" "), id, why);
    }
    if (PHYSICAL.includes(id)) put(made.first, id.split("-")[0], id, "first word of the id");
  }
  NAMED_BY = made;
  return made;
}

const NOTHING = new Map();

/* What words mean by ever looser rules, as [how, entity -> reason]. */
function* levelsOf(said) {
  const { called, spelt, alike, first } = named();
  yield ["exact", called.get(words(lower(said)).join(" ")) || NOTHING];
  yield ["exact", first.get(plain(said)) || NOTHING];
  yield ["exact", spelt.get(compact(said)) || NOTHING];
  for (const key of [plain(said), identifierOf(said)]) {
    const listed = Object.hasOwn(TABLES.identifiers, key) ? TABLES.identifiers[key] : [];
    yield ["exact", new Map(listed.filter(([, , fits]) => fits).map(([id, why]) => [id, why]))];
    yield ["taken", new Map(listed.map(([id, why]) => [id, why + ", which fits it loosely"]))];
  }
  yield [
    "exact",
    new Map([...spellings(said)].sort().flatMap((key) => [...(alike.get(key) || [])])),
  ];
  yield ["taken", new Map(listedBy(TABLES.related, said).map((id) => [id, TABLES.loosely]))];
  for (const rule of [sameWords, measuredOf, strippedOf, heldBy, closeTo])
    yield ["taken", rule(said)];
}

/* The entities that a table has for any spelling of the words. */
function listedBy(table, said) {
  return [...spellings(said)]
    .sort()
    .flatMap((form) => (Object.hasOwn(table, form) ? table[form] : []));
}

function decide(said, wanted) {
  const address = /^https?:\/\/\S+$/.test(said) ? said.replace(/\/+$/, "").split("/").pop() : said;
  const own = ENTITIES.has(said) ? said : address;
  if (ENTITIES.has(own)) return wanted === "exact" ? [{ id: own, how: wanted, why: "id" }] : [];
  const hits = new Map();
  for (const one of writtenOut(said).filter(compact)) {
    for (const [how, found] of levelsOf(one)) {
      if (how !== wanted || !found.size) continue;
      for (const [id, why] of found) hits.set(id, why);
      break;
    }
  }
  return [...hits].map(([id, why]) => ({ id, how: wanted, why }));
}

/* Letters in brackets within a word, which may stand there or not: PD-(L)1. */
function writtenOut(said) {
  if (!/[\p{L}\p{N}_-]\([\p{L}\p{N}_]{1,2}\)[\p{L}\p{N}_]/u.test(said)) return [said];
  return [said.replace(/[()]/g, ""), said.replace(/\([\p{L}\p{N}_]{1,2}\)/gu, "")];
}

/* The entities that words may mean: by their name, else taken as the only ones that fit. */
function entitiesCalled(said) {
  const exact = decide(said, "exact");
  return exact.length ? exact : decide(said, "taken");
}

/* --- by what words mean ----------------------------------------------------------------------- */

const THING = "\u0001"; // begins a part that names entities; their ids follow, parted by spaces

function idsIn(part) {
  return part[0] === THING ? part.slice(1).split(" ") : [];
}

function idsCalled(form) {
  return named().alike.get(form) || named().first.get(form);
}

/* Take words apart, longest names first; the whole is no part of itself. */
function partsSaid(text) {
  const raw = tokens(text);
  const said = raw.map((word) => (Object.hasOwn(MEANT.same, word) ? MEANT.same[word] : word));
  const found = new Set();
  const thing = (ids) => THING + [...ids.keys()].sort().join(" ");
  for (let place = 0; place < said.length;) {
    let took = 0;
    for (let end = Math.min(said.length, place + MEANT.longest); end > place && !took; end -= 1) {
      if (place === 0 && end === said.length) continue;
      const ids = idsCalled(raw.slice(place, end).join(""));
      if (ids && !(end - place === 1 && MEANT.no_names.has(raw[place]))) {
        found.add(thing(ids));
        took = end - place;
      }
    }
    if (!took && !MEANT.small.has(said[place])) {
      const placed = MEANT.places.has(said[place]) ? idsCalled(said[place]) : null;
      found.add(placed ? thing(placed) : said[place]);
    }
    place += took || 1;
  }
  return [...found];
}

let BY_PARTS = null;
function sameWords(said) {
  if (!BY_PARTS) {
    BY_PARTS = new Map();
    for (const [id, entity] of ENTITIES) {
      for (const name of [entity.label, ...entity.synonyms]) {
        const parts = partsSaid(name);
        const key = parts.sort().join("\u0002");
        if (parts.length < 2) continue;
        if (!BY_PARTS.has(key)) BY_PARTS.set(key, new Map());
        if (!BY_PARTS.get(key).has(id))
          BY_PARTS.get(key).set(id, "the same words as in '" + name + "'");
      }
    }
  }
  return BY_PARTS.get(partsSaid(said).sort().join("\u0002")) || NOTHING;
}

/* The measure of a thing: each word names the thing, what is measured, or where. */
function measuredOf(said) {
  const parts = partsSaid(said);
  if (parts.length < 2 || !parts.some((part) => part[0] === THING)) return NOTHING;
  const fits = (id) => {
    const { of, aspect, place } = madeOf(id);
    const aspects = (Object.hasOwn(MEANT.aspects, aspect) && MEANT.aspects[aspect]) || [];
    let [isOf, isPlaced] = [false, false];
    for (const part of parts) {
      if (part[0] !== THING) {
        if (!aspects.includes(part)) return false;
      } else if (!isOf && idsIn(part).includes(of)) isOf = true;
      else if (idsIn(part).includes(place)) isPlaced = true;
      else return false;
    }
    return isOf && (isPlaced || parts.some((part) => part[0] !== THING));
  };
  return new Map(
    [...ENTITIES.keys()]
      .filter((id) => madeOf(id).of && fits(id))
      .map((id) => [id, "what is measured, and where"]),
  );
}

/* The one thing that some of the words name, where the others only say more of it. */
function heldBy(said) {
  const parts = partsSaid(said);
  const hits = new Map();
  for (const one of parts) {
    for (const id of idsIn(one).filter((key) => !MEANT.plain.has(ENTITIES.get(key).kind))) {
      if (parts.length > 1 && parts.every((part) => part === one || saysMore(id, part)))
        hits.set(id, "other words only say more of it");
      else if (parts.length === 1 && idsIn(one).length === 1)
        hits.set(id, "the same but for small words");
    }
  }
  return hits;
}

function saysMore(id, part) {
  const { of, aspect, place, broader, wholes } = madeOf(id);
  if (part[0] === THING)
    return idsIn(part).some((key) => [of, place, ...broader, ...wholes].includes(key));
  const { label, synonyms } = ENTITIES.get(id);
  return (
    MEANT.ignored.has(part) ||
    ((Object.hasOwn(MEANT.aspects, aspect) && MEANT.aspects[aspect]) || []).includes(part) ||
    [label, ...synonyms].some((name) => tokens(name).includes(part))
  );
}

let GENERIC_WORDS = null;
/* Words for any of them: the names of the kinds that are a kind of none. */
function genericWords() {
  if (GENERIC_WORDS) return GENERIC_WORDS;
  const kinds = new Set([...ENTITIES.keys()].flatMap((id) => madeOf(id).broader));
  const roots = PHYSICAL.filter(
    (id) => kinds.has(id) && !madeOf(id).broader.some((key) => PHYSICAL.includes(key)),
  );
  GENERIC_WORDS = new Set([
    ...MEANT.generic,
    ...roots.flatMap((id) =>
      [ENTITIES.get(id).label, ...ENTITIES.get(id).synonyms].flatMap(tokens),
    ),
  ]);
  return GENERIC_WORDS;
}

/* A treatment or a model by its name without a word for any of its kind. */
function strippedOf(said) {
  const bare = (text) =>
    [...new Set(tokens(text))]
      .filter((word) => !genericWords().has(word))
      .sort()
      .join(" ");
  const kept = bare(said);
  const hits = new Map();
  for (const id of kept ? PHYSICAL : []) {
    const name = [id, ENTITIES.get(id).label, ...ENTITIES.get(id).synonyms].find(
      (one) => bare(one) === kept,
    );
    if (name !== undefined) hits.set(id, "another word for '" + name + "'");
  }
  if (hits.size) return hits;
  const raw = tokens(said);
  for (let left = raw; left.length && Object.hasOwn(MEANT.tails, left[left.length - 1]);) {
    const kinds = MEANT.tails[left[left.length - 1]];
    left = left.slice(0, -1);
    const found = [...(idsCalled(left.join("")) || NOTHING).keys()].filter((id) =>
      kinds.includes(ENTITIES.get(id).kind),
    );
    if (found.length === 1)
      return new Map([[found[0], "without '" + raw.slice(left.length).join(" ") + "'"]]);
  }
  return NOTHING;
}
