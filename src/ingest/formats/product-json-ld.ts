import { type Format, sectionsIn } from "../format.js";

/**
 * Products as a shop's own pages state them to search engines: the schema.org JSON-LD of a page, one JSON object a line
 * (what stands between `<script type="application/ld+json">` and its end). A document over several lines, or a page's
 * HTML, is not read.
 *
 * - Products are found at the top, in `@graph`, as `mainEntity`, and in an ItemList; a ProductGroup gives its variants.
 *   Lines that speak of anything else (breadcrumbs, the shop itself) give nothing.
 * - An item is its SKU, else that of its offer, its productID, MPN, GTIN, `@id`, address or name. Several offers with
 *   SKUs of their own are items of their own. The price is that of the first offer, of an AggregateOffer its lowest.
 * - A review's stars are brought to 5; its author's name is not kept. One without an `@id` is known by what it says.
 * - Aggregate ratings, shipping and returns are not read. Not verified: RDF written otherwise (prefixes, `@value`).
 */
export const productJsonLd: Format = {
  name: "product-json-ld",
  title: "schema.org product JSON-LD",
  origin: "shop",
  rows: "together",
  fields: { context: ["@context"], kind: ["@type"], whole: [] },
  rest: "whole",
  required: ["context"],
  ...sectionsIn(new URL("./product-json-ld.sql", import.meta.url)),
};
