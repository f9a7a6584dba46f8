// An application needs no setting for the desk. What stands here is this project's own: packages
// come from their sources, where others have them from a registry, and what Next builds lies where
// the project keeps what is built.
import { readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"

const root = new URL("../../", import.meta.url)

/** The source behind each name under which a package is imported, relative to this folder. */
const sourcesOf = (folder) => {
  const text = readFileSync(new URL(`${folder}/package.json`, root), "utf8")
  const { name, exports } = JSON.parse(text)
  return Object.entries(exports)
    .filter(([, targets]) => "@upkeep/source" in Object(targets))
    .map(([door, targets]) => [
      door.replace(".", name),
      targets["@upkeep/source"].replace(".", `../../${folder}`),
    ])
}

export default {
  distDir: "dist",
  turbopack: {
    root: fileURLToPath(root),
    resolveAlias: Object.fromEntries(
      ["packages/core", "packages/transport-http"].flatMap(sourcesOf),
    ),
  },
}
