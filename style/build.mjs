// Builds the static files: `node style/build.mjs OUTDIR` writes the bundled stylesheet, the two
// fonts, the icon sprite and everything else of public/ into OUTDIR.

import { cpSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const out = process.argv[2];
if (!out) {
  console.error("usage: node style/build.mjs OUTDIR");
  process.exit(2);
}

const icons = join(root, "public/icons");
const phosphor = join(root, "node_modules/@phosphor-icons/core/assets");
const onest = join(root, "node_modules/@fontsource-variable/onest/files");
const fonts = ["onest-latin-wght-normal.woff2", "onest-cyrillic-wght-normal.woff2"];

const read = (path) => readFileSync(path, "utf8");
const write = (path, text) => {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
};

// The viewBox and the drawing of an SVG file, without its root element and line breaks.
function drawing(path) {
  const svg = read(path);
  const root = svg.match(/<svg\b[^>]*\bviewBox="([^"]+)"[^>]*>([\s\S]*)<\/svg>/);
  if (!root) throw new Error(`no viewBox in ${path}`);
  return { box: root[1], body: root[2].replace(/\s*\n\s*/g, "") };
}

// "calendar-blank-fill" lies in the folder of its weight; a bare name is the regular weight.
function phosphorIcon(name) {
  const weight = name.match(/-(fill|duotone)$/)?.[1] ?? "regular";
  return drawing(join(phosphor, weight, `${name}.svg`));
}

const symbol = (id, { box, body }) => `<symbol id="${id}" viewBox="${box}">${body}</symbol>`;

function makeIcons() {
  const symbols = [];
  for (const file of readdirSync(join(icons, "event"))) {
    symbols.push(symbol(`e-${file.replace(/\.svg$/, "")}`, drawing(join(icons, "event", file))));
  }
  for (const name of read(join(icons, "ui.txt")).split("\n").filter(Boolean)) {
    symbols.push(symbol(`i-${name}`, phosphorIcon(name)));
  }
  symbols.push(symbol("skyline", drawing(join(icons, "skyline.svg"))));

  const note = "<!-- i-*: Phosphor Icons (MIT), see icons/LICENSE-phosphor.txt -->";
  const open = '<svg xmlns="http://www.w3.org/2000/svg">';
  const sprite = [note, open, ...symbols.sort(), "</svg>", ""];
  write(join(out, "icons.svg"), sprite.join("\n"));
  return symbols.length;
}

// Everything of public/ that is served as it is; the sources of the sprite stay behind.
function copyPublic() {
  const sources = [join(icons, "event"), join(icons, "ui.txt"), join(icons, "skyline.svg")];
  cpSync(join(root, "public"), out, {
    recursive: true,
    filter: (path) => !sources.includes(path),
  });
  for (const font of fonts) cpSync(join(onest, font), join(out, "fonts", font));
}

mkdirSync(out, { recursive: true });
copyPublic();
const made = makeIcons();
await build({
  entryPoints: [join(root, "style/main.css")],
  outfile: join(out, "kith.css"),
  bundle: true,
  minify: true,
  external: ["fonts/*"],
  logLevel: "warning",
});

const kib = (name) => `${(statSync(join(out, name)).size / 1024).toFixed(1)} KiB`;
console.log(`kith.css ${kib("kith.css")}, icons.svg ${kib("icons.svg")}`);
console.log(`${made} symbols`);
