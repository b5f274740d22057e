"""The style sheet of the HTML brief: system fonts only, readable on paper, on a phone, in mail."""

from __future__ import annotations

__all__ = ["CSS"]

CSS = """
:root { --ink: #1b2733; --soft: #5a6875; --line: #d9dfe5; --band: #f4f6f8; --mark: #0b5c8a; }
* { box-sizing: border-box; }
body { margin: 0; background: #fff; color: var(--ink); font: 15px/1.62 "Noto Sans TC",
  "Noto Sans CJK TC", "PingFang TC", "Microsoft JhengHei", "Segoe UI", "Helvetica Neue", Arial,
  sans-serif; }
main { max-width: 1020px; margin: 0 auto; padding: 34px 30px 40px; }
header { border-top: 5px solid var(--mark); padding-top: 18px; margin-bottom: 6px; }
.kicker { margin: 0; color: var(--mark); font-size: 13px; letter-spacing: .04em; }
h1 { margin: 6px 0 8px; line-height: 1.3; font-size: 27px; }
h1 [lang=en] { display: block; font-size: 19px; font-weight: 500; color: var(--soft); }
.asof { margin: 0; color: var(--soft); font-size: 13.5px; }
.asof [lang=en] { display: block; }
h2 { margin: 30px 0 8px; padding-bottom: 5px; border-bottom: 2px solid var(--ink);
  font-size: 18px; }
h2 [lang=en] { margin-left: 10px; font-size: 15px; font-weight: 500; color: var(--soft); }
table { width: 100%; border-collapse: collapse; table-layout: fixed; }
th { padding: 6px 12px 6px 0; text-align: left; font-size: 12.5px; font-weight: 600;
  color: var(--soft); border-bottom: 1px solid var(--line); vertical-align: bottom; }
td { padding: 8px 12px 8px 0; vertical-align: top; border-bottom: 1px solid var(--line);
  overflow-wrap: break-word; }
.twin td, .twin th { width: 50%; }
.twin td + td, .twin th + th { padding-left: 14px; padding-right: 0; }
.twin td[lang=en] { color: #26333f; }
.lead { background: var(--band); padding: 2px 20px 10px; margin-top: 20px; border-radius: 4px; }
.lead h2 { margin-top: 14px; }
.lead td { border-bottom-color: #e3e8ed; font-size: 15.5px; }
.lead tr:last-child td { border-bottom: 0; }
.plain thead { position: absolute; width: 1px; height: 1px; overflow: hidden;
  clip-path: inset(50%); }
.figures { font-size: 14px; }
.figures .name { width: 30%; } .figures .amount { width: 21%; } .figures .when { width: 23%; }
.figures .kind { width: 19%; } .figures .cite { width: 7%; text-align: right; padding-right: 0; }
.figures span { display: block; }
.figures [lang=en] { color: var(--soft); font-size: 13px; }
.figures td.amount span { font-weight: 700; font-size: 16px; }
.figures td.amount [lang=en] { color: var(--ink); font-weight: 600; font-size: 13.5px; }
.claim { margin: 0 0 3px; } .reason { margin: 0; color: #3b4956; }
.says { color: var(--soft); font-size: 12.5px; display: block; }
.verdict { display: inline-block; padding: 1px 9px; margin: 2px 0 4px; border-radius: 10px;
  font-size: 12.5px; font-weight: 600; border: 1px solid; }
.verdict.confirmed { color: #1c6b3c; background: #eef7f1; }
.verdict.qualified, .verdict.imprecise { color: #8a5a00; background: #fdf6e7; }
.verdict.contradicted { color: #a32020; background: #fdf0f0; }
.verdict.opinion, .verdict.unverified { color: #4d5a66; background: #f1f3f5; }
.count { margin: 0 0 4px; color: var(--soft); font-size: 13.5px; }
.count [lang=en] { display: block; }
sup { font-size: 11px; line-height: 0; }
sup a, .cite a { color: var(--mark); text-decoration: none; }
ul.sources { margin: 8px 0 0; padding: 0; list-style: none; font-size: 13px; line-height: 1.5; }
ul.sources li { margin-bottom: 9px; }
ul.sources .places { display: block; color: var(--soft); font-size: 12.5px; }
ul.sources a { color: var(--mark); overflow-wrap: anywhere; }
footer { margin-top: 30px; padding-top: 12px; border-top: 1px solid var(--line);
  color: var(--soft); font-size: 12.5px; }
footer p { margin: 0 0 6px; }
@media (max-width: 640px) {
  main { padding: 20px 16px; }
  .twin td, .twin th { display: block; width: 100%; padding: 4px 0 !important; }
  .twin td:first-child { border-bottom: 0; padding-top: 10px !important; }
  .twin td + td { padding-bottom: 10px !important; }
  .figures thead { position: absolute; width: 1px; height: 1px; overflow: hidden;
    clip-path: inset(50%); }
  .figures tr { display: grid; grid-template-columns: 1fr 1fr; padding: 9px 0;
    border-bottom: 1px solid var(--line); }
  .figures tbody td { width: auto; padding: 2px 10px 2px 0; border: 0; }
}
@page { size: A4; margin: 13mm 13mm 14mm; }
@media print {
  body { font-size: 9.2pt; line-height: 1.42; }
  main { max-width: none; padding: 0; }
  header { border-top-width: 3px; padding-top: 8px; } h1 { font-size: 17pt; }
  h1 [lang=en] { font-size: 12pt; } h2 { margin: 13px 0 2px; padding-bottom: 2px; font-size: 11pt; }
  h2 [lang=en] { font-size: 9.5pt; }
  td { padding-top: 3px; padding-bottom: 3px; } th { padding-top: 2px; padding-bottom: 2px; }
  .lead { margin-top: 8px; padding: 0 12px 4px; } .lead h2 { margin-top: 8px; }
  .lead td, .figures { font-size: 9.2pt; } .figures td.amount span { font-size: 10pt; }
  .figures [lang=en], .figures td.amount [lang=en] { font-size: 8.4pt; }
  .verdict { padding: 0 7px; margin: 1px 0; font-size: 8pt; } .says { font-size: 8pt; }
  ul.sources { columns: 2; column-gap: 18px; font-size: 7.6pt; line-height: 1.36; }
  ul.sources li { margin-bottom: 5px; } ul.sources .places { font-size: 7.2pt; }
  .count, .asof, footer { font-size: 8.2pt; }
  tr, li { break-inside: avoid; } h2 { break-after: avoid; }
  .lead, .verdict { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
}
"""
