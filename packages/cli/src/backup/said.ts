// What a backup holds, for a terminal.
import type { BackupReport } from "@upkeep/core"

/** An instant as it is read and written everywhere: in UTC. */
export const instantText = (at: number): string => new Date(at).toISOString()

/** A backup in a few lines: when, of what, how much, and its digest. */
export const contentLines = ({
  at,
  store,
  tenants,
  lines,
  bytes,
  lost,
  sha256,
}: Pick<
  BackupReport,
  "at" | "store" | "tenants" | "lines" | "bytes" | "lost" | "sha256"
>): ReadonlyArray<string> => {
  const files = tenants.reduce((sum, { rows }) => sum + (rows["file"] ?? 0), 0)
  return [
    `  made at  ${instantText(at)} from ${store}`,
    ...tenants.map(({ tenant, rows }) => `  tenant   ${tenant}: ${counted(rows)}`),
    `  files    ${files} with ${bytes} bytes${lost === 0 ? "" : `, ${lost} of them lost`}`,
    `  sha256   ${sha256} of ${lines} lines`,
  ]
}

const counted = (rows: { readonly [kind: string]: number }): string =>
  ["ticket", "event", "delivery", "inbound"]
    .map((kind) => `${rows[kind] ?? 0} ${names[kind] ?? kind}`)
    .join(", ")

const names: { readonly [kind: string]: string } = {
  ticket: "tickets",
  event: "events",
  delivery: "notifications",
  inbound: "messages taken in",
}
