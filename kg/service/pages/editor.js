"use strict";
// The editor asks this service and nobody else: no completion from other servers, nothing stored
// elsewhere. Titles and questions are text, never markup.

const endpoint = new URL("sparql", window.location.href).href;
const { Yasgui } = window;

Yasgui.Yasqe.defaults.autocompleters = ["variables"];
Yasgui.Yasqe.defaults.createShareableLink = null;
Yasgui.Yasqe.defaults.value = "SELECT ?what ?raises WHERE {\n  ?subject kg:increases ?object .\n  ?subject rdfs:label ?what .\n  ?object rdfs:label ?raises .\n} ORDER BY ?what ?raises LIMIT 100\n";

// The table's own cells are written as markup and cleaned; these are text from the beginning.
function cell(make) {
  const holder = document.createElement("span");
  holder.append(...make(document));
  return holder.innerHTML;
}

const cells = Yasgui.Yasr.plugins.table.prototype;
cells.getUriLinkFromBinding = function (binding, prefixes) {
  const [name, start] = Object.entries(prefixes || {}).find((pair) => binding.value.startsWith(pair[1])) || ["", ""];
  const short = start ? name + ":" + binding.value.slice(start.length) : binding.value;
  const angled = start || this.persistentConfig.compact ? ["", ""] : ["<", ">"];
  return cell((page) => {
    const link = page.createElement("a");
    link.className = "iri";
    link.target = "_blank";
    link.rel = "noopener noreferrer";
    if (/^https?:/i.test(binding.value)) link.href = binding.value;
    link.textContent = short;
    return [angled[0], link, angled[1]];
  });
};
cells.formatLiteral = function (binding, prefixes) {
  const { value, datatype, "xml:lang": language } = binding;
  if (this.persistentConfig.compact || !(language || datatype)) return cell(() => [value]);
  return cell((page) => {
    const kind = page.createElement("sup");
    if (language) kind.textContent = "@" + language;
    else kind.innerHTML = "^^" + this.getUriLinkFromBinding({ value: datatype }, prefixes); // made above
    return ['"' + value + '"', kind];
  });
};

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
  const queries = await (await fetch("queries")).json();
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
