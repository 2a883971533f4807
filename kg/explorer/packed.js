"use strict";
/* The data as kg/explorer/packed.py wrote it, opened: each value anew, none shared. */
function unpacked({ shapes, table, data }) {
  const DIGITS =
    "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ!#$%()*+,-./:;=?@[]^_`{|}~";
  const digit = new Uint8Array(128);
  for (let place = 0; place < DIGITS.length; place++) digit[DIGITS.charCodeAt(place)] = place;

  function opened(one) {
    if (typeof one === "string") return one.charCodeAt(0) === 32 ? one.slice(1) : kept(one);
    if (typeof one !== "object" || one === null) return one;
    if (Array.isArray(one)) return list(one, 0);
    for (const how in one) return WAYS[how](one[how]);
  }

  function kept(name) {
    let place = 0;
    for (let at = name.length - 1; at >= 0; at--) {
      place = place * DIGITS.length + digit[name.charCodeAt(at)];
    }
    const found = table[place];
    return typeof found === "string" ? found : opened(found);
  }

  function list(given, from) {
    const found = new Array(given.length - from);
    for (let at = from; at < given.length; at++) {
      const one = given[at];
      found[at - from] = typeof one === "number" ? one : opened(one);
    }
    return found;
  }

  const WAYS = {
    /* No name of a shape means something to an object: packed.py sees to it. */
    o([shape, ...values]) {
      const names = shapes[shape];
      const made = {};
      for (let n = 0; n < names.length; n++) made[names[n]] = opened(values[n]);
      return made;
    },
    c(given) {
      const names = shapes[given[0]];
      const columns = list(given, 1);
      return columns[0].map((_, row) => {
        const made = {};
        for (let n = 0; n < names.length; n++) made[names[n]] = columns[n][row];
        return made;
      });
    },
    r(runs) {
      const found = [];
      for (let at = 0; at < runs.length; at += 2) {
        for (let n = runs[at + 1]; n > 0; n--) found.push(opened(runs[at]));
      }
      return found;
    },
    m(given) {
      const [names, values] = given.map(opened);
      return Object.fromEntries(names.map((name, n) => [name, values[n]]));
    },
  };

  return opened(data);
}
