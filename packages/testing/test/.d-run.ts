import { memory } from "@upkeep/core"
import { reportText, runSuite, storageSuite } from "@upkeep/testing"
const make = () => {
  const store = memory()
  return { open: () => store }
}
const only = process.argv.slice(2)
const t = Date.now()
const report = await runSuite(storageSuite, { name: "memory", make }, only.length ? { only } : {})
console.log(reportText(report), Date.now() - t)
