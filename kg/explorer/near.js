/* What stands near what was typed: names by one letter, kin by meaning; papers and mechanisms. */

function closeTo(said) {
  const wanted = tokens(said);
  const hits = new Map();
  if (/\p{N}/u.test(wanted.join(""))) return hits;
  for (const [name, found] of named().worded) {
    if (hasOneError(wanted, name.split(" ")))
      for (const id of found.keys()) hits.set(id, "a letter away from '" + name + "'");
  }
  return hits.size === 1 ? hits : NOTHING;
}

/* One word, a long one that begins as it should, is a letter away, and all others agree. */
function hasOneError(said, meant) {
  if (said.length !== meant.length) return false;
  const differing = said.map((word, at) => [word, meant[at]]).filter(([a, b]) => a !== b);
  if (differing.length !== 1) return false;
  const [[one, other]] = differing;
  return (
    Math.min(one.length, other.length) > TABLES.short &&
    one.slice(0, 3) === other.slice(0, 3) &&
    isClose(one, other)
  );
}

/* A letter more, less, changed, or changed places with the next. */
function isClose(one, other) {
  if (Math.abs(one.length - other.length) > 1 || one === other) return one === other;
  let start = 0;
  while (start < Math.min(one.length, other.length) && one[start] === other[start]) start += 1;
  const [a, b] = [one.slice(start), other.slice(start)];
  if (a.length === b.length)
    return (
      a.slice(1) === b.slice(1) || (a.slice(0, 2) === b[1] + b[0] && a.slice(2) === b.slice(2))
    );
  const [longer, shorter] = a.length > b.length ? [a, b] : [b, a];
  return longer.slice(1) === shorter;
}

function isSwapped(one, other) {
  if (one.length < TABLES.short - 1 || !isClose(one, other)) return false;
  const letters = (word) => [...word].sort().join("");
  return (
    letters(one) === letters(other) ||
    [...new Set(letters(one))].join("") === [...new Set(letters(other))].join("")
  );
}

/* Names near in spelling, whose digits are the same: a typing error, not a cousin. */
function speltLike(said) {
  const list = tokens(said);
  const wanted = list.join("");
  if (!compact(said) || listedBy(TABLES.beside, said).length) return [];
  const digits = (word) => word.replace(/[^\p{N}]/gu, "");
  const begins = (whole) =>
    whole.startsWith(wanted) && !(/\d$/.test(wanted) && /^\d/.test(whole.slice(wanted.length)));
  const names = [...named().worded].map(([name, found]) => [name.split(" "), found]);
  const holding = names.filter(
    ([name]) => wanted.length > 2 && name.some((word, at) => begins(name.slice(at).join(""))),
  );
  const by = ([a], [b]) =>
    a.length - b.length ||
    a.join("").length - b.join("").length ||
    (a.join("\u0000") < b.join("\u0000") ? -1 : 1);
  const erring = names.filter(
    ([name]) =>
      digits(name.join("")) === digits(wanted) &&
      (name.length === list.length && list.length > 1
        ? hasOneError(list, name)
        : (wanted.length > TABLES.short ? isClose : isSwapped)(wanted, name.join(""))),
  );
  return [
    ...new Set(
      [...erring, ...holding.sort(by).slice(0, 3)].flatMap(([, found]) => [...found.keys()]),
    ),
  ].slice(0, 4);
}

/* --- what stands near what is not here -------------------------------------------------------- */

function nearInMeaning(said) {
  const found = new Map();
  const put = (id, why) => {
    if (!found.has(id)) found.set(id, why);
  };
  for (const id of listedBy(TABLES.beside, said)) put(id, TABLES.besides);
  for (const part of partsSaid(said)) for (const id of idsIn(part)) put(id, "named in it");
  for (const [id, why] of familyOf(said)) put(id, why);
  const text = said.trim().toLowerCase();
  const isWord = (letter) => letter !== undefined && /[\p{L}\p{N}_]/u.test(letter);
  for (const [id, { definition }] of ENTITIES) {
    const at = compact(said).length > 2 ? definition.toLowerCase().indexOf(text) : -1;
    if (at >= 0 && !isWord(definition[at - 1]) && !isWord(definition[at + text.length]))
      put(id, "its definition speaks of it");
  }
  return [...found].slice(0, 4).map(([id, why]) => ({ id, why }));
}

/* The kind of what nomenclature numbers, or of what has other numbers here. */
function familyOf(said) {
  const match = /^([a-z]+)\d+[a-z]*$/.exec(tokens(said).join(""));
  if (!match) return [];
  if (Object.hasOwn(TABLES.families, match[1]))
    return decide(TABLES.families[match[1]], "exact").map(({ id }) => [id, "a kind of these"]);
  const kin = [...ENTITIES]
    .filter(
      ([, entity]) =>
        ["gene", "complex", "molecule", "agent"].includes(entity.kind) &&
        tokens(entity.label).join("").startsWith(match[1]) &&
        /^\d/.test(tokens(entity.label).join("").slice(match[1].length)),
    )
    .map(([id]) => id);
  const kinds = new Map();
  for (const id of kin)
    for (const up of madeOf(id).broader) kinds.set(up, (kinds.get(up) || 0) + 1);
  return [...kinds]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .filter(([id, many]) => many * 2 > kin.length && ENTITIES.has(id))
    .map(([id]) => [id, "as " + kin.slice(0, 3).join(", ")]);
}

