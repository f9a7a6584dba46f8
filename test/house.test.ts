// The architecture, checked from the sources. A rule here only ever gets stricter.
import { fileURLToPath } from "node:url"
import { describe, expect, it } from "vitest"
import { circleRules } from "./house/circles.ts"
import { documentRules } from "./house/documents.ts"
import { folderRules } from "./house/folders.ts"
import { houseOf, readHouse } from "./house/House.ts"
import { machineRules } from "./house/machine.ts"
import { packageRules } from "./house/packages.ts"
import { purityRules } from "./house/purity.ts"
import { sizeRules } from "./house/sizes.ts"
import { wordRules } from "./house/words.ts"

const rules = [
  ...packageRules,
  ...folderRules,
  ...circleRules,
  ...sizeRules,
  ...purityRules,
  ...machineRules,
  ...wordRules,
  ...documentRules,
]

describe("the house keeps its rules", () => {
  const house = readHouse(fileURLToPath(new URL("..", import.meta.url)))
  for (const { title, offenders } of rules) {
    it(title, () => {
      expect(offenders(house)).toEqual([])
    })
  }
})

describe("no rule is blind: each finds the breach that is made for it", () => {
  for (const { title, offenders, breach } of rules) {
    it(title, () => {
      expect([...offenders(houseOf(breach.files))]).toEqual(breach.found)
    })
  }
})
