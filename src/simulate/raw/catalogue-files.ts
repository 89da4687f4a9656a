import type { Row } from "#contract/contract.js";
import { hostileItem } from "../catalogue.js";
import { createdAt } from "../first-moment.js";
import { moneyOf } from "../money.js";
import { countries, customerId } from "../population.js";
import { reviewLanguages } from "../review-language.js";
import type { Simulation } from "../simulation.js";
import { type CsvFile, csvLine } from "./csv.js";
import { type FaultRecipe, type Line, withFaults } from "./fault.js";
import { isoTime } from "./iso-time.js";

const itemColumns = [
  "item_id",
  "product_id",
  "name",
  "category",
  "brand",
  "price",
  "currency",
  "in_stock",
] as const satisfies readonly (keyof Row<"items">)[];

const customerColumns = [
  "customer_id",
  "created_at",
  "country",
  "language",
  "accepts_marketing",
] as const satisfies readonly (keyof Row<"customers">)[];

const pictureColumns = ["item_id", "position", "path"] as const satisfies readonly (keyof Row<"item_pictures">)[];

export function itemsFile(simulation: Simulation): CsvFile {
  const { items, options } = simulation;
  return {
    path: "items.csv",
    columns: itemColumns,
    lines: () =>
      options.faults === "none" ? itemLines(simulation) : withFaults(itemLines(simulation), items.length, itemFaults),
  };
}

function* itemLines({ items, options }: Simulation): Generator<Line> {
  const money = moneyOf(options.currency);
  for (const [place, { itemId, productId, name, type, brand, priceCents }] of items.entries()) {
    const inStock = place % 23 === 22 ? "false" : "true";
    const price = money.major(priceCents);
    const text = csvLine([itemId, productId, name, type.category, brand, price, money.currency, inStock]);
    const hostile = options.faults === "planted" && place === hostileItem(items.length);
    yield hostile ? { text, kind: "HTML in a name", fate: "kept", encoding: "utf-8" } : text;
  }
}

const itemFaults: readonly FaultRecipe[] = [
  {
    kind: "text in a number column",
    fate: "refused",
    make: () => "TMP-001,TMP,Sample sale box,Table,Linden & Co,on request,EUR,true",
  },
  {
    kind: "unterminated quote",
    fate: "refused",
    make: () => `TMP-002,TMP,"Runner 2 m,Textiles,Linden & Co,39.90,EUR,true`,
  },
  {
    kind: "text in a number column",
    fate: "refused",
    make: () => "TMP-003,TMP,Gift card,Stationery,Linden & Co,from 10,EUR,true",
  },
];

export function customersFile(simulation: Simulation): CsvFile {
  const { population, options } = simulation;
  return {
    path: "customers.csv",
    columns: customerColumns,
    lines: () =>
      options.faults === "none"
        ? customerLines(simulation)
        : withFaults(customerLines(simulation), population.size, customerFaults),
  };
}

function* customerLines(simulation: Simulation): Generator<Line> {
  const { population } = simulation;
  for (let customer = 0; customer < population.size; customer += 1) {
    yield csvLine([
      customerId(customer),
      isoTime(createdAt(simulation, customer)),
      countries[population.country[customer]!]!,
      reviewLanguages[population.language[customer]!]!,
      population.acceptsMarketing[customer] ? "true" : "false",
    ]);
  }
}

const customerFaults: readonly FaultRecipe[] = [
  {
    kind: "not UTF-8",
    fate: "refused",
    encoding: "latin-1",
    make: () => "C900001,2024-10-02T08:15:00Z,Österreich,de,true",
  },
  { kind: "duplicate row", fate: "merged", make: (before) => before },
  { kind: "bad date", fate: "refused", make: () => "C900002,2025-02-30T10:00:00Z,DE,en,true" },
  {
    kind: "not UTF-8",
    fate: "refused",
    encoding: "latin-1",
    make: () => "C900003,2024-11-20T17:40:00Z,Türkiye,en,false",
  },
  { kind: "duplicate row", fate: "merged", make: (before) => before },
  { kind: "bad date", fate: "refused", make: () => "C900004,yesterday,NL,en,true" },
];

/** Path of a picture of an item, relative to the list of pictures. */
export const picturePath = (itemId: string, position: number): string => `pictures/${itemId}-${position}.png`;

export function itemPicturesFile({ items, options }: Simulation): CsvFile {
  return {
    path: "item_pictures.csv",
    columns: pictureColumns,
    lines: () =>
      items.flatMap(({ itemId }) =>
        Array.from({ length: options.picturesPerItem }, (_, position) =>
          csvLine([itemId, position, picturePath(itemId, position)]),
        ),
      ),
  };
}
