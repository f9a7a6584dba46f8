// The documents of the processes say what the processes do, and the examples show theirs.
import { existsSync, readFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"
import { describe, expect, it } from "vitest"
import { documents } from "./processes/documents.ts"

const root = fileURLToPath(new URL("..", import.meta.url))
const textAt = (path: string): string =>
  existsSync(join(root, path)) ? readFileSync(join(root, path), "utf8") : ""

describe("docs/processes", () => {
  it.each(documents().map(({ path, text }) => [path, text] as const))(
    "%s is what the process says today",
    (path, text) => {
      expect(textAt(path) === text, `${path} is out of date: run npm run processes`).toBe(true)
    },
  )

  it.each([
    ["mixvel-desk", "mixvel"],
    ["business-connect-desk", "business-connect"],
    ["approval-desk", "approval"],
  ])("the README of examples/%s shows the picture and names the page of %s", (desk, name) => {
    const readme = `examples/${desk}/README.md`
    const linked = [...textAt(readme).matchAll(/\]\(([^)]*docs\/processes\/[^)]*)\)/g)].map(
      ([, path = ""]) => join(dirname(readme), path),
    )
    expect(linked).toEqual([`docs/processes/${name}.svg`, `docs/processes/${name}.md`])
    for (const path of linked) expect(existsSync(join(root, path)), path).toBe(true)
  })
})
