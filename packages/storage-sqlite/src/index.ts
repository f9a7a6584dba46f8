// Durable storage for a desk on one host.
export { defaultBusyMillis, sqlite, type SqliteOptions } from "./Sqlite.ts"
