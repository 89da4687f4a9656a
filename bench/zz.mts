import { openDuckdb } from "#warehouse/duckdb.js";
import { createTables, prepareShop } from "#warehouse/prepare-shop.js";
import { findLinks } from "#identity/find-links.js";
import { rejoin } from "#identity/rejoin.js";
import { rmSync, mkdirSync } from "node:fs";
rmSync("/tmp/zzdb", { recursive: true, force: true }); mkdirSync("/tmp/zzdb");
const w = await openDuckdb({path: "/tmp/zzdb/w.duckdb", memoryLimitMegabytes: 256, threads: 2, temporaryFolder: "/tmp/zzdb/t", access: "write"});
await createTables(w); await prepareShop(w, {timeZone:"UTC", currency:"EUR"});
const t = async (n: string, f: () => Promise<unknown>) => { const s = performance.now(); const r = await f(); console.log(n.padEnd(40), (performance.now()-s).toFixed(0), "ms", r ?? "", Math.round(process.memoryUsage().rss/2**20)+"MB"); };
// 5M events: 1.2M sessions, 120k customers; 60 % known (with their device beside), 40 % anonymous on the same devices
await t("make", () => w.execute(`create temp table staged_0_events as
 select 'e'||i as event_id, case when hash(s) % 10 < 6 or (hash(s)%10=6 and i%4>1) then 'C'||(100000+c) end as customer_id,
  case when hash(s)%3=0 then null else 'd'||md5(cast(c as varchar)) end as anonymous_id, 's'||s as session_id, 'item'||(i%2000) as item_id, 'view' as event,
  timestamp '2023-01-01' + interval (i*12) second as occurred_at, cast(null as varchar) as order_id, cast(null as bigint) as quantity, cast(null as decimal(18,4)) as price, cast(null as varchar) as currency, cast(null as varchar) as campaign_id, cast(null as varchar) as query, cast(null as varchar) as user_agent
 from (select i, i//4 as s, hash(i//4) % 120000 as c from range(5000000) r(i))`));
await t("insert events", () => w.execute(`insert into events by name select *, cast(hash(event_id) as uhugeint) as row_key, cast(rowid as bigint) as arrival from staged_0_events`));
await w.execute(`create temp table staged_0_identities as select 'C'||(100000+i) as customer_id, 'email' as kind, md5('e'||i) as value, timestamp '2023-01-01' as first_seen_at from range(120000) t(i)
  union all select 'C'||(100000+i), 'phone', md5('p'||(i//(case when i%20=0 then 2 else 1 end))), timestamp '2023-01-01' from range(120000) t(i)
  union all select 'C'||(100000+i), 'name', md5('n'||i), timestamp '2023-01-01' from range(120000) t(i)
  union all select 'G'||i, 'email', md5('e'||(i//2)), timestamp '2023-01-01' from range(60000) t(i)`);
const p = async (sql: string) => { try { await w.query(sql) } catch (e) { console.log(String(e).slice(0,200)) } };
await t("findLinks identities", () => findLinks(w, {loadId: 1, staged: new Map([["identities","staged_0_identities"]] as const)}));
await t("findLinks events", () => findLinks(w, {loadId: 1, staged: new Map([["events","staged_0_events"]] as const)}));
await t("findLinks events again", () => findLinks(w, {loadId: 1, staged: new Map([["events","staged_0_events"]] as const)}));
await t("rejoin", () => rejoin(w));
await t("rejoin again", () => rejoin(w));
await w.execute("create temp table few as select * from staged_0_events limit 10000");
await t("findLinks few", () => findLinks(w, {loadId: 1, staged: new Map([["events","few"]] as const)}));
for (const name of ["identity_links","customer_joins","joined_customers","visitor_owners","shared_identities"]) console.log(name, (await w.query(`select count(*) as n from ${name}`)).columns["n"]);
await t("clean_events", () => w.query("select count(*) as n, count(customer_id) as c from clean_events"));
await t("clean_events", () => w.query("select count(*) as n, count(customer_id) as c from clean_events"));
await prepareShop(w, {timeZone:"UTC", currency:"EUR", customers: "as loaded"});
await t("clean_events as loaded", () => w.query("select count(*) as n, count(customer_id) as c from clean_events"));
w.close();
