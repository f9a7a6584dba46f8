// A store in one file of JSON lines, with a folder of attachments beside it.
import { defineStorage, type StorageAdapter } from "@upkeep/core"
import { openAttachments } from "./attachments.ts"
import { inboundFunctions, registryFunctions } from "./books.ts"
import { openLedger } from "./ledger.ts"
import { queryFunctions } from "./query.ts"
import { ticketFunctions } from "./tickets.ts"
import { workFunctions } from "./work.ts"

/**
 * Keeps everything in memory and every change in `file`, synced before it is answered. For one
 * process at a time, and for as many tickets as memory holds: the file only ever grows.
 */
export const jsonFile = (file: string): StorageAdapter =>
  defineStorage({
    name: `json file ${file}`,
    open: async () => {
      const attachments = await openAttachments(`${file}.attachments`)
      const ledger = await openLedger(file)
      return {
        tickets: ticketFunctions(ledger),
        query: queryFunctions(ledger),
        work: workFunctions(ledger),
        registry: registryFunctions(ledger),
        inbound: inboundFunctions(ledger),
        attachments,
        close: ledger.close,
      }
    },
  })
