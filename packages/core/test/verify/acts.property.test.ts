// Who may bring which event about, held against what is decided.
import { Result } from "effect"
import fc from "fast-check"
import { expect, it } from "vitest"
import { signalOf } from "../../src/ticket/Event.ts"
import { doersOfSignal, mayHappen } from "../../src/verify/acts.ts"
import { shape, steps, walk } from "../ticket/walks.ts"
import { statusAfter } from "../../src/ticket/evolve.ts"

it("whatever is decided, by anyone on any way, is known as something that they may bring about", () => {
  fc.assert(
    fc.property(shape, steps, (chosen, taken) => {
      walk(chosen, taken, ({ lifecycle, circumstances, before, decision }) => {
        if (Result.isFailure(decision)) return
        const { kind } = circumstances.actor
        decision.success.reduce((from, event) => {
          const configuration = lifecycle.table.get(from)
          if (configuration === undefined) throw new Error(`no ${from}`)
          const signal = signalOf(event)
          if (configuration.next.has(signal))
            expect([signal, kind, doersOfSignal(lifecycle, signal).has(kind)]).toEqual([
              signal,
              kind,
              true,
            ])
          expect([from, event.type, mayHappen(lifecycle, configuration, event.type)]).toEqual([
            from,
            event.type,
            true,
          ])
          return statusAfter(lifecycle, from, event)
        }, before.status)
      })
    }),
    { numRuns: 200 },
  )
})
