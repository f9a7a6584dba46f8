// Durable storage for a desk on one host.
export type { SqliteDirectory, TenantOptions } from "./directory/SqliteDirectory.ts"
export type { Durability } from "./durability.ts"
export { defaultBusyMillis } from "./options.ts"
export { sqlite, type SqliteOptions, type SqliteStorage } from "./Sqlite.ts"
export { storeIn } from "./storeIn.ts"
