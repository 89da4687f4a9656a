import type { Format } from "../format.js";
import { contractTables } from "./contract-tables.js";
import { uciOnlineRetail } from "./uci-online-retail.js";

/** Every way in. Adding one is adding its file and its line here. */
export const formats: readonly Format[] = [uciOnlineRetail, ...contractTables];
