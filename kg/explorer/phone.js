/* In the hand: the list first, the map on demand, what is chosen on the map as a sheet above it. */
const PHONE = window.matchMedia("screen and (max-width: 699px)");
const NARROW = window.matchMedia("screen and (max-width: 820px)"); // the header's menu is folded
const TABLET = window.matchMedia("screen and (max-width: 1200px)"); // map and sheet side by side

/* 'list' fills the window with words, 'map' with the picture, 'sheet' shares it. */
function setView(view) {
  document.body.dataset.view = view;
  for (const control of document.querySelectorAll("[data-show]"))
    control.setAttribute(
      "aria-pressed",
      String((control.dataset.show === "map") === (view !== "list")),
    );
}

/* What was chosen on the map comes as a sheet; a tap beside everything puts it away. */
function showSheet(chosen) {
  if (PHONE.matches) setView(chosen ? "sheet" : "map");
}

function startPhone() {
  setView("list");
  for (const control of document.querySelectorAll("[data-show]")) {
    control.addEventListener("click", () => {
      setView(control.dataset.show);
      openMenu(false);
      say(control.textContent);
    });
  }
  document.getElementById("close-sheet").addEventListener("click", () => setView("map"));
  document
    .getElementById("menu-button")
    .addEventListener("click", () => openMenu(document.body.dataset.menu !== "open"));
  document.getElementById("menu").addEventListener("click", () => {
    if (NARROW.matches) openMenu(false);
  });
  const fit = () => {
    document.getElementById("search").placeholder = NARROW.matches ? "Search" : SEARCH_HINT;
  };
  NARROW.addEventListener("change", fit);
  fit();
}
const SEARCH_HINT = document.getElementById("search").placeholder;

function openMenu(open) {
  document.body.dataset.menu = open ? "open" : "";
  document.getElementById("menu-button").setAttribute("aria-expanded", String(open));
}
