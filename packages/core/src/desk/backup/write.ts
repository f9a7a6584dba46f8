// A store as the lines of a backup.
import { Effect } from "effect"
import type { ArchiveRow, ArchiveService } from "../../port/Archive.ts"
import type { AttachmentError, AttachmentStoreService } from "../../port/AttachmentStore.ts"
import type { Served } from "../../port/WorkQueue.ts"
import { BackupError } from "./BackupError.ts"
import { runningDigest } from "./digest.ts"
import { backupFormat, chunkBytes, type Head, type Line, linesOfDigest } from "./line.ts"
import { type Tally, tally } from "./tally.ts"
import { restoreWatch } from "./unfinished.ts"

/** What is backed up, and what is said of it. */
export interface Source {
  readonly archive: ArchiveService
  readonly files: AttachmentStoreService
  readonly store: string
  readonly tenants: Served
  /** Epoch milliseconds. */
  readonly at: number
}

/** Writes the lines of a backup, each without its line feed, in constant memory. */
export async function* linesOf(source: Source): AsyncGenerator<string, undefined> {
  const written = runningDigest()
  const found = tally()
  const restores = restoreWatch()
  function* line(value: typeof Head.Type | Line): Generator<string, undefined> {
    const text = JSON.stringify(value)
    written.add(text)
    yield text
    if (written.lines() % linesOfDigest === 0) yield* line(digestOf("digest"))
  }
  const digestOf = <K extends "digest" | "end">(kind: K) => ({
    kind,
    lines: written.lines(),
    sha256: written.sha256(),
  })
  const { store, tenants, at } = source
  yield* line({ upkeep: "backup", format: backupFormat, at, store, tenants })
  for await (const row of source.archive.rows(tenants)) {
    found.add(row)
    restores.look(row)
    yield* line(row)
    if (row.kind === "file") for await (const part of partsOf(source.files, row)) yield* line(part)
  }
  refuseStrange(tenants, found)
  restores.refuse()
  for (const count of found.counts()) yield* line({ kind: "count", ...count })
  yield JSON.stringify(digestOf("end"))
}

// A mistyped name would make a backup of nothing, and nobody would know before it is needed.
const refuseStrange = (tenants: Served, found: Tally): void => {
  if (tenants === "all") return
  const known = new Set(found.tenants().map(({ tenant }) => tenant))
  const strange = tenants.filter((tenant) => !known.has(tenant))
  if (strange.length === 0) return
  const got = strange.map((tenant) => JSON.stringify(tenant)).join(", ")
  const detail = `got tenant ${got}, expected one of whom the store has anything`
  throw new BackupError({ reason: "unknown-tenant", detail })
}

type FileRow = Extract<ArchiveRow, { readonly kind: "file" }>

// The bytes stand right behind their row: to come back to them, all names would have to be kept. A
// file that the store lost keeps nobody from saving the others.
async function* partsOf(
  files: AttachmentStoreService,
  { tenant, hash }: FileRow,
): AsyncGenerator<Line, undefined> {
  const opened = await Effect.runPromise(Effect.result(files.read(tenant, hash)))
  if (opened._tag === "Failure") return yield lost(opened.failure)
  for await (const bytes of chunksOf(opened.success.content))
    yield { kind: "chunk", base64: bytes.toString("base64") }
}

const lost = ({ message }: AttachmentError): Line => ({ kind: "lost", reason: message })

// Of one length whatever the store reads at a time: the same files make the same lines.
async function* chunksOf(content: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer, undefined> {
  let gathered: Array<Uint8Array> = []
  let length = 0
  for await (const bytes of content) {
    gathered.push(bytes)
    length += bytes.length
    if (length < chunkBytes) continue
    let whole = Buffer.concat(gathered)
    for (; whole.length >= chunkBytes; whole = whole.subarray(chunkBytes))
      yield whole.subarray(0, chunkBytes)
    gathered = [whole]
    length = whole.length
  }
  if (length > 0) yield Buffer.concat(gathered)
}
