// The reading thread: one mail in, its facts out. It is killed where a mail takes too much.
import { parentPort } from "node:worker_threads"
import type { MailLimits } from "./MailLimits.ts"
import { read } from "./read/Read.ts"

/** What the thread is asked. */
export interface ReadRequest {
  readonly raw: Uint8Array
  readonly limits: MailLimits
}

parentPort?.on("message", ({ raw, limits }: ReadRequest) => {
  void read(raw, limits).then((reading) => {
    const buffers = new Set(reading.facts?.attachments.map(({ bytes }) => bytes.buffer))
    parentPort?.postMessage(reading, [...buffers])
  })
})
// The code is loaded: what happens from here on is a mail's doing.
parentPort?.postMessage("ready", [])
