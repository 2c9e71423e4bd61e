// WCAG contrast of the token pairs in both themes: `node style/contrast.mjs`.
// Reads tokens.css, prints the table and exits with 1 when a pair is too weak.

import { readFileSync } from "node:fs";

const css = readFileSync(new URL("tokens.css", import.meta.url), "utf8");
const themes = { light: {}, dark: {} };
const token = /--([\w-]+):\s*(?:light-dark\((#\w+),\s*(#\w+)\)|(#\w+));/g;
for (const [, name, light, dark, both] of css.matchAll(token)) {
  themes.light[name] = light ?? both;
  themes.dark[name] = dark ?? both;
}

function luminance(hex) {
  const linear = [1, 3, 5].map((at) => {
    const v = parseInt(hex.slice(at, at + 2), 16) / 255;
    return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
}

function ratio(a, b) {
  const [high, low] = [luminance(a), luminance(b)].sort((p, q) => q - p);
  return (high + 0.05) / (low + 0.05);
}

// Text needs 4.5, controls and graphics need 3.
const pairs = [];
for (const text of ["ink", "ink-2", "ink-3", "link", "danger"]) {
  for (const ground of ["bg", "sheet", "raised", "sunken", "hover"]) pairs.push([text, ground, 4.5]);
}
pairs.push(
  ["on-primary", "primary", 4.5],
  ["on-primary", "primary-hi", 4.5],
  ["on-lamp", "lamp", 4.5],
  ["on-danger", "danger", 4.5],
  ["danger", "danger-soft", 4.5],
  ["ink", "danger-soft", 4.5],
);
for (const tone of ["spruce", "fjord", "brick", "ochre", "plum", "moss", "slate", "rose"]) {
  pairs.push(
    ["on-solid", `${tone}-solid`, 4.5],
    [`${tone}-deep`, `${tone}-soft`, 4.5],
    ["ink", `${tone}-soft`, 4.5],
    ["ink-2", `${tone}-soft`, 4.5],
    [`${tone}-solid`, "sheet", 3],
    [`${tone}-solid`, `${tone}-soft`, 3],
  );
}
for (const ground of ["bg", "sheet", "raised", "sunken"]) {
  for (const mark of ["edge", "lamp-edge", "focus", "primary"]) pairs.push([mark, ground, 3]);
}

let bad = 0;
console.log("| text / on | need | light | dark |\n|---|---|---|---|");
for (const [a, b, need] of pairs) {
  const found = ["light", "dark"].map((theme) => {
    const colours = themes[theme];
    if (!colours[a] || !colours[b]) throw new Error(`no token ${colours[a] ? b : a}`);
    return ratio(colours[a], colours[b]);
  });
  const ok = found.every((r) => r >= need);
  if (!ok) bad += 1;
  const cells = found.map((r) => r.toFixed(2)).join(" | ");
  console.log(`| ${a} / ${b} | ${need} | ${cells} |${ok ? "" : "  <-- too weak"}`);
}
console.log(`\n${pairs.length} pairs x 2 themes, ${bad} too weak`);
process.exit(bad ? 1 : 0);
