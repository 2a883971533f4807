/* The scripts of the page share one scope: what one of them names, the others may use. */
import fs from "node:fs";
import path from "node:path";

const ROOT = path.resolve(import.meta.dirname, "../..");
const OWN = path.join(ROOT, "kg/explorer");
const NAMED = /^(?:async )?(?:function\*? |const |let |class )(\w+|\[[^\]]+\])/gm;
const own = fs
  .readdirSync(OWN)
  .filter((name) => name.endsWith(".js"))
  .flatMap((name) => [...fs.readFileSync(path.join(OWN, name), "utf8").matchAll(NAMED)])
  .flatMap(([, name]) => name.match(/\w+/g))
  .map((name) => [name, "writable"]);
const browser = `document window location history localStorage performance console navigator vis
  setTimeout clearTimeout requestAnimationFrame Blob URL URLSearchParams Image XMLSerializer
  ResizeObserver DOMParser matchMedia CanvasRenderingContext2D getComputedStyle TextEncoder`
  .split(/\s+/)
  .map((name) => [name, "readonly"]);

export default [
  {
    files: ["kg/explorer/*.js", "kg/site/*.js"],
    languageOptions: {
      ecmaVersion: 2023,
      sourceType: "script",
      globals: Object.fromEntries([...browser, ...own]),
    },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      "no-undef": "error",
      "no-unused-vars": ["error", { vars: "local", args: "after-used" }],
      "no-const-assign": "error",
      "no-dupe-args": "error",
      "no-dupe-keys": "error",
      "no-duplicate-case": "error",
      "no-unreachable": "error",
      "no-fallthrough": "error",
      "no-self-assign": "error",
      "no-self-compare": "error",
      "no-unsafe-negation": "error",
      "no-unused-expressions": ["error", { allowTernary: true }],
      "no-eval": "error",
      "no-implied-eval": "error",
      "no-new-func": "error",
      "no-var": "error",
      "prefer-const": "off",
      "use-isnan": "error",
      "valid-typeof": "error",
      eqeqeq: "error",
      "max-len": ["error", { code: 100 }],
    },
  },
];
