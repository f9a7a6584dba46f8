// Durable storage for a desk on one host.
export type { Durability } from "./durability.ts"
export { defaultBusyMillis } from "./options.ts"
export { sqlite, type SqliteOptions } from "./Sqlite.ts"
export { storeIn } from "./storeIn.ts"
