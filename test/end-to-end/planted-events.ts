import { ga4Event } from "../ga4-export.js";
import { type PlantedPerson, spacedMobile, spacedPhone } from "./planted-people.js";

const NOON = Date.UTC(2024, 0, 5, 12);

/** Files of events, one object a line, with people in ids, traits, profiles, searches and web addresses. */
export function plantedEvents(people: readonly PlantedPerson[]): [string, object[]][] {
  return [
    ["ga4.jsonl", people.flatMap(ga4)],
    ["segment.jsonl", people.flatMap(segment)],
    ["sensors.jsonl", people.flatMap(sensors)],
    ["snowplow.jsonl", people.map(snowplow)],
  ];
}

const isRefused = ({ number }: PlantedPerson) => number % 7 === 3;
const page = (who: PlantedPerson) =>
  `https://shop.example/account?email=${encodeURIComponent(who.email)}&tel=%2B49${who.phone}`;

function ga4(who: PlantedPerson): object[] {
  const at = NOON + who.number * 1000;
  const properties = { email: who.email, phone: `+49${who.phone}`, name: `${who.first} ${who.last}` };
  const user = {
    user_id: who.number % 2 ? who.email : who.mobile,
    user_pseudo_id: `device-${who.number}`,
    user_properties: Object.entries(properties).map(([key, value]) => ({ key, value: { string_value: value } })),
  };
  return [
    ga4Event("view_search_results", at, user, { search_term: spacedMobile(who), page_location: page(who) }),
    ga4Event(
      `page_view`,
      at + 1,
      { ...user, ...(isRefused(who) && { event_timestamp: who.mobile }) },
      { page_location: page(who) },
    ),
    ga4Event("sign_up", at + 2, { ...user, user_pseudo_id: who.email }, { note: `${who.identityNumber} ${who.card}` }),
  ];
}

function segment(who: PlantedPerson): object[] {
  const call = (type: string, number: number, more: object) => ({
    type,
    messageId: `m-${who.number}-${number}`,
    anonymousId: `anon-${who.number}`,
    userId: who.number % 2 ? who.email : `u${who.number}`,
    timestamp: isRefused(who) && number === 2 ? `ask ${who.email}` : new Date(NOON + number).toISOString(),
    context: { ip: "10.0.0.1", page: { url: page(who) }, traits: { email: who.email, phone: who.mobile } },
    ...more,
  });
  const traits = {
    email: who.email,
    phone: spacedPhone(who),
    firstName: who.first,
    lastName: who.last,
    address: { street: who.street },
  };
  return [
    call("identify", 1, { traits }),
    call("page", 2, {
      name: `Account of ${who.first} ${who.last}`,
      properties: { url: page(who), title: who.chineseName },
    }),
    call("track", 3, { event: "Products Searched", properties: { query: who.email } }),
    call("track", 4, {
      event: "Order Completed",
      properties: {
        order_id: `S${who.number}`,
        email: who.email,
        products: [{ sku: "TEE", price: 5, name: `Card for ${who.mobile}` }],
      },
    }),
  ];
}

function sensors(who: PlantedPerson): object[] {
  const record = (type: string, number: number, more: object) => ({
    _track_id: who.number * 10 + number,
    type,
    distinct_id: who.mobile,
    login_id: who.number % 2 ? who.mobile : who.email,
    anonymous_id: `d-${who.number}`,
    time: NOON + number,
    ...more,
  });
  return [
    record("profile_set", 1, {
      properties: {
        name: who.chineseName,
        $name: who.chineseName,
        phone: who.mobile,
        email: who.email,
        address: who.street,
        身份证: who.identityNumber,
      },
    }),
    record("track", 2, {
      event: "Search",
      properties: { keyword: spacedMobile(who), $url: page(who) },
      ...(isRefused(who) && { time: who.mobile + who.mobile }),
    }),
    record("track", 3, {
      event: "RefundOrder",
      properties: {
        order_id: `S${who.number}`,
        refund_amount: 5,
        refund_reason: `退到${who.card}，收货人：${who.chineseName}`,
      },
    }),
  ];
}

function snowplow(who: PlantedPerson): object {
  const schema = "com_snowplowanalytics_snowplow_ecommerce";
  return {
    event_id: `00000000-0000-4000-8000-${String(who.number).padStart(12, "0")}`,
    event_name: "snowplow_ecommerce_action",
    collector_tstamp: isRefused(who) ? who.email : new Date(NOON).toISOString(),
    domain_userid: `duid-${who.number}`,
    domain_sessionid: `s-${who.number}`,
    user_id: who.email,
    page_url: page(who),
    [`unstruct_event_${schema}_snowplow_ecommerce_action_1`]: { type: "product_view" },
    [`contexts_${schema}_user_1`]: [{ id: who.email, email: who.email, is_guest: false }],
  };
}
