/* Words as people type them, folded as kg.find.fold does; its tables come with the data. */
const FOLD = DATA.find.fold;
const SPELT = FOLD.spellings.map(([pattern, put]) => [new RegExp(pattern, "gu"), put]);

/* Fold case, widths, combining forms and invisible letters; every dash is a hyphen. */
function plain(text) {
  let out = "";
  const said = lower(
    text
      .normalize("NFKD")
      .replace(/\u00ad/g, "")
      .replace(/\u2044/g, "/"),
  );
  for (const letter of said) {
    if (/[\p{Pd}\u2212\u2043]/u.test(letter)) out += "-";
    else if (!/[\p{Mn}\p{Me}\p{Cf}]/u.test(letter)) out += FOLD.greek[letter] || letter;
  }
  return words(out).join(" ");
}

/* Python's casefold, as far as letters of our names go. */
function lower(text) {
  return text.toLowerCase().replace(/ß/g, "ss").replace(/ς/g, "σ");
}

function words(text) {
  return text.split(/[\s\u001c-\u001f\u0085]+/u).filter(Boolean);
}

/* Letters and digits alone: 'PD-L1', 'pd l1' and 'PDL1' are one. */
function compact(text) {
  return plain(text).replace(/[^\p{L}\p{N}]/gu, "");
}

const TOKENS = new Map();

/* The words of a text, each as its stem: plurals, British spelling, Roman numbers folded. */
function tokens(text) {
  if (TOKENS.has(text)) return TOKENS.get(text);
  const found = [];
  const shown = text.normalize("NFKC").replace(/\p{Cf}/gu, "");
  for (const one of shown.match(/[\p{L}\p{N}]+/gu) || []) {
    const short =
      one.toUpperCase() === one &&
      one.toLowerCase() !== one &&
      [...one].length < 5 &&
      one.endsWith("S");
    for (const word of plain(one).match(/[\p{L}\p{N}]+/gu) || [])
      found.push(short ? word : stem(word));
  }
  const made = found.map((word, place) =>
    place && Object.hasOwn(FOLD.roman, word) ? FOLD.roman[word] : word,
  );
  TOKENS.set(text, made);
  return made;
}

function stem(word) {
  let single = Object.hasOwn(FOLD.irregular, word) ? FOLD.irregular[word] : word;
  if (single === word && word.length > 2) {
    const rule = FOLD.plurals.find(([ending]) => word.endsWith(ending));
    if (rule) single = word.slice(0, word.length - rule[0].length) + rule[1];
  }
  for (const [british, american] of SPELT) single = single.replace(british, american);
  return single;
}

/* Every key under which a name is found, whatever its number, spelling or short form. */
function spellings(text) {
  const said = tokens(text);
  const forms = [said];
  if (said[0] === "anti" && said.length > 1)
    forms.push(["alpha", ...said.slice(1)], ["a", ...said.slice(1)]);
  if (said.length && said[0].length > 5 && said[0].startsWith("alpha"))
    forms.push(["anti", said[0].slice(5), ...said.slice(1)]);
  return new Set([...forms.map((form) => form.join("")), ...forms.map(withoutEndings)]);
}

/* Not at the beginning of several words: a gamma ray is no gray. */
function withoutEndings(form) {
  return form.map((word, place) => (place || form.length === 1 ? shorten(word) : word)).join("");
}

function shorten(word) {
  return word.replace(/(alpha|beta|gamma|delta|epsilon|kappa)(?=\d*$)/, (name) => name[0]);
}

/* The key of a CURIE, or of the address of one; nothing where the words are none. */
function identifierOf(text) {
  const last = lower(
    text.trim().replace(/^https?:\/\/\S*?\/(?:obo\/)?(?=[^/]+$|(?!obo\/)[^/]+\/[^/]+$)/, ""),
  );
  const ensembl = /^(?:ensembl[:/ ])?(ens(?:mus)?g\d{11})(?:\.\d+)?$/.exec(last);
  if (ensembl) return "ensembl:" + ensembl[1];
  const entrez = /^(?:ncbi ?gene|entrez(?: ?gene)?|gene ?id)[:_/ ]*(\d+)$/.exec(last);
  if (entrez) return "ncbigene:" + entrez[1];
  const curie = /^([a-z][a-z.]*)[:_/ ](?:\1:)?([a-z]*_?\d[\w.]*)$/.exec(last);
  return curie ? curie[1] + ":" + curie[2] : "";
}
