// The layer of a desk: the ports, the office on them, and the worker in the background.
import { Clock, Context, Effect, Layer, Logger } from "effect"
import { open } from "../port/MemoryDirectory.ts"
import { memory } from "../port/MemoryStorage.ts"
import { Notifier, type NotifierAdapter, type NotifierService } from "../port/Notifier.ts"
import type * as Process from "../process/Process.ts"
import * as manualClock from "./manualClock.ts"
import * as Office from "./Office.ts"
import type { DeskOptions } from "./options.ts"
import * as StoreClock from "./StoreClock.ts"
import * as Worker from "./Worker.ts"

/** Builds a desk of its options and of the process that was made of them. */
export const layerOf = (options: DeskOptions, process: Process.Process | undefined) => {
  const storage = options.storage ?? memory()
  const ports = Layer.mergeAll(storage.layer, (options.directory ?? open()).layer)
  const office = Layer.unwrap(
    Effect.map(notifiersOf(options.notify ?? []), (notifiers) =>
      Office.layer({
        ...(process === undefined ? {} : { process }),
        notifiers,
        tenant: options.tenant ?? Office.onlyTenant,
        channels: options.channels ?? [],
        serve: options.serve ?? "opened",
        publish: options.publish ?? true,
        ...(options.maxOpenCommands === undefined
          ? {}
          : { maxOpenCommands: options.maxOpenCommands }),
      }),
    ),
  )
  const background = options.background === false ? Layer.empty : Worker.background
  const desk = background.pipe(
    Layer.provideMerge(office),
    Layer.provideMerge(options.now === undefined ? StoreClock.layer : Layer.empty),
    Layer.provideMerge(ports),
    // What the background has to say is for the operator; standard output is the host's.
    Layer.provideMerge(Logger.layer([Logger.withConsoleError(Logger.formatLogFmt)])),
  )
  return options.now === undefined
    ? desk
    : Layer.provideMerge(desk, Layer.succeed(Clock.Clock, manualClock.make(options.now)))
}

const notifiersOf = Effect.fnUntraced(function* (adapters: ReadonlyArray<NotifierAdapter>) {
  const notifiers = new Map<string, NotifierService>()
  for (const { channel, layer } of adapters) {
    const built = yield* Layer.build(layer)
    notifiers.set(channel, Context.get(built, Notifier))
  }
  return notifiers
})
