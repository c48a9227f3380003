/**
 * The letter's style: readable on a screen, at twice the size and on paper (A4). Fonts that are on every machine, no
 * colour that carries meaning, and contrasts of at least 7 : 1.
 */
export const LETTER_STYLE = `
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 46rem; padding: 2rem 1.25rem; background: #fff; color: #1a1a1a;
  font: 1rem/1.5 Verdana, "DejaVu Sans", Arial, sans-serif; overflow-wrap: break-word; }
h1, h2, h3 { color: #154273; line-height: 1.25; break-after: avoid; }
h1 { font-size: 1.6rem; margin: 2rem 0 1rem; }
h2 { font-size: 1.2rem; margin: 2rem 0 .5rem; }
h3 { font-size: 1rem; margin: 1.5rem 0 .25rem; }
p { margin: .5rem 0; }
ul { margin: .25rem 0 .75rem; padding-left: 1.4rem; }
dl { margin: 0; display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1rem; }
dd { margin: 0; min-width: 0; }
.line { display: block; height: 1.6rem; border-bottom: 1px solid #595959; }
header dd:first-of-type { margin-bottom: 1rem; }
.scroll { overflow-x: auto; }
.scroll:focus-visible { outline: 3px solid #154273; outline-offset: 2px; }
table { width: 100%; border-collapse: collapse; margin: .75rem 0; font-size: .9em; }
th, td { text-align: left; vertical-align: top; padding: .4rem .6rem .4rem 0; border-bottom: 1px solid #767676; }
thead th { color: #154273; border-bottom: 2px solid #154273; }
tbody th { font-weight: bold; }
tr, .kept { break-inside: avoid; }
td.moment { min-width: 7.5em; }
tbody th.moment { min-width: 8.5em; font-weight: normal; }
.short { white-space: nowrap; }
.closing { margin-top: 2rem; }
.formal { font-size: .9em; color: #404040; }
@page { size: A4; margin: 20mm 18mm; }
@media print {
  body { max-width: none; padding: 0; font-size: 10pt; }
  h1 { margin-top: 1rem; }
  .scroll { overflow: visible; }
  thead { display: table-header-group; }
}
`;
