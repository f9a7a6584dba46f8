// Published versions and incoming messages: what was written first stays.
import {
  type InboundFunctions,
  type RegistryFunctions,
  registryLimit,
  VersionExists,
} from "@upkeep/core"
import type { Ledger } from "./ledger.ts"
import { below, keyOf } from "./tables.ts"

/** The registry on a ledger. */
export const registryFunctions = ({ read, change }: Ledger): RegistryFunctions => ({
  publish: (tenant, entry) =>
    change(({ versions, latest }, write) => {
      const { kind, id, version } = entry
      const key = keyOf(tenant, kind, id, version)
      const stands = versions.get(key) ?? entry
      if (stands.hash !== entry.hash)
        return new VersionExists({ entry: { kind, id, version }, publishedHash: stands.hash })
      write(versions, key, stands)
      write(latest, keyOf(tenant, kind), stands)
      return "published"
    }),
  find: (tenant, { kind, id, version }) =>
    read(({ versions }) => versions.get(keyOf(tenant, kind, id, version))),
  list: (tenant, kind, { after, limit }) =>
    read(({ versions }) => {
      const entries = below(versions, tenant, kind)
      const last = entries.findIndex(
        ({ id, version }) => id === after?.id && version === after.version,
      )
      return entries.slice(last + 1, last + 1 + Math.min(limit, registryLimit))
    }),
  latest: (tenant, kind) => read(({ latest }) => latest.get(keyOf(tenant, kind))),
})

/** The book of incoming messages on a ledger. */
export const inboundFunctions = ({ read, change }: Ledger): InboundFunctions => ({
  find: (tenant, sha256) => read(({ inbound }) => inbound.get(keyOf(tenant, sha256))),
  record: (tenant, row) =>
    change(({ inbound }, write) => {
      const key = keyOf(tenant, row.sha256)
      const found = inbound.get(key)
      if (found === undefined) write(inbound, key, row)
      return found ?? row
    }),
  byMessageId: (tenant, hash) =>
    read(({ inbound }) => below(inbound, tenant).find((row) => row.messageIdHash === hash)),
  countOpened: (tenant, senderHash, since) =>
    read(({ inbound }) => {
      const theirs = below(inbound, tenant).filter((row) => row.senderHash === senderHash)
      return theirs.filter((row) => row.outcome === "new-ticket" && row.receivedAt >= since).length
    }),
  markRead: (tenant, { intake, readUntil }) =>
    change(({ watermarks }, write) => {
      const key = keyOf(tenant, intake)
      const before = watermarks.get(key)?.readUntil ?? readUntil
      write(watermarks, key, { intake, readUntil: Math.max(before, readUntil) })
    }),
  retire: (tenant, intake) =>
    change(({ watermarks }, write) => write(watermarks, keyOf(tenant, intake), undefined)),
  watermarks: (tenant) =>
    read(({ watermarks }) =>
      below(watermarks, tenant).toSorted((a, b) => (a.intake < b.intake ? -1 : 1)),
    ),
})
