"""How the pages of a class look and what they can do without a network: style and script stand in each page itself."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256

from autograder.render.html import STYLE
from autograder.render.page import PAGE_COLORS

CLASS_STYLE = """
body { margin: 0 auto; max-width: 92rem; padding: 1rem; }
.autograder.ag-class { max-width: none; --rule: rgba(128, 128, 128, .45); }
.ag-class h1 { font-size: 1.6em; line-height: 1.25; margin: .2em 0 .4em; overflow-wrap: anywhere; }
.ag-class h2 { font-size: 1.25em; margin: 1.8em 0 .4em; border-top: 1px solid var(--rule); padding-top: .6em; }
.ag-class h3 { font-size: 1em; margin: 1.2em 0 .3em; }
.ag-class li, .ag-class p { overflow-wrap: anywhere; }
.ag-class p { max-width: 60em; margin: .4em 0; }
.ag-class a { color: var(--wait); }
.ag-class a:focus-visible, .ag-class button:focus-visible, .ag-class summary:focus-visible, .ag-class .ag-scroll:focus-visible, .ag-class input:focus-visible { outline: 2px solid var(--wait); outline-offset: 2px; }
.ag-class nav ul { display: flex; flex-wrap: wrap; gap: .2em 1.2em; list-style: none; margin: .6em 0; padding: 0; }
.ag-class nav a { display: inline-block; padding: .25em 0; }
.ag-class .ag-cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(8.5rem, 1fr)); gap: .6rem; list-style: none; margin: .8em 0; padding: 0; }
.ag-class .ag-cards li { border: 1px solid var(--rule); border-radius: 6px; padding: .4rem .7rem; line-height: 1.3; }
.ag-class .ag-cards strong { display: block; font-size: 1.5em; font-variant-numeric: tabular-nums; }
.ag-class .ag-scroll { overflow: auto; max-height: 85vh; margin: .5em 0; }
.ag-class table { border-collapse: collapse; font-size: 14px; font-variant-numeric: tabular-nums; }
.ag-class .ag-unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.ag-class th, .ag-class td { padding: 3px 9px; border-bottom: 1px solid var(--rule); text-align: left; vertical-align: baseline; }
.ag-class thead th { position: sticky; top: 0; z-index: 1; background: var(--page); border-bottom-width: 2px; vertical-align: bottom; }
.ag-class th[scope=row] { position: sticky; left: 0; background: var(--page); font-weight: 400; min-width: 11em; max-width: 22em; overflow-wrap: anywhere; }
.ag-class thead th:first-child { left: 0; z-index: 2; }
.ag-class .ag-figure { text-align: right; white-space: nowrap; }
.ag-class .ag-time { white-space: nowrap; }
.ag-class .ag-wide { min-width: 9rem; }
.ag-class .ag-long { min-width: 16em; max-width: 40em; overflow-wrap: anywhere; }
.ag-class td.ag-good { color: var(--good); }
.ag-class td.ag-half { color: var(--half); font-weight: 400; }
.ag-class td.ag-bad { color: var(--bad); font-weight: 600; }
.ag-class td.ag-wait { color: var(--wait); }
.ag-class th button { font: inherit; font-weight: 600; color: inherit; background: none; border: 0; padding: 4px 0; min-height: 24px; cursor: pointer; text-align: inherit; }
.ag-class th button::after { content: "\\a0↕"; opacity: .45; }
.ag-class th[aria-sort=ascending] button::after { content: "\\a0↑"; opacity: 1; }
.ag-class th[aria-sort=descending] button::after { content: "\\a0↓"; opacity: 1; }
.ag-class .ag-search { display: flex; flex-wrap: wrap; align-items: baseline; gap: .3em .8em; margin: .6em 0; }
.ag-class .ag-search input { font: inherit; color: inherit; background: var(--page); border: 1px solid color-mix(in srgb, currentColor 55%, transparent); border-radius: 4px; padding: .3em .5em; width: 16em; max-width: 100%; box-sizing: border-box; }
.ag-class .ag-bar, .ag-class .ag-stack span { display: inline-block; height: .85em; background: var(--wait); print-color-adjust: exact; -webkit-print-color-adjust: exact; }
.ag-class .ag-bar { width: calc(var(--share) * 1%); border-radius: 2px; vertical-align: -.05em; }
.ag-class .ag-stack { display: flex; width: 100%; min-width: 7rem; }
.ag-class .ag-stack span { width: calc(var(--share) * 1%); }
.ag-class .ag-stack .ag-good { background: var(--good); }
.ag-class .ag-stack .ag-half { background: var(--half); }
.ag-class .ag-stack .ag-bad { background: var(--bad); }
.ag-class .ag-stack .ag-wait { background: var(--wait); }
.ag-class .ag-stack .ag-open { background: color-mix(in srgb, currentColor 22%, transparent); }
.ag-class .ag-bins { width: 100%; max-width: 44em; }
.ag-class .ag-bins thead td { border-bottom-width: 2px; }
.ag-class .ag-bins td:last-child { width: 75%; }
.ag-class .ag-bins th[scope=row] { position: static; white-space: nowrap; min-width: 0; }
.ag-class details { margin: .35em 0; border-left: 3px solid var(--rule); padding: 0 0 0 .7em; }
.ag-class summary { cursor: pointer; padding: .25em 0; overflow-wrap: anywhere; }
.ag-class details > p { margin: .3em 0; }
.ag-class .ag-names { display: flex; flex-wrap: wrap; gap: .3em 1em; list-style: none; margin: .4em 0; padding: 0; font-size: 14px; }
.ag-class .ag-names li { overflow-wrap: anywhere; max-width: 100%; }
.ag-class .ag-code { overflow-wrap: anywhere; }
.ag-class .ag-sides { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 22rem), 1fr)); gap: .6rem; }
.ag-class pre { font: 12.5px/1.45 ui-monospace, monospace; background: rgba(128, 128, 128, .12); border-radius: 4px; padding: .5em .7em; margin: .3em 0; white-space: pre-wrap; overflow-wrap: anywhere; }
@media (max-width: 40em) {
  body { padding: .6rem; }
  .ag-class th, .ag-class td { padding: 3px 6px; }
  .ag-class th[scope=row] { min-width: 8.5em; max-width: 8.5em; }
  .ag-class .ag-bins td:last-child { width: 55%; }
}
@media print {
  @page { margin: 12mm; }
  body { max-width: none; padding: 0; }
  .ag-class { font-size: 10pt; }
  .ag-class nav, .ag-class .ag-search { display: none; }
  .ag-class .ag-scroll { overflow: visible; max-height: none; }
  .ag-class table { font-size: 8pt; }
  .ag-class th, .ag-class td { padding: 1pt 3pt; }
  .ag-class thead th, .ag-class th[scope=row] { position: static; background: none; }
  .ag-class th[scope=row] { min-width: 5em; max-width: 14em; }
  .ag-class th button::after { content: ""; }
  .ag-class th[aria-sort] button::after { content: none; }
  .ag-class tr, .ag-class .ag-cards li { break-inside: avoid; }
  .ag-class h2, .ag-class h3 { break-after: avoid; }
  .ag-class a { color: inherit; text-decoration: none; }
}
"""
# Tables are sorted and searched by this; without it they are as they were written, and whole.
SCRIPT = """
"use strict";
const say = document.querySelector("main").dataset;
const key = cell => {
  const said = cell.dataset.v ?? cell.textContent.trim();
  return said === "" || isNaN(said) ? said : Number(said);
};
const compare = (a, b) =>
  typeof a === "number" && typeof b === "number" ? a - b
  : typeof a !== typeof b ? (typeof a === "number" ? 1 : -1)
  : a.localeCompare(b, document.documentElement.lang);
