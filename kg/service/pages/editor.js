"use strict";
// The editor asks this service and nobody else: no completion from other servers, nothing stored
// elsewhere. Titles and questions are text, never markup.

const endpoint = new URL("/sparql", window.location.href).href;
const { Yasgui } = window;

Yasgui.Yasqe.defaults.autocompleters = ["variables"];
Yasgui.Yasqe.defaults.createShareableLink = null;
Yasgui.Yasqe.defaults.value = "SELECT ?object ?label WHERE {\n  id:carbon-ion-irradiation kg:increases ?object .\n  ?object rdfs:label ?label .\n} ORDER BY ?label\n";

const yasgui = new Yasgui(document.getElementById("yasgui"), {
  requestConfig: { endpoint, method: "POST" },
  copyEndpointOnNewTab: true,
  endpointCatalogueOptions: { getData: () => [] },
  persistenceId: null,
  populateFromUrl: false,
});

function ask(named, button) {
  const tab = yasgui.getTab() || yasgui.addTab(true);
  tab.setName(named.title);
  tab.getYasqe().setValue(named.query);
  tab.getYasqe().query().catch(() => {}); // what went wrong is shown under the query
  for (const other of document.querySelectorAll("#named button")) other.setAttribute("aria-pressed", other === button);
  history.replaceState(null, "", "#" + encodeURIComponent(named.name));
}

async function listNamed() {
  const queries = await (await fetch("/queries")).json();
  const wanted = decodeURIComponent(window.location.hash.slice(1));
  for (const named of queries) {
    const item = document.createElement("li");
    const button = document.createElement("button");
    const question = document.createElement("small");
    button.type = "button";
    button.textContent = named.title;
    question.textContent = named.question;
    button.append(question);
    button.addEventListener("click", () => ask(named, button));
    item.append(button);
    document.getElementById("named").append(item);
    if (named.name === wanted) ask(named, button);
  }
}

listNamed();
