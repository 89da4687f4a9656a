import { z } from "zod";
import type { ColumnType } from "./column.js";
import { contract, type TableName, tableNames } from "./contract.js";

/** What the check at the door, the warehouse and the docs need to know of one column, read from its Zod schema. */
export interface ColumnFacts {
  readonly name: string;
  readonly type: ColumnType;
  readonly unit: string;
  readonly meaning: string;
  readonly required: boolean;
  readonly personal: boolean;
  readonly oneOf?: readonly string[];
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly maxLength?: number;
}

interface Property {
  type?: ColumnType;
  unit: string;
  description: string;
  personal?: boolean;
  enum?: string[];
  pattern?: string;
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  maxLength?: number;
}

const facts = new Map<TableName, readonly ColumnFacts[]>(tableNames.map((name) => [name, read(contract[name])]));

/** The columns of a contract table, in the order they are declared. */
export function columnsOf(table: TableName): readonly ColumnFacts[] {
  return facts.get(table) ?? [];
}

function read(schema: z.ZodObject): ColumnFacts[] {
  return Object.entries(schema.shape).map(([name, column]) => {
    const required = !column.safeParse(undefined).success;
    const meta = z.globalRegistry.get(column as z.ZodType) ?? innerMeta(column as z.ZodType);
    const json = z.toJSONSchema(column as z.ZodType, { io: "input", unrepresentable: "any" }) as unknown as Property;
    const type = meta.type ?? "text";
    const bounds = type === "text" ? { ...(json.maxLength && { maxLength: json.maxLength }) } : numericBounds(json);
    return {
      name,
      type,
      unit: meta.unit ?? "text",
      meaning: meta.description ?? "",
      required,
      personal: meta.personal ?? false,
      ...bounds,
      ...(json.enum && { oneOf: json.enum }),
      ...(json.pattern && type === "text" && { pattern: json.pattern }),
    };
  });
}

function numericBounds(json: Property) {
  return {
    ...(json.minimum !== undefined && { minimum: json.minimum }),
    ...(json.maximum !== undefined && { maximum: json.maximum }),
    ...(json.exclusiveMinimum !== undefined && { exclusiveMinimum: json.exclusiveMinimum }),
  };
}

/** `.optional()` and `.min()` make a new schema; what was said of the inner one still holds. */
function innerMeta(schema: z.ZodType): z.GlobalMeta {
  let inner: z.ZodType | undefined = schema;
  while (inner) {
    const meta = z.globalRegistry.get(inner);
    if (meta) return meta;
    const def = inner._zod.def as { innerType?: z.ZodType };
    inner = def.innerType ?? (inner._zod.parent as z.ZodType | undefined);
  }
  throw new TypeError("every column of the contract needs a unit and a meaning (.meta)");
}
