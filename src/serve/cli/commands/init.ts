import { Command } from "commander";
import { openShop } from "#shop/shop.js";
import { isShop, newConfig, writeConfig } from "#shop/shop-config.js";
import type { Terminal } from "../terminal.js";

interface Flags {
  readonly currency?: string;
  readonly timeZone?: string;
  readonly country?: string;
  readonly lang?: string;
  readonly name?: string;
}

export function initCommand(terminal: Terminal): Command {
  return new Command("init")
    .description("make the folder of a shop")
    .argument("<shop>", "folder to make")
    .option("--currency <code>", "ISO 4217; unset: the currency of the first data that names one")
    .option("--time-zone <zone>", "IANA name, such as Europe/Berlin; unset: UTC")
    .option("--country <code>", "ISO 3166, for phone numbers that name no country; unset: that of the time zone")
    .option("--lang <language>", "language of its reports, en or zh; unset: en")
    .option("--name <name>", "what the shop is called; unset: the folder's name")
    .action(async (folder: string, { lang, ...flags }: Flags) => {
      if (isShop(folder)) throw new Error(`${folder} is a shop already; its settings are in ${folder}/shoplens.json`);
      const config = newConfig(folder, { ...flags, ...(lang !== undefined && { language: lang }) });
      writeConfig(folder, config);
      (await openShop(folder, { access: "write", isForLoading: true })).close();
      terminal.note(`made the shop ${folder}; next: shoplens ingest ${folder} <your exports>`);
    });
}
