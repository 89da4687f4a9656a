import { type Format, sectionsIn } from "../format.js";

/**
 * The customers export of a Shopify admin (Customers → Export → CSV), in both generations of its header: today's with
 * "Customer ID" and "Default Address …", the older with "Company, Address1 … Country Code, Zip, Phone".
 *
 * - Who is who: the orders export has no customer number, so here too a customer is the keyed pseudonym of the e-mail
 *   address, else of the phone number, else of the default address's phone number; only one who left none of them is
 *   their number. The same person so comes to the same `customer_id` from either export.
 * - All that is known of them is kept beside as identities: pseudonyms of address, numbers and name, and the number as it is.
 * - The totals of spending and orders are not read: they follow from the orders. Name and postal address go to the
 *   vault alone; no note is kept.
 *
 * Not verified: whether "Phone" of the older generation is the customer's or the default address's number.
 */
export const shopifyCustomers: Format = {
  name: "shopify-customers",
  title: "a Shopify customers export",
  origin: "shop",
  rows: "together",
  personal: true,
  fields: {
    customer_id: ["Customer ID"],
    email: ["Email"],
    phone: ["Phone"],
    address_phone: ["Default Address Phone"],
    first_name: ["First Name"],
    last_name: ["Last Name"],
    street: ["Default Address Address1", "Address1"],
    more_street: ["Default Address Address2", "Address2"],
    city: ["Default Address City", "City"],
    zip: ["Default Address Zip", "Zip"],
    province: ["Default Address Province Code", "Province"],
    accepts_marketing: ["Accepts Email Marketing", "Accepts Marketing"],
    country_code: ["Default Address Country Code", "Country Code"],
    country: ["Country"],
    total_spent: ["Total Spent"],
    total_orders: ["Total Orders", "Orders Count"],
  },
  required: ["email", "accepts_marketing", "total_spent", "total_orders"],
  ...sectionsIn(new URL("./shopify-customers.sql", import.meta.url)),
};
