// The rules of storage as tests of vitest, for a store that forgets.
import { memory } from "@upkeep/core"
import { storageSuite } from "@upkeep/testing"
import { conformance } from "@upkeep/testing/vitest"

const rules = storageSuite.rules.filter(({ id }) => /^storage\.(?:kept|shared)\./.test(id))

conformance(
  { ...storageSuite, rules },
  {
    name: "forgetful",
    make: () => ({ open: () => memory() }),
    capabilities: { persistent: true },
  },
)
