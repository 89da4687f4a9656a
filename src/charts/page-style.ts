import { dark, light, variables } from "./theme.js";

/*
 * The page's whole style sheet. One accent colour, much air, figures in tabular numerals; no colour is named here
 * but by its job (theme.ts). Nothing uses a style attribute: the page's policy allows this sheet alone, by its hash.
 */
const themes = `:root{${variables(light)};color-scheme:light dark}
@media (prefers-color-scheme:dark){:root{${variables(dark)}}}
@media print{:root{${variables(light)};color-scheme:light}}`;

const text = `*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{margin:0;background:var(--paper);color:var(--text);font:15px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","PingFang SC","Microsoft YaHei","Noto Sans SC","Noto Sans CJK SC",sans-serif;font-variant-numeric:tabular-nums;overflow-wrap:anywhere;text-autospace:normal}
:lang(zh){line-height:1.7;line-break:strict}
main{max-width:820px;margin:0 auto;padding:36px 20px 72px}
h1,h2,h3,p,ul,ol,dl,dd,figure,table{margin:0;padding:0}
ul,ol{list-style:none}
h1{font-size:22px;font-weight:650;line-height:1.3;letter-spacing:-.01em}
h2{font-size:19px;font-weight:650;line-height:1.35;letter-spacing:-.01em;text-wrap:balance}
h3{font-size:14px;font-weight:600;line-height:1.45}
:lang(zh) :is(h1,h2){letter-spacing:0}
:is(svg,b,th,td,dd,.counts,header){text-autospace:no-autospace}
b{font-weight:650}
.soft,figcaption,small{color:var(--soft);font-size:13px}
:lang(zh) thead th{word-break:keep-all}
.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}`;

const frame = `header{display:flex;flex-wrap:wrap;justify-content:space-between;align-items:baseline;gap:4px 24px;border-bottom:1px solid var(--line);padding-bottom:14px}
main>section{margin-top:64px}
main>section.short{margin-top:28px}
p{text-wrap:pretty}
.answer{font-size:16px;color:var(--soft);margin-top:6px;max-width:66ch}
.answer b{color:var(--text)}
section>h3,.part>h3{margin-top:32px}
footer{margin-top:72px;border-top:1px solid var(--line);padding-top:16px;color:var(--soft);font-size:13px}
footer p+p{margin-top:4px}`;

const tiles = `.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(150px,1fr));gap:0 12px;margin-top:24px}
.tiles>li{background:var(--wash);border-radius:10px;padding:14px 16px 12px;display:grid;grid-row:span 4;grid-template-rows:subgrid;row-gap:0;min-width:0}
.tiles li>span{color:var(--soft);font-size:13px;line-height:1.4}
.tiles b{font-size:25px;line-height:1.3;letter-spacing:-.015em}
.tiles em{font-style:normal;font-size:13px;line-height:1.4;color:var(--soft)}
.tiles em.good{color:var(--accent)}
.tiles em.warning{color:var(--bad)}
.spark{width:100%;height:30px;display:block;align-self:end;margin-top:8px}`;

const insights = `.say{display:grid;gap:14px;margin-top:16px}
.short .say{margin-top:0}
.say>li{border-left:3px solid var(--line);padding:1px 0 1px 14px}
.say>li.good{border-color:var(--accent)}
.say>li.warning{border-color:var(--warm)}
.short .say>li{font-size:16px}
details{font-size:13px;color:var(--soft)}
summary{display:inline-block;cursor:pointer;text-decoration:underline dotted;text-underline-offset:3px;text-decoration-thickness:1px;padding:1px 0;border-radius:3px;list-style:none}
summary::-webkit-details-marker{display:none}
summary:hover{color:var(--text)}
:is(summary,.scroll):focus-visible{outline:2px solid var(--accent);outline-offset:2px}
details[open]>summary{text-decoration-style:solid}
details>p{margin:4px 0 6px;max-width:72ch}`;

const figures = `figure{margin-top:28px;min-width:0}
figcaption{margin-top:8px;max-width:72ch}
figure details{margin-top:2px}
.two{display:grid;grid-template-columns:1fr 1fr;gap:0 40px;align-items:start}
.draw{margin-top:10px}
.draw svg{display:block;width:100%;height:auto}
.narrow{display:none}
.empty{margin-top:10px;padding:20px;background:var(--wash);border-radius:10px;color:var(--soft);text-align:center}
.key{display:flex;flex-wrap:wrap;gap:2px 18px;color:var(--soft);font-size:13px;margin-top:4px}
.key span::before{content:"";display:inline-block;width:20px;margin-right:7px;vertical-align:middle;border-top:2px solid var(--text)}
.key .k-expected::before{border-top:2px dashed var(--accent)}
.key .k-band::before{border:0;height:11px;border-radius:2px;background:var(--accent);opacity:.16}
.key .k-left::before,.key .k-right::before{border:0;height:11px;border-radius:2px;background:var(--warm)}
.key .k-right::before{background:var(--accent)}
.key .k-mark::before{border:0;width:9px;height:9px;border-radius:50%;background:var(--bad)}`;

