// A notifier made of async functions: for those who write a channel without Effect.
import { Effect, Layer, Predicate, type Scope } from "effect"
import {
  type Accepted,
  type Notification,
  Notifier,
  type NotifierAdapter,
  type NotifierService,
  NotifyError,
} from "../port/Notifier.ts"
import * as Problem from "../problem/Problem.ts"
import { wordsOf } from "./define/call.ts"
import * as faults from "./define/faults.ts"
import { InvalidInput } from "./DeskError.ts"

/** What goes with a notification. */
export interface SendOptions {
  /**
   * Fires when the desk stops, or waits no longer (after 150 seconds): let go of the channel then.
   */
  readonly signal: AbortSignal
}

/** An open channel. */
export interface NotifierFunctions {
  /**
   * Gives a notification to the channel. Answer once the channel has taken it: from then on it
   * counts as delivered. `detail` is kept with the delivery, clipped to 1,000 characters.
   *
   * Throw a `NotifyError` to say why it was not taken; anything else that is thrown is `temporary`.
   */
  readonly send: (notification: Notification, options: SendOptions) => Promise<Accepted>
  /** Called once, when the desk has stopped. */
  readonly close?: () => Promise<void>
}

/** What names a notifier. */
export interface NotifierName {
  /** What messages call the notifier; not empty. */
  readonly name: string
  /** The channel that it serves, as the notices of the process name it: `email`. */
  readonly channel: string
}

/** A notifier with something to open, such as a connection. */
export interface OpenedNotifier extends NotifierName {
  /**
   * Opens the channel when a desk starts. What it throws keeps the desk from starting: a
   * `NotifyError` as it is, anything else as `temporary`.
   */
  readonly open: () => Promise<NotifierFunctions>
}

/** A notifier to define: its functions, or how to open them. */
export type NotifierDefinition = (NotifierName & NotifierFunctions) | OpenedNotifier

/**
 * Makes a notifier of async functions: `send` beside the name, or `open`, which returns it.
 *
 * What `send` throws, a `NotifyError` excepted, is `temporary`: trouble of the network and mistakes
 * alike are tried again with growing pauses, eleven times, under the same id, and then parked. An
 * answer without `detail` is `permanent` (`invalid-answer`): the channel may have taken it, and
 * nobody should get it eleven times.
 *
 * Throws `InvalidInput` for a definition with mistakes, all of them at once. A function that is
 * missing from what `open` returned keeps the desk from starting, with a permanent `NotifyError`.
 *
 * @example
 * const sent: Array<string> = []
 * const notebook = defineNotifier({
 *   name: "notebook",
 *   channel: "email",
 *   send: async ({ id, subject }) => {
 *     sent.push(subject)
 *     return { detail: `line ${sent.length} is ${id}` }
 *   },
 * })
 * await using desk = await createDesk({ notify: [notebook], background: false })
 * const actor = { kind: "customer", id: "anna" } as const
 * const requester = { address: "anna@example.com" }
 * const request = { subject: "Login fails", text: "Since noon.", requester }
 * await desk.submit({ actor, command: { type: "register", channel: "email", ...request } })
 * await desk.work()
 * sent // => ["We have received your request T-1"]
 */
export const defineNotifier = (definition: NotifierDefinition): NotifierAdapter => {
  const problems = faults.definitionFaults(definition, fieldsOf(definition))
  if (problems.length > 0) throw new InvalidInput({ problems })
  const { name, channel } = definition
  return { name, channel, layer: Layer.effect(Notifier, opened(definition)) }
}

const functionFields: faults.Fields = {
  send: faults.asyncFunction,
  close: faults.optionalFunction,
}

const fieldsOf = (definition: unknown): faults.Fields => {
  const isOpened = Predicate.isObject(definition) && "open" in definition
  return {
    name: faults.name,
    channel: faults.name,
    ...(isOpened ? { open: faults.asyncFunction } : functionFields),
  }
}

const opened = Effect.fnUntraced(function* (
  definition: NotifierDefinition,
): Effect.fn.Return<NotifierService, NotifyError, Scope.Scope> {
  const open = async () => ("open" in definition ? definition.open() : definition)
  const functions = yield* Effect.acquireRelease(
    Effect.tryPromise({ try: open, catch: (cause) => errorOf(cause) }),
    (functions) => Effect.promise(async () => functions?.close?.()),
  )
  const problems = faults.fieldFaults(functions, functionFields)
  if (problems.length > 0) return yield* incomplete(definition, problems)
  return { send: (notification) => send(definition, functions, notification) }
})

const send = ({ name }: NotifierName, functions: NotifierFunctions, notification: Notification) =>
  Effect.flatMap(
    Effect.tryPromise({
      try: async (signal) => functions.send(notification, { signal }),
      catch: errorOf,
    }),
    (answer) => (isAccepted(answer) ? Effect.succeed(answer) : invalidAnswer(name, answer)),
  )

const isAccepted = (answer: unknown): answer is Accepted =>
  Predicate.isObject(answer) && typeof answer["detail"] === "string"

const invalidAnswer = (name: string, answer: unknown) => {
  const got = Problem.show(answer)
  return new NotifyError({
    reason: "permanent",
    detail: `invalid-answer: send of ${name} answered ${got}, expected { detail } with a text; the channel may have taken it: mend send`,
  })
}

const errorOf = (cause: unknown): NotifyError =>
  cause instanceof NotifyError
    ? cause
    : new NotifyError({ reason: "temporary", detail: wordsOf(cause), cause })

const incomplete = ({ name }: NotifierName, problems: ReadonlyArray<Problem.Problem>) =>
  new NotifyError({
    reason: "permanent",
    detail: `${name}: open returned no whole notifier: ${faults.inOneLine(problems)}`,
  })
