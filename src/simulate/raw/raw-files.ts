import { pngOf } from "#image/png-of.js";
import { PICTURE_SIZE, pictureSvg } from "../picture-svg.js";
import type { Simulation } from "../simulation.js";
import { customersFile, itemPicturesFile, itemsFile, picturePath } from "./catalogue-files.js";
import { type CsvFile, rawCsv } from "./csv.js";
import { doubtfulFile } from "./doubtful-file.js";
import { eventsFile } from "./events-file.js";
import { identitiesFile } from "./identities-file.js";
import { campaignsFile, exposuresFile, signalsFile, spendFile } from "./marketing-files.js";
import { orderLinesFile, ordersFile, refundsFile } from "./order-files.js";
import type { RawFile } from "./raw-file.js";
import { reviewsFile } from "./reviews-file.js";

/** The shop's exports but for the pictures, in the order in which a reader would load them. */
export function csvFiles(simulation: Simulation): readonly CsvFile[] {
  const makers = [
    itemsFile,
    customersFile,
    identitiesFile,
    ordersFile,
    orderLinesFile,
    refundsFile,
    eventsFile,
    reviewsFile,
    campaignsFile,
    exposuresFile,
    spendFile,
    signalsFile,
    itemPicturesFile,
  ];
  const files = makers.map((fileOf) => fileOf(simulation));
  const written = simulation.options.doubts === "none" ? files : files.map((file) => doubtfulFile(simulation, file));
  // a shop hands over no file without rows, as a small one may have no reviews
  return written.filter(({ lines }) => lines()[Symbol.iterator]().next().done !== true);
}

/** Everything the shop would hand over, with its faults: each file is made while it is read, whichever is read first. */
export function* rawFiles(simulation: Simulation): Generator<RawFile> {
  for (const file of csvFiles(simulation)) yield rawCsv(file);
  for (const [item, { itemId }] of simulation.items.entries()) {
    for (let position = 0; position < simulation.options.picturesPerItem; position += 1) {
      yield {
        path: picturePath(itemId, position),
        chunks: async function* () {
          yield await pngOf(pictureSvg(simulation, item, position), PICTURE_SIZE);
        },
      };
    }
  }
}
