// The rules of notifiers as tests of node:test, for a channel that forgets the second notification;
// and a rule that is too slow.
import { setTimeout } from "node:timers/promises"
import { defineNotifier } from "@upkeep/core"
import { notifierSuite, type Suite, type Taken } from "@upkeep/testing"
import { conformance } from "@upkeep/testing/node-test"

conformance(notifierSuite, {
  name: "forgetful",
  make: () => {
    const taken: Array<Taken> = []
    const adapter = defineNotifier({
      name: "forgetful",
      channel: "email",
      send: async ({ id, to, subject, text }) => {
        if (id !== "ticket-2.7.0") taken.push({ id, to: to.address, words: `${subject} ${text}` })
        return { detail: "taken" }
      },
    })
    return { adapter, taken: async () => taken }
  },
})

const slow: Suite<null> = {
  name: "slowness",
  port: "none",
  capabilities: {},
  rules: [{ id: "slow.one", title: "ends", promises: [], run: () => setTimeout(3_000, undefined) }],
}

conformance(slow, { name: "slow", make: () => null }, { timeoutMillis: 50 })
