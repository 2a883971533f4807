/* Run the page's engine without a browser: node answers.js PAGE SCRIPT... reads questions as lines
   of JSON and writes what the page would answer, line by line. */
"use strict";
const fs = require("node:fs");
const vm = require("node:vm");

const [page, ...scripts] = process.argv.slice(2);
const island = /<script id="data" type="application\/json">([^]*?)<\/script>/.exec(fs.readFileSync(page, "utf8"))[1];
const code = scripts.map((path) => fs.readFileSync(path, "utf8")).join("\n") + `
const advantage = ({ basis, enters, predicted, verdict, compared }) => ({
  basis, enters, predicted, verdict,
  compared: compared.map((at) => [at.entity, [...at.levels].sort(), [...at.papers], at.lifted]),
});
async function answerOf({ ask, wish }) {
  if (wish.filters) {
    const none = noFilters();
    const { filters, ...rest } = wish;
    const { asked, applied, ignored } = limited(rest, { ...none.filters, ...filters }, none.ranges);
    return { ...await answerOf({ ask, wish: asked }), applied, ignored };
  }
  if (ask === "chains") {
    const found = await findChains(wish);
    return {
      sign: found.sign, sentence: sayChains(found),
      nulls: found.pair.nulls.map((one) => one.key).sort(), null_studies: found.pair.nullStudies, null_tags: found.pair.nullTags,
      by_level: found.byLevel.map((one) => ({
        ...advantage(one), level: one.level,
        chains: one.chains.map((chain) => [chain.nodes, chain.sign]),
      })),
      levels: found.pair.levels.map((one) => [one.versus, one.basis, one.level, one.studies]),
      chains: found.chains.map((chain) => ({
        nodes: chain.nodes, signs: chain.steps.map((step) => step.sign).join(""), sign: chain.sign, seen: chain.seen,
        opposed: chain.opposed, counter_force: chain.counterForce, variant_of: chain.variantOf ? chain.variantOf.number : null,
        length: chain.length, weakest: chain.weakest, holds: regionText(chain.holds),
        studies: chain.steps.map((step) => step.studies), doubts: chain.steps.map((step) => step.doubts),
        advantages: chain.advantages.map(advantage),
        measured: chain.steps.map((step) => step.measured),
        records: chain.steps.map((step) => standing(step, chain.holds).map((one) => one.key).sort()),
      })),
    };
  }
  const found = await findChanges(wish);
  return {
    sentence: sayWhatIf(wish.held, found),
    outcomes: found.map((one) => ({
      exposure: one.exposure, entity: one.entity, before: one.before, after: one.after, change: one.change,
      route: one.route ? sayRoute(one.route) : "", against: one.against, lost: one.lost, kept: one.kept,
      shown: one.shown.map((finding) => finding.key),
    })),
  };
}
answerOf;`;
const document = { getElementById: () => ({ textContent: island }) };
const answer = vm.runInContext(code, vm.createContext({ document, performance, setTimeout, console }));

(async () => {
  for await (const line of require("node:readline").createInterface({ input: process.stdin })) {
    process.stdout.write(JSON.stringify(await answer(JSON.parse(line))) + "\n");
  }
})();
