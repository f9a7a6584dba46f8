// Writes docs/traceability.md, unless a row would lose its last test.
import { existsSync, readFileSync, writeFileSync } from "node:fs"
import { allTitles, listedIn, lostBy, pageOf, pagePath } from "./page.ts"

const titles = allTitles()
const lost = existsSync(pagePath) ? lostBy(readFileSync(pagePath, "utf8"), titles) : []
if (lost.length > 0) {
  process.stderr.write(
    `trace: got no test for ${lost.join(", ")}, expected one for every row of docs/traceability.md. ` +
      "Name it in a title, or delete its part there by hand.\n",
  )
  process.exitCode = 1
} else {
  const page = pageOf(titles)
  writeFileSync(pagePath, page)
  process.stdout.write(
    `trace: ${listedIn(page).length} rows are shown by ${titles.length} titles\n`,
  )
}
