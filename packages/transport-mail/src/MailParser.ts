// Reads mails in a thread of their own: bounded in time and heap, replaced when a mail breaks it.
import { Worker } from "node:worker_threads"
import type { Reading } from "./MailFacts.ts"
import type { MailLimits } from "./MailLimits.ts"

/** A reader of mails; one thread is kept warm for all of them. */
export interface MailParser {
  /** Reads a mail; mails that come together are read one after the other. Never rejects. */
  readonly read: (raw: Uint8Array) => Promise<Reading>
  /** Ends the thread. A mail asked for later starts another one. */
  readonly close: () => Promise<void>
}

/** A reader within these limits. Its thread starts with the first mail and keeps no process up. */
export const make = (limits: MailLimits): MailParser => {
  let thread: Thread | undefined
  let last: Promise<unknown> = Promise.resolve()
  const end = async () => {
    const ended = thread
    thread = undefined
    await ended?.worker.terminate()
  }
  const readNow = async (raw: Uint8Array): Promise<Reading> => {
    if (thread === undefined || thread.isBroken) thread = startThread(limits)
    const reading = await ask(thread, raw, limits)
    if (thread.isBroken) await end()
    return reading
  }
  return {
    read: (raw) => {
      const reading = last.then(() => readNow(raw))
      last = reading
      return reading
    },
    close: () => last.then(end),
  }
}

interface Thread {
  readonly worker: Worker
  /** Takes the answer that is waited for. */
  settle: (reading: Reading) => void
  isBroken: boolean
}

// The thread's file lies beside this one: TypeScript in the sources, JavaScript in the package.
const file = new URL(
  import.meta.url.endsWith(".ts") ? "./worker.ts" : "./worker.js",
  import.meta.url,
)

// The thread gets neither our environment nor our flags: a mail can do nothing with either.
const startThread = ({ heapMebibytes }: MailLimits): Thread => {
  const worker = new Worker(file, {
    env: {},
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: heapMebibytes, stackSizeMb: 4 },
  })
  const thread: Thread = { worker, settle: () => {}, isBroken: false }
  worker.on("message", (reading: Reading) => thread.settle(reading))
  worker.on("error", (error) => breakOff(thread, `the reading thread failed: ${String(error)}`))
  worker.on("exit", () => breakOff(thread, "the reading thread ended"))
  worker.unref()
  return thread
}

const breakOff = (thread: Thread, detail: string): void => {
  thread.isBroken = true
  thread.settle({ refused: { outcome: "quarantined", reason: "unparseable", detail } })
}

// The process stays alive while an answer is waited for, and only then.
const ask = (thread: Thread, raw: Uint8Array, limits: MailLimits): Promise<Reading> =>
  new Promise((resolve) => {
    const timer = setTimeout(
      () => breakOff(thread, `the mail was not read within ${limits.parseMillis} ms`),
      limits.parseMillis,
    )
    thread.settle = (reading) => {
      thread.settle = () => {}
      clearTimeout(timer)
      thread.worker.unref()
      resolve(reading)
    }
    thread.worker.ref()
    const copy = new Uint8Array(raw)
    thread.worker.postMessage({ raw: copy, limits }, [copy.buffer])
  })
