// Reads everything that a tenant's store holds, and says what is not what the desk wrote (P20).
import { Effect, Result, Schema } from "effect"
import { type RegistryEntry, registryLimit } from "../../port/Registry.ts"
import * as Decode from "../../problem/Decode.ts"
import { fingerprint } from "../canonical.ts"
import { checked } from "../check.ts"
import { processKind } from "../Processes.ts"
import { parsed } from "../row.ts"
import type { Wiring } from "../wiring.ts"
import { verifyBeside } from "./beside.ts"
import * as Checkpoint from "./Checkpoint.ts"
import { damage } from "./damage.ts"
import { verifyFeed } from "./feed.ts"
import type { IntegrityQuestion } from "./Integrity.ts"
import * as tally from "./tally.ts"
import { verifyTickets } from "./tickets.ts"

const decode = Decode.strict(
  Schema.Struct({ checkpoint: Schema.optionalKey(Checkpoint.Checkpoint) }),
)

/** Verifies a tenant's store in constant memory, and changes nothing. */
export const verify = Effect.fnUntraced(function* (
  wiring: Wiring,
  question: IntegrityQuestion = {},
) {
  const { checkpoint } = yield* checked(decode(question))
  const found = tally.make()
  yield* verifyProcesses(wiring, found)
  yield* verifyTickets(wiring, found)
  yield* verifyBeside(wiring, found)
  yield* verifyFeed(wiring, found, checkpoint)
  return found.report()
})

// By another process the same events would be another ticket.
const verifyProcesses = Effect.fnUntraced(function* (
  { registry, tenant }: Wiring,
  found: tally.Tally,
) {
  let after: RegistryEntry | undefined
  do {
    const page = { ...(after && { after }), limit: registryLimit }
    const entries: ReadonlyArray<RegistryEntry> = yield* registry.list(tenant, processKind, page)
    for (const entry of entries) found.note(yield* processDamages(entry))
    after = entries.length < registryLimit ? undefined : entries.at(-1)
  } while (after !== undefined)
})

const processDamages = Effect.fnUntraced(function* ({ id, version, hash, body }: RegistryEntry) {
  const at = `process ${id}@${version}`
  const read = yield* Effect.result(parsed(body, at))
  const got = Result.isSuccess(read) ? fingerprint(read.success) : "no JSON"
  const expected = `hash ${hash}`
  return got === hash ? [] : [damage("process-changed", { got, expected }, { at })]
})
