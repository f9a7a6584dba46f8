// The rules of storage as tests of vitest, for a store that forgets; and a rule that is too slow.
import { setTimeout } from "node:timers/promises"
import { memory } from "@upkeep/core"
import { storageSuite, type Suite } from "@upkeep/testing"
import { conformance } from "@upkeep/testing/vitest"

const rules = storageSuite.rules.filter(({ id }) => /^storage\.(?:kept|shared)\./.test(id))

conformance(
  { ...storageSuite, rules },
  {
    name: "forgetful",
    make: () => ({ open: () => memory() }),
    // It declares for itself that it is shared; each of these places has another one.
    capabilities: { persistent: true, shared: false },
  },
)

const slow: Suite<null> = {
  name: "slowness",
  port: "none",
  capabilities: {},
  rules: [{ id: "slow.one", title: "ends", promises: [], run: () => setTimeout(3_000, undefined) }],
}

conformance(slow, { name: "slow", make: () => null }, { timeoutMillis: 50 })
