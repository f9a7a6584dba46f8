// Sources and tests that can be loaded again from the start, so that one mutant leaves nothing to
// the next. What stands in node_modules is loaded once.
import { readFileSync } from "node:fs"
import { registerHooks, stripTypeScriptTypes } from "node:module"
import { join } from "node:path"
import { fileURLToPath, pathToFileURL } from "node:url"

const own = new URL("./", import.meta.url).href
const parameter = /\?load=\d+$/

/** What our files import that is another thing in a run with mutants. */
const replaced: ReadonlyMap<string, string> = new Map([
  ["vitest", new URL("tests.ts", own).href],
  ["fast-check", new URL("bounded.ts", own).href],
  ["@upkeep/core", pathToFileURL(join(process.cwd(), "packages/core/src/index.ts")).href],
])

let loads = 0

/** Begins a load: what is imported by such an address, and all that it imports, is loaded anew. */
export const freshly = (): ((path: string) => string) => {
  loads += 1
  const suffix = `?load=${loads}`
  return (path) => pathToFileURL(path).href + suffix
}

const stripped = new Map<string, string>()

// Types are taken out once for all loads.
const sourceOf = (url: string): string => {
  const known = stripped.get(url)
  if (known !== undefined) return known
  const source = stripTypeScriptTypes(readFileSync(fileURLToPath(url), "utf8"))
  stripped.set(url, source)
  return source
}

registerHooks({
  resolve(specifier, context, next) {
    const { parentURL = "" } = context
    const isOwn = parentURL.startsWith(own)
    const url = isOwn ? undefined : replaced.get(specifier)
    const resolved = url === undefined ? next(specifier, context) : { url, shortCircuit: true }
    const [suffix] = parameter.exec(parentURL) ?? []
    const isOurs = resolved.url.endsWith(".ts") && !resolved.url.startsWith(own)
    return suffix === undefined || !isOurs ? resolved : { ...resolved, url: resolved.url + suffix }
  },
  load(url, context, next) {
    const plain = url.replace(parameter, "")
    if (plain === url) return next(url, context)
    return { format: "module", source: sourceOf(plain), shortCircuit: true }
  },
})
