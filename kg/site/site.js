"use strict";
// Light or dark, remembered over pages; what is searched is searched in the explorer.
(() => {
  const root = document.documentElement;
  const button = document.getElementById("theme-button");
  const kept = (() => {
    try {
      return localStorage.getItem("theme");
    } catch {
      return null;
    }
  })();
  const wear = (theme) => {
    root.dataset.theme = theme;
    button.textContent = theme === "dark" ? "Light" : "Dark";
  };
  wear(kept || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light"));
  button.addEventListener("click", () => {
    wear(root.dataset.theme === "dark" ? "light" : "dark");
    try {
      localStorage.setItem("theme", root.dataset.theme);
    } catch {
      /* no store: not kept */
    }
  });
  document.getElementById("site-search").addEventListener("submit", (event) => {
    event.preventDefault();
    const words = event.target.elements.q.value.trim();
    if (words) location.href = "explorer.html#find=" + encodeURIComponent(words);
  });
})();
