// A backup into a store that has nothing of its tenants; nothing is sent from there until somebody
// releases it (P17).
import { type ArchiveRow, restoreLimit } from "../../port/Archive.ts"
import { AttachmentError } from "../../port/AttachmentStore.ts"
import { BackupError } from "./BackupError.ts"
import { type Content } from "./line.ts"
import { marked } from "./marked.ts"
import { refuseOccupied } from "./occupied.ts"
import type { Ports } from "../ports.ts"
import { type BackupReport, contentsOf, damaged, type Lines } from "./read.ts"
import * as records from "../records.ts"
import type { TenantRows } from "./tally.ts"

/** What is restored, and by whom. */
export interface RestoreOptions {
  /** Who restores: 1 to 320 characters in one line, as it is recorded. */
  readonly by: string
  /** Default: all tenants of the backup. */
  readonly tenants?: ReadonlyArray<string>
}

/** What became of one tenant. */
export interface RestoredTenant extends TenantRows {
  /** Notifications that may be sent, maybe once more, when sending is released. */
  readonly waiting: number
}

/** What was restored; all but `tenants` is the backup's own. */
export interface RestoreReport extends Omit<BackupReport, "tenants"> {
  readonly tenants: ReadonlyArray<RestoredTenant>
}

/** The most characters of bodies that are put into a store at once. */
export const batchCharacters = 8 * 1_048_576

/** A backup that was read to its end, and how it is read again. */
export interface Checked {
  readonly report: BackupReport
  readonly lines: () => Lines
}

/** Restores what was checked. */
export const restoreInto = async (
  ports: Ports,
  { report, lines }: Checked,
  { by, tenants: named }: RestoreOptions,
): Promise<RestoreReport> => {
  const chosen = chosenFrom(report, named)
  const names = new Set(chosen.map(({ tenant }) => tenant))
  await ports.run(refuseOccupied(ports, names))
  const { at: madeAt, sha256 } = report
  const run = { at: await ports.run(ports.now), by, madeAt, sha256 }
  const waiting = await putAll(ports, marked(unchanged(lines(), sha256), names, run))
  const at = await ports.run(ports.now)
  for (const tenant of names)
    await ports.run(
      records.keep({ registry: ports.registry, tenant }, records.restoreRuns, {
        ...run,
        at,
        state: "done",
      }),
    )
  const tenants = chosen.map((each) => ({ ...each, waiting: waiting.get(each.tenant) ?? 0 }))
  return { ...report, tenants }
}

const chosenFrom = (
  { tenants }: BackupReport,
  named: ReadonlyArray<string> | undefined,
): ReadonlyArray<TenantRows> => {
  if (named === undefined) return tenants
  const strange = named.filter((name) => !tenants.some(({ tenant }) => tenant === name))
  if (strange.length === 0) return tenants.filter(({ tenant }) => named.includes(tenant))
  const known = tenants.map(({ tenant }) => JSON.stringify(tenant)).join(", ")
  const got = strange.map((name) => JSON.stringify(name)).join(", ")
  const detail = `got tenant ${got}, expected one of the backup: ${known || "it has none"}`
  throw new BackupError({ reason: "unknown-tenant", detail })
}

// Between the two times that it is read, a file may have been changed for another.
async function* unchanged(lines: Lines, sha256: string): AsyncGenerator<Content, undefined> {
  const again = yield* contentsOf(lines)
  if (again.sha256 === sha256) return
  throw damaged(`got sha256 ${again.sha256}, expected ${sha256} as it was read first`, "the end")
}

/** Puts everything into the store; how many deliveries of each tenant wait there then. */
const putAll = async (
  ports: Ports,
  contents: AsyncGenerator<Content, undefined>,
): Promise<ReadonlyMap<string, number>> => {
  const waiting = new Map<string, number>()
  const source = readerOf(contents)
  let batch: Array<ArchiveRow> = []
  let characters = 0
  const flush = async () => {
    const rows = batch
    batch = []
    characters = 0
    if (rows.length > 0) await ports.run(ports.archive.restore(rows))
  }
  for (let row = await source.next(); row !== undefined; row = await source.next()) {
    if (row.kind === "chunk" || row.kind === "lost") continue
    batch.push(row)
    characters += charactersOf(row)
    if (row.kind === "delivery" && row.delivery.status === "pending")
      waiting.set(row.tenant, (waiting.get(row.tenant) ?? 0) + 1)
    if (row.kind === "file" || batch.length === restoreLimit || characters >= batchCharacters)
      await flush()
    if (row.kind === "file") await putFile(ports, source, row)
  }
  await flush()
  return waiting
}

const charactersOf = (row: ArchiveRow): number => {
  if (row.kind === "registry") return row.entry.body.length
  if (row.kind === "ticket") return row.row.body.length
  if (row.kind === "event") return row.event.body.length
  if (row.kind === "content") return row.content.body.length
  if (row.kind === "command") return row.command.result.length
  return "body" in row ? row.body.length : 0
}

const putFile = async (
  ports: Ports,
  source: Reader,
  { tenant, hash, bytes }: Extract<ArchiveRow, { readonly kind: "file" }>,
): Promise<void> => {
  if ((await source.ahead())?.kind === "lost") return
  const kept = await ports.run(ports.files.put(tenant, source.bytes(), bytes))
  if (kept.hash === hash) return
  const detail = `got ${kept.hash}, expected ${hash}, at a file of tenant ${tenant}`
  throw new AttachmentError({ reason: "failed", detail })
}

/** Contents one after the other, of which the next can be looked at. */
interface Reader {
  readonly next: () => Promise<Content | undefined>
  readonly ahead: () => Promise<Content | undefined>
  /** The bytes of the file whose row came last. */
  readonly bytes: () => AsyncGenerator<Uint8Array, undefined>
}

const readerOf = (contents: AsyncGenerator<Content, undefined>): Reader => {
  let seen: Content | undefined
  const ahead = async () => (seen ??= (await contents.next()).value)
  const next = async () => {
    const found = await ahead()
    seen = undefined
    return found
  }
  async function* bytes(): AsyncGenerator<Uint8Array, undefined> {
    for (let line = await ahead(); line?.kind === "chunk"; line = await ahead()) {
      yield Buffer.from(line.base64, "base64")
      seen = undefined
    }
  }
  return { next, ahead, bytes }
}