const tables = `.scroll{overflow-x:auto;margin-top:8px}
details .scroll{max-height:340px;overflow:auto}
table{border-collapse:collapse;width:100%;font-size:14px}
details table{font-size:13px;width:auto;min-width:50%}
th,td{padding:6px 16px 6px 0;text-align:left;vertical-align:baseline;border-bottom:1px solid var(--line);font-weight:400;overflow-wrap:break-word}
thead th{color:var(--soft);font-size:13px;line-height:1.4;vertical-align:bottom}
.n{text-align:right;white-space:nowrap}
.n+:not(.n){padding-left:16px}
thead .n{white-space:normal}
th:last-child,td:last-child{padding-right:0}
tbody td:not(.n){min-width:6em}
.s,.whole{white-space:nowrap}
.board tr.chosen>*{background:linear-gradient(var(--wash),var(--wash))}
.board tr.chosen th{font-weight:650}
.tag{font-size:12px;font-weight:400;color:var(--soft);margin-left:.5em;white-space:nowrap}
.chosen .tag.won{color:var(--accent)}
.board .bar{width:34%;min-width:110px}
.board .bar:not(th){vertical-align:middle}
.meter{display:block;width:100%;height:14px}`;

const lists = `.part .items{margin-top:10px}
.items{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,240px),1fr));gap:10px}
.items li{display:flex;gap:12px;align-items:center;background:var(--wash);border-radius:10px;padding:10px 12px;min-width:0}
.items img,.items i{width:44px;height:44px;border-radius:7px;flex:none;object-fit:cover}
.items i{display:grid;place-items:center;font-style:normal;color:var(--soft);border:1px solid var(--line)}
.items div{min-width:0;line-height:1.4}
.items b,.items small{display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:3;line-clamp:3;overflow:hidden}
.items small{-webkit-line-clamp:6;line-clamp:6}
.items b{font-size:14px}
.quotes{display:grid;gap:10px;margin-top:10px}
.quotes li{background:var(--wash);border-radius:10px;padding:12px 16px}
.quotes q{display:block;quotes:none}
.quotes small{display:block;margin-top:4px}
mark{color:inherit;background:var(--line);border-radius:3px;padding:0 2px;-webkit-box-decoration-break:clone;box-decoration-break:clone}
mark.good{background:var(--praise)}
mark.bad{background:var(--complaint)}
.box{background:var(--wash);border-radius:12px;padding:24px 24px 26px}
.counts{display:flex;flex-wrap:wrap;gap:14px 44px;margin-top:16px}
.counts dt{color:var(--soft);font-size:13px}
.counts dd{font-size:21px;font-weight:650;line-height:1.3}
.pairs{margin-top:10px;font-size:14px}
.pairs>div{display:flex;justify-content:space-between;gap:24px;padding:6px 0;border-bottom:1px solid var(--line)}
.pairs dd{white-space:nowrap}
.box>h3{margin-top:24px}
.box>p{margin-top:10px}
.box .notes{margin-top:14px;display:grid;gap:4px}
.missing{margin-top:12px;display:grid;gap:12px}
.missing b{display:block}`;

const media = `@media (max-width:680px){
.wide{display:none}.narrow{display:block}.two{grid-template-columns:1fr}
.draw svg{max-width:460px}
main{padding:24px 16px 56px}main>section{margin-top:52px}
.tiles{grid-template-columns:1fr 1fr;gap:0 10px}.tiles>li{padding:12px 14px 10px}.tiles>li:nth-child(n+3){margin-top:10px}.tiles b{font-size:22px}
.board .bar{display:none}.box{padding:18px 16px 20px}.answer,.short .say>li{font-size:15px}
th,td{padding-right:12px}
}
@media print{
@page{margin:16mm 14mm}
body{font-size:11pt}main{max-width:none;padding:0}main>section{margin-top:32pt}
h2,h3{break-after:avoid}figure,.tiles,.say>li,.items li,.quotes li,tr,.box{break-inside:avoid}
.say details::details-content{content-visibility:visible;block-size:auto}
.say summary{text-decoration:none}figure details,.part>details{display:none}
*{-webkit-print-color-adjust:exact;print-color-adjust:exact}
}`;

export const pageStyle: string = [themes, text, frame, tiles, insights, figures, tables, lists, media].join("\n");
