// The port Registry on a connection.
import { Registry } from "@upkeep/core/effect"
import { Effect } from "effect"
import type { Connection } from "./connection.ts"
import { decoded } from "./decoded.ts"
import type { Row } from "./executor.ts"
import { text } from "./row.ts"

/** The columns that `entryOf` reads. */
export const entryColumns = "kind, id, version, hash, body"

/** The port `Registry`. */
export const registry = ({ read, write, schema }: Connection): Registry.RegistryService => {
  const table = `${schema}.registry`
  const ofKind = `SELECT ${entryColumns} FROM ${table} WHERE tenant = $1 AND kind = $2`
  // What stands with another hash is left alone, and then nothing is returned.
  const publish =
    `INSERT INTO ${table} AS standing (tenant, kind, id, version, hash, body, used) VALUES ($1, $2, $3, $4, $5, $6, ` +
    `(SELECT coalesce(max(used), 0) + 1 FROM ${table} WHERE tenant = $1 AND kind = $2)) ` +
    "ON CONFLICT (tenant, kind, id, version) DO UPDATE SET used = excluded.used " +
    "WHERE standing.hash = excluded.hash RETURNING 1"
  const after = `SELECT sequence FROM ${table} WHERE tenant = $1 AND kind = $2 AND id = $3 AND version = $4`
  const list = `${ofKind} AND sequence > coalesce((${after}), 0) ORDER BY sequence LIMIT $5`
  const latest = `${ofKind} ORDER BY used DESC, sequence DESC LIMIT 1`
  const find = (tenant: string, { kind, id, version }: Key) =>
    decoded(read(`${ofKind} AND id = $3 AND version = $4`, [tenant, kind, id, version]), one)
  return {
    publish: (tenant, entry) =>
      Effect.gen(function* () {
        const { kind, id, version, hash, body } = entry
        const kept = yield* write(publish, [tenant, kind, id, version, hash, body])
        if (kept.length > 0) return
        const standing = yield* find(tenant, entry)
        return yield* Effect.fail(exists(entry, standing?.hash ?? ""))
      }),
    find,
    list: (tenant, kind, { after: last, limit }) => {
      const place = [last?.id ?? null, last?.version ?? null]
      const asked = [tenant, kind, ...place, Math.min(limit, Registry.registryLimit)]
      return decoded(read(list, asked), (rows) => rows.map(entryOf))
    },
    latest: (tenant, kind) => decoded(read(latest, [tenant, kind]), one),
  }
}

type Key = Pick<Registry.RegistryEntry, "kind" | "id" | "version">

const exists = ({ kind, id, version }: Key, publishedHash: string) =>
  new Registry.VersionExists({ entry: { kind, id, version }, publishedHash })

const one = ([row]: ReadonlyArray<Row>) => row && entryOf(row)

/** Reads an entry's row. */
export const entryOf = (row: Row): Registry.RegistryEntry => ({
  kind: text(row, "kind"),
  id: text(row, "id"),
  version: text(row, "version"),
  hash: text(row, "hash"),
  body: text(row, "body"),
})
