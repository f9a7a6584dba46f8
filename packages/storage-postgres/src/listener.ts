// One connection that hears what other processes say. Where it breaks it is made again; what was
// said meanwhile is lost, so whoever listens looks for work when it stands again.
import { setTimeout } from "node:timers/promises"
import { Effect, type Scope } from "effect"
import type { PgClient, PgNotification } from "./pool.ts"

/** The pause before a connection that broke is made again. */
export const reconnectMillis = 1_000

/** What is listened to. */
export interface Ear {
  readonly borrow: () => Promise<PgClient>
  readonly channel: string
  /** What our own notifications carry: they are news to everybody else. */
  readonly own: string
}

/** Calls `heard` at each notification of others, until the scope ends. */
export const listenOn = (ear: Ear, heard: () => void): Effect.Effect<void, never, Scope.Scope> =>
  Effect.asVoid(
    Effect.acquireRelease(
      Effect.sync(() => {
        const over = new AbortController()
        return { over, ended: listening(ear, heard, over.signal) }
      }),
      ({ over, ended }) =>
        Effect.promise(async () => {
          over.abort()
          await ended
        }),
    ),
  )

const listening = async (ear: Ear, heard: () => void, over: AbortSignal): Promise<void> => {
  while (!over.aborted) {
    await once(ear, heard, over).catch(() => undefined)
    await setTimeout(reconnectMillis, undefined, { signal: over }).catch(() => undefined)
  }
}

const once = async (ear: Ear, heard: () => void, over: AbortSignal): Promise<void> => {
  const client = await ear.borrow()
  const { promise: broken, resolve } = Promise.withResolvers<void>()
  const notice = ({ channel, payload }: PgNotification) => {
    if (channel === ear.channel && payload !== ear.own) heard()
  }
  const end = () => resolve()
  client.on("error", end)
  client.on("end", end)
  client.on("notification", notice)
  over.addEventListener("abort", end)
  try {
    if (over.aborted) return
    await client.query({ text: `LISTEN "${ear.channel.replaceAll('"', '""')}"`, values: [] })
    heard()
    await broken
  } finally {
    over.removeEventListener("abort", end)
    client.off("notification", notice)
    // Not given back: nobody else is to hear what this one was told.
    client.release(true)
  }
}