for (const table of document.querySelectorAll("table.ag-sort")) {
  const body = table.tBodies[0], rows = [...body.rows], heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, at) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const falling = head.getAttribute("aria-sort") === "ascending" ||
        (!head.hasAttribute("aria-sort") && head.classList.contains("ag-figure"));
      heads.forEach(other => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", falling ? "descending" : "ascending");
      const sign = falling ? -1 : 1;
      const keyed = rows.map(row => [key(row.cells[at]), row]);
      keyed.sort((one, other) => sign * compare(one[0], other[0]));
      body.append(...keyed.map(pair => pair[1]));
    });
  });
  if (rows.length < 8) continue;
  const plain = text => text.normalize("NFKD").replace(/\\p{M}/gu, "").toLowerCase();
  const texts = rows.map(row => plain(row.textContent + " " + (row.dataset.s ?? "")));
  const label = document.createElement("label"), input = document.createElement("input");
  const count = document.createElement("span"), line = document.createElement("div");
  line.className = "ag-search";
  input.type = "search";
  label.append(say.search + " ", input);
  count.setAttribute("role", "status");
  line.append(label, count);
  table.closest(".ag-scroll").before(line);
  input.addEventListener("input", () => {
    const words = plain(input.value).split(/\\s+/).filter(Boolean);
    let shown = 0;
    rows.forEach((row, at) => {
      row.hidden = !words.every(word => texts[at].includes(word));
      shown += !row.hidden;
    });
    count.textContent = words.length ? say.shown.replace("{shown}", shown).replace("{all}", rows.length) : "";
  });
}
"""
SCRIPT_HASH = b64encode(sha256(SCRIPT.encode()).digest()).decode()
PAGE = """<!doctype html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{hash}'">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
<main class="autograder ag-class" data-search="{search}" data-shown="{shown}">
{body}</main>
<script>{script}</script>
</body>
</html>
"""
ALL = STYLE + PAGE_COLORS + CLASS_STYLE
