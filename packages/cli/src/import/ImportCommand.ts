// upkeep import: another desk's tickets, looked at or taken in.
import { createDesk, type Desk, InvalidInput, memory } from "@upkeep/core"
import { Import } from "@upkeep/core/effect"
import { untilStop } from "@upkeep/transport-http"
import type { Options } from "../options.ts"
import { isThere, openDesk, openToLook, placeIn } from "../store.ts"
import { type FileRecord, recordsOf } from "./records.ts"
import { type Report, reporting } from "./report.ts"
import { inOptions, type Settings, settingsOf } from "./settings.ts"
import { openSpool, type Spool } from "./spool.ts"

/** Looks at a file of tickets, or takes them in. Rows that are refused fail the command. */
export const importTickets = async (
  command: "import apply" | "import check",
  file: string | undefined,
  options: Options,
): Promise<void> => {
  const settings = settingsOf(file, options)
  const applies = command === "import apply"
  await using desk = await (applies ? openDesk(options) : deskToAsk(settings, options))
  const importer = await desk.run(Import.make(settings.options)).catch(inOptions(options))
  using spool = openSpool()
  const report = reporting(options)
  await readAll(settings, { importer, spool, report })
  if (applies) refuseUnplaced(report)
  const take = applies ? importer.take : importer.check
  await takeAll((tickets) => desk.run(take(tickets)), { spool, report })
  await report.end(applies ? "taken in" : "can be taken in")
  refuseIncomplete(report)
}

// Where there is no store yet, or no tenant, one in memory says as much; none is made by looking.
const deskToAsk = async ({ options: asked }: Settings, options: Options): Promise<Desk> => {
  const { process } = asked
  const { tenant } = options
  if (await isThere(placeIn(options))) {
    const desk = await openToLook(options).catch(unlessUnknown)
    if (desk !== undefined) return desk
  }
  const storage = memory()
  return createDesk({
    storage,
    tenant,
    background: false,
    ...(process === undefined ? {} : { process }),
  })
}

const unlessUnknown = (error: unknown): undefined => {
  const isUnknown =
    error instanceof InvalidInput && error.problems.some(({ code }) => code === "unknown-tenant")
  if (!isUnknown) throw error
}

interface Reading {
  readonly importer: Import.Importer
  readonly spool: Spool
  readonly report: Report
}

const readAll = async ({ file, form }: Settings, reading: Reading): Promise<void> => {
  for await (const records of recordsOf(file, form))
    for (const record of records) await readOne(record, reading)
}

const readOne = async (record: FileRecord, { importer, spool, report }: Reading): Promise<void> => {
  const { totals } = report
  totals.rows += 1
  const { row, refused } =
    "problem" in record
      ? Import.unreadable(record.problem, record.line)
      : importer.read(record.record, record.line)
  if (refused.length > 0) await report.refused(refused)
  if (row === null) totals.unplaced += 1
  else spool.add(row)
  if (row?.said?.kind === "file") await report.file(row, row.said.file)
}

// A row of which nobody can say whose it is may be missing from any ticket.
const refuseUnplaced = ({ totals: { unplaced } }: Report): void => {
  if (unplaced === 0) return
  throw new Error(
    `import-unreadable: got ${unplaced} rows without a ticket, expected none; nothing was taken in`,
  )
}

const refuseIncomplete = ({ totals: { codes, left, unplaced } }: Report): void => {
  const refused = Object.values(codes).reduce((sum, count) => sum + count, 0)
  if (refused + left + unplaced === 0) return
  throw new Error(
    `import-incomplete: got ${refused} mistakes in rows, expected none; ${left} rows are left out`,
  )
}

type Take = (tickets: ReadonlyArray<Import.TicketRows>) => Promise<ReadonlyArray<Import.Outcome>>

// A signal is heard between two batches, so that a batch is done or not begun.
const takeAll = async (
  take: Take,
  { spool, report }: Pick<Reading, "spool" | "report">,
): Promise<void> => {
  let stopped: string | undefined
  void untilStop().then((signal) => {
    stopped = signal
  })
  for (const { tickets, tooLarge } of spool.batches()) {
    if (stopped !== undefined)
      throw new Error(`stopped: got ${stopped}, expected none; what was done stays: run it again`)
    if (tooLarge.length > 0) await report.refused(tooLarge)
    for (const outcome of await take(tickets)) {
      await report.refused(outcome.refused)
      await report.outcome(outcome)
    }
    await new Promise((resolve) => setImmediate(resolve))
  }
}
