/** An event as `bq extract` writes it to JSON lines: whole numbers as text, what is empty left out. */
export interface Ga4Event {
  readonly event_timestamp: string;
  readonly event_name: string;
  readonly event_params: readonly object[];
  readonly [field: string]: unknown;
}

/** One event parameter, a number or a text, in the form BigQuery gives it. */
const parameter = ([key, value]: [string, string | number]) => ({
  key,
  value: typeof value === "string" ? { string_value: value } : { int_value: String(value) },
});

/**
 * @param at milliseconds since 1970
 * @param more top-level fields; those that are undefined are left out
 */
export function ga4Event(
  name: string,
  at: number,
  more: Readonly<Record<string, unknown>> = {},
  parameters: Readonly<Record<string, string | number>> = {},
): Ga4Event {
  return {
    event_date: new Date(at).toISOString().slice(0, 10).replaceAll("-", ""),
    event_timestamp: `${at}000`,
    event_name: name,
    event_params: Object.entries({ ga_session_id: 1704449000, currency: "EUR", ...parameters }).map(parameter),
    event_bundle_sequence_id: "7",
    user_pseudo_id: "1234.5678",
    stream_id: "1",
    platform: "WEB",
    privacy_info: { analytics_storage: "Yes" },
    geo: { continent: "Europe", country: "Germany", city: "(not set)" },
    items: [],
    ...more,
  };
}

export const ga4Lines = (events: readonly object[]) => events.map((event) => `${JSON.stringify(event)}\n`).join("");
