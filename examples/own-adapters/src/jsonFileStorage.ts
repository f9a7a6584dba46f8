// A store in one file of JSON lines, with a folder of attachments beside it.
import { defineStorage, type StorageAdapter } from "@upkeep/core"
import { openAttachments } from "./attachments.ts"
import { inboundFunctions, registryFunctions } from "./books.ts"
import { feedFunctions } from "./feed.ts"
import { openLedger } from "./ledger.ts"
import { takeLock } from "./lock.ts"
import { queryFunctions } from "./query.ts"
import { ticketFunctions } from "./tickets.ts"
import { workFunctions } from "./work.ts"

/**
 * Keeps everything in memory and every change in `file`, synced before it is answered. For one
 * desk at a time, which a lock beside the file keeps, and for as many tickets as memory holds: the
 * file only ever grows.
 */
export const jsonFile = (file: string): StorageAdapter =>
  defineStorage({
    name: `json file ${file}`,
    // It is for one process: a lock keeps a second one out.
    capabilities: { persistent: true },
    open: async () => {
      // What was opened is closed again where the rest fails; the lock goes last.
      await using opening = new AsyncDisposableStack()
      opening.defer(await takeLock(`${file}.lock`))
      const ledger = await openLedger(file)
      opening.defer(ledger.close)
      const attachments = await openAttachments(`${file}.attachments`)
      const opened = opening.move()
      return {
        tickets: ticketFunctions(ledger),
        query: queryFunctions(ledger),
        work: workFunctions(ledger),
        registry: registryFunctions(ledger),
        inbound: inboundFunctions(ledger),
        attachments,
        feed: feedFunctions(ledger),
        close: () => opened.disposeAsync(),
      }
    },
  })
