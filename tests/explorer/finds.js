/* Search in the page without a browser: node finds.js PAGE SCRIPT... reads words as lines of JSON and
   writes what the page's finder and search make of them. */
"use strict";
const fs = require("node:fs");
const vm = require("node:vm");

const [page, ...scripts] = process.argv.slice(2);
const html = fs.readFileSync(page, "utf8");
const island = /<script id="data" type="application\/json">([^]*?)<\/script>/.exec(html)[1];
const code = scripts.map((path) => fs.readFileSync(path, "utf8")).join("\n") + `
(said) => ({
  plain: plain(said), tokens: tokens(said), spellings: [...spellings(said)].sort(),
  identifier: identifierOf(said),
  meant: meantBy(said).map(({ id, kind, how, why }) => [id, kind, how, why]),
  hits: searched(said).map(({ id, kind, findings, papers }) => [id, kind, findings, papers]),
  alike: speltLike(said), near: nearInMeaning(said).map(({ id, why }) => [id, why]),
});`;
const document = { getElementById: () => ({ textContent: island }) };
const answer = vm.runInContext(code, vm.createContext({ document, console }));

(async () => {
  for await (const line of require("node:readline").createInterface({ input: process.stdin })) {
    process.stdout.write(JSON.stringify(answer(JSON.parse(line))) + "\n");
  }
})();
