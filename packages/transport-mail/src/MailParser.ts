// Reads mails in a thread of their own: bounded in time and heap, replaced when a mail breaks it.
import { Worker } from "node:worker_threads"
import { Data } from "effect"
import type { Reading } from "./MailFacts.ts"
import type { MailLimits } from "./MailLimits.ts"

/** The reading thread did not start: no mail's fault. The mail at hand was not booked. */
export class MailReaderError extends Data.TaggedError("MailReaderError")<{
  readonly detail: string
}> {
  /** Whatever the reader failed of, as this error. */
  static readonly of = (cause: unknown): MailReaderError =>
    cause instanceof MailReaderError ? cause : new MailReaderError({ detail: String(cause) })

  override get message(): string {
    return `reader-failed: got ${this.detail}, expected a thread that reads mails`
  }
}

/** A reader of mails; one thread is kept warm for all of them. */
export interface MailParser {
  /**
   * Reads a mail; mails that come together are read one after the other. Rejects only where no
   * thread starts (`MailReaderError`); the next mail asks for another one.
   */
  readonly read: (raw: Uint8Array) => Promise<Reading>
  /** Ends the thread. A mail asked for later starts another one. */
  readonly close: () => Promise<void>
}

/** A reader within these limits. Its thread starts with the first mail and keeps no process up. */
export const make = (limits: MailLimits, file = ownFile): MailParser => {
  let thread: Thread | undefined
  let last: Promise<unknown> = Promise.resolve()
  const end = async () => {
    const ended = thread
    thread = undefined
    await ended?.worker.terminate()
  }
  const readNow = async (raw: Uint8Array): Promise<Reading> => {
    if (thread === undefined || thread.isBroken) thread = startThread(limits, file)
    try {
      await started(thread)
      return await ask(thread, raw, limits)
    } finally {
      if (thread.isBroken) await end()
    }
  }
  return {
    read: (raw) => {
      const reading = last.then(() => readNow(raw))
      last = reading.catch(() => {})
      return reading
    },
    close: () => last.then(end),
  }
}

interface Thread {
  readonly worker: Worker
  /** Comes when the thread can read; with a reason, where it never will. */
  readonly start: PromiseWithResolvers<string | undefined>
  /** Takes the answer that is waited for. */
  settle: (reading: Reading) => void
  isBroken: boolean
}

/** Time to start a thread, in which it loads its code. */
const startMillis = 30_000

// In a checkout the sources run, and find each other by a condition.
const isSource = import.meta.url.endsWith(".ts")

// The thread's file lies beside this one: TypeScript in the sources, JavaScript in the package.
const ownFile = new URL(isSource ? "./worker.ts" : "./worker.js", import.meta.url)

// The thread gets neither our environment nor the host's flags: a mail can do nothing with either.
const startThread = ({ heapMebibytes }: MailLimits, file: URL): Thread => {
  const worker = new Worker(file, {
    env: {},
    execArgv: isSource ? ["--conditions=@upkeep/source"] : [],
    resourceLimits: { maxOldGenerationSizeMb: heapMebibytes, stackSizeMb: 4 },
  })
  const start = Promise.withResolvers<string | undefined>()
  const thread: Thread = { worker, start, settle: () => {}, isBroken: false }
  worker.on("message", (said: "ready" | Reading) =>
    said === "ready" ? start.resolve(undefined) : thread.settle(said),
  )
  worker.on("error", (error) => breakOff(thread, `the reading thread failed: ${String(error)}`))
  worker.on("exit", () => breakOff(thread, "the reading thread ended"))
  worker.unref()
  return thread
}

const breakOff = (thread: Thread, detail: string): void => {
  thread.isBroken = true
  thread.start.resolve(detail)
  thread.settle({ refused: { outcome: "quarantined", reason: "unparseable", detail } })
}

// What ends a thread before it was ready is no mail, for it was given none.
const started = async (thread: Thread): Promise<void> => {
  const late = `the reading thread did not start within ${startMillis} ms`
  const timer = setTimeout(() => breakOff(thread, late), startMillis)
  thread.worker.ref()
  const failure = await thread.start.promise
  clearTimeout(timer)
  thread.worker.unref()
  if (failure !== undefined) throw new MailReaderError({ detail: failure })
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