/* --- papers, figures, mechanisms -------------------------------------------------------------- */

/* A paper as it is cited: name, others, year with its letter, number. */
const CITED = new RegExp(
  String.raw`^([\p{L}_][^\d[(,]*?)(?:,? et\.? al\.?| ?& [^\d]+| and [^\d]+)?,? ` +
    String.raw`\(?((?:19|20)\d\d)([a-z]?)\)?(?: \[(\d+)\])?$`,
  "iu",
);

/** @type {[RegExp, (found: any) => any[]][]} */
const PAPER_WAYS = [
  [
    /^([a-z][\w-]*\d{4}[a-z]?)? ?(?:ref(?:erence)?\.? ?)?\[(\d{1,5})\]$/i,
    ([, folder, number]) => numbered(folder, number),
  ],
  [/^ref(?:erence)?s?\.? ?(\d{1,5})$/i, ([, number]) => numbered("", number)],
  [
    /^(?:https?:\/\/(?:dx\.|www\.)?doi\.org\/|doi: ?)?10\.\d{4,9}\/\S+$/i,
    ([all]) => papersWhere((one) => one.doi.toLowerCase() === bareDoi(all)),
  ],
  [
    /^(?:https?:\/\/pubmed\.ncbi\.nlm\.nih\.gov\/|pmid:? ?|pubmed:? ?)(\d{1,9})\/?$/i,
    ([, pmid]) => papersWhere((one) => one.pmid === pmid),
  ],
  [/^(\d{5,9})$/, ([, pmid]) => papersWhere((one) => one.pmid === pmid)],
  [
    /^(PMC\d+)$/i,
    ([, pmcid]) => papersWhere((one) => one.pmcid.toUpperCase() === pmcid.toUpperCase()),
  ],
  [CITED, papersOfYear],
];

/* The papers that are cited so. */
function papersCited(said) {
  const wanted = words(said).join(" ");
  const is = papersWhere((one) => one.id === plain(wanted));
  if (is.length) return is;
  const also = papersWhere((one) => one.keys.includes(wanted));
  if (also.length) return also;
  for (const [pattern, find] of PAPER_WAYS) {
    const match = pattern.exec(wanted);
    if (match) return find(match);
  }
  return compact(wanted) ? papersWhere((one) => compact(one.title) === compact(wanted)) : [];
}

function papersWhere(fits) {
  return DATA.papers.filter(fits).map((one) => one.id);
}

function numbered(folder, number) {
  const shelves =
    folder && Object.hasOwn(TABLES.numbers, lower(folder))
      ? [TABLES.numbers[lower(folder)]]
      : Object.values(TABLES.numbers);
  const found = shelves
    .map((shelf) => shelf[String(Number(number))])
    .filter((id) => id && PAPERS.has("paper:" + id));
  return [...new Set(found)].sort();
}

function bareDoi(text) {
  const address = /^(https?:\/\/)?(dx\.|www\.)?doi\.org\//i.exec(text);
  let bare = address ? text.slice(address[0].length) : text.replace(/^doi:?\s*/i, "");
  try {
    if (address) bare = decodeURIComponent(bare);
  } catch {
    /* as it was typed */
  }
  return bare.replace(/[.,;]+$/, "").toLowerCase();
}

function papersOfYear([, name, year, letter, number]) {
  const fits = (one) =>
    String(one.year) === year &&
    compact(one.family) === compact(name) &&
    (!number || String(one.number) === number);
  const found = papersWhere(fits);
  const lettered = found.filter((id) => letter && id.endsWith(year + letter.toLowerCase()));
  return lettered.length ? lettered : found;
}

/* The papers that a person of this family name wrote, the newest first. */
function papersBy(said) {
  const name = compact(said.trim().replace(/,? et\.? al\.?,?$|^papers? (?:by|of|from) /gi, ""));
  const wrote = (one) =>
    one.authors
      .replace(/ et al\.$/, "")
      .split("; ")
      .some((author) => compact(author.split(", ")[0]) === name);
  const found = DATA.papers.filter((one) => name && wrote(one));
  return found
    .sort((one, other) => other.year - one.year || (one.id < other.id ? -1 : 1))
    .map((one) => one.id);
}

/* Everything that words may mean, in the order of kg.find; `how` is exact or taken. */
function meantBy(said) {
  const exact = (id, kind, why) => ({ id, kind, how: "exact", why });
  const titled = (kind) =>
    SHELF.filter(
      (row) =>
        row.kind === kind &&
        compact(said) &&
        [compact(row.id), compact(row.label)].includes(compact(said)),
    );
  const found = [
    ...decide(said, "exact").map((one) => ({ ...one, kind: "entity" })),
    ...papersCited(said).map((id) => exact(id, "paper", "cited so")),
    ...SHELF.filter((row) => row.kind === "claim" && row.id === said).map((row) =>
      exact(row.id, "claim", "id"),
    ),
    ...titled("figure").map((row) => exact(row.id, "figure", "id or title")),
    ...titled("mechanism").map((row) => exact(row.id, "mechanism", "id or title")),
  ];
  if (found.length) return found;
  const written = papersBy(said).map((id) => exact(id, "paper", "an author of it"));
  return written.length
    ? written
    : decide(said, "taken").map((one) => ({ ...one, kind: "entity" }));
}
