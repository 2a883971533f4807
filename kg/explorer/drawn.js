/* Chains as one picture: what was seen as a band of its own, below it the union of the ways as one
   layered graph. A box lists what leads into it, so that every line ends at its own words. */
const WIDE = 164;
const GUTTER = 36;
const MARGIN = 16;
const TYPE = { title: 14.5, head: 18, row: 13, line: 16.5, pad: 8, mark: 23 };
// No letter below 11 pixels: what is larger than the window is dragged.
const LEAST_OF_CHAINS = 0.85;
const SHOWN_IN = { how: 7, forces: 3, opposed: 2 };

/* All that was found as one picture. */
function showUnion() {
  const heads = (chains) => chains.filter((chain) => !chain.variantOf);
  const shown = [
    ...heads(FOUND.how).slice(0, SHOWN_IN.how),
    ...heads(FOUND.forces).slice(0, SHOWN_IN.forces),
    ...heads(FOUND.opposed).slice(0, SHOWN_IN.opposed),
  ];
  if (!shown.length && !FOUND.seen.length) return;
  draw({ ...laidOut(shown), chain: null, number: "all", lit: null });
}

/* One way alone, in the same manner. */
function showChain(chain) {
  draw({ ...laidOut([chain], []), chain, number: chain.number - 1, lit: null });
  say("Drawn alone: " + chainText(chain));
}

function draw(picture) {
  CHAIN = picture;
  hideTip();
  const leave = document.getElementById("leave-chain");
  leave.hidden = false;
  leave.textContent = picture.chain ? "All ways" : "Back to the map";
  markChosen();
  showReading();
  showAll();
  NETWORK.redraw();
}

/* From one way back to all of them; from all of them to the map. */
function leaveChain(whole) {
  if (!CHAIN) return;
  if (CHAIN.chain && FOUND && whole !== true) {
    showUnion();
    return;
  }
  CHAIN = null;
  showReading();
  document.getElementById("leave-chain").hidden = true;
  markChosen();
  showAll();
  NETWORK.redraw();
}

function markChosen() {
  for (const made of document.querySelectorAll("[data-chain]")) {
    made.classList.toggle(
      "chosen",
      Boolean(CHAIN) &&
        (CHAIN.chain || CHAIN.lit) !== null &&
        made.dataset.number === String((CHAIN.chain || CHAIN.lit).number),
    );
  }
}

/* Light one way of the picture, or none: by the list, by keys, by a link that it passes. */
function lightWay(chain) {
  if (!CHAIN || CHAIN.chain || CHAIN.lit === chain) return;
  CHAIN.lit = chain && CHAIN.shown.includes(chain) ? chain : null;
  markChosen();
  NETWORK.redraw();
}

function stepWay(step) {
  if (!CHAIN || CHAIN.chain || !CHAIN.shown.length) return;
  const at = CHAIN.shown.indexOf(CHAIN.lit);
  lightWay(
    CHAIN.shown[
      (at + step + CHAIN.shown.length + (at < 0 && step < 0 ? 1 : 0)) % CHAIN.shown.length
    ],
  );
  say(
    "Way " +
      (CHAIN.shown.indexOf(CHAIN.lit) + 1) +
      " of " +
      CHAIN.shown.length +
      ": " +
      chainText(CHAIN.lit),
  );
}
