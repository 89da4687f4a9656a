import { z } from "zod";

/** The types of the contract: what a value means, and how each warehouse engine stores it. */
export type ColumnType = "text" | "whole" | "number" | "price" | "flag" | "time" | "day";

declare module "zod" {
  interface GlobalMeta {
    type?: ColumnType;
    unit?: string;
    /** Free or identifying text about a person: masked wherever it is shown. */
    personal?: boolean;
  }
}

const LARGEST_WHOLE = 1e12; // quantity × unit price × 10⁴ must fit decimal(38,4)

/** An identifier as the source system writes it. */
export const id = (description: string) => z.string().min(1).max(256).meta({ type: "text", unit: "id", description });

export const text = (description: string, unit = "text") => z.string().meta({ type: "text", unit, description });

/** Text that may hold personal data, such as a review or a note. */
export const freeText = (description: string) =>
  z.string().meta({ type: "text", unit: "text", description, personal: true });

export const oneOf = <const Words extends readonly [string, ...string[]]>(words: Words, description: string) =>
  z.enum(words).meta({ type: "text", unit: "one of a list", description });

/** ISO 4217. */
export const currency = (description = "ISO 4217 code; absent: the shop's currency") =>
  z
    .string()
    .regex(/^[A-Z]{3}$/)
    .meta({ type: "text", unit: "ISO 4217", description });

/** ISO 3166 code or the name the source uses, kept as written. */
export const country = (description: string) => text(description, "country");

/** An amount of money in whole minor units: cents of the euro, whole yen. */
export const cents = (description: string) =>
  z.int().min(-1e15).max(1e15).meta({ type: "whole", unit: "minor units", description });

/** An exact decimal(18,4) in major units: a unit price may be finer than the smallest coin. */
export const price = (description: string) =>
  z.number().min(-1e12).max(1e12).meta({ type: "price", unit: "major units", description });

export const quantity = (description: string) =>
  z.int().min(-LARGEST_WHOLE).max(LARGEST_WHOLE).meta({ type: "whole", unit: "pieces", description });

export const count = (description: string) => z.int().min(0).meta({ type: "whole", unit: "count", description });

export const number = (description: string, unit: string) => z.number().meta({ type: "number", unit, description });

export const share = (description: string) =>
  z.number().min(0).max(1).meta({ type: "number", unit: "share", description });

export const flag = (description: string) => z.boolean().meta({ type: "flag", unit: "true or false", description });

/** UTC in the warehouse; written without an offset it is in the shop's time zone. */
export const time = (description: string) =>
  z.iso.datetime({ offset: true, local: true }).meta({ type: "time", unit: "UTC", description });

/** A calendar day of the shop's time zone. */
export const day = (description: string) => z.iso.date().meta({ type: "day", unit: "shop's day", description });
