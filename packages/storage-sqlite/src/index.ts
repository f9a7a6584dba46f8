// Durable storage for a desk on one host.
export { defaultBusyMillis } from "./options.ts"
export { sqlite, type SqliteOptions } from "./Sqlite.ts"
