import { isPostgresAddress } from "#warehouse/postgres/postgres-address.js";

export { hasPassword, shownAddress } from "#warehouse/postgres/postgres-address.js";

/** Whether a source is the address of a database rather than a file. */
export const isDatabase = isPostgresAddress;
