// The packages as they would be published: built from a copy of their sources, and packed.
import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from "node:fs"
import { basename, dirname, join } from "node:path"
import type { Manifest } from "../house/House.ts"
import { ran } from "./ran.ts"

/** A package in its tarball. */
export interface Packed {
  readonly manifest: Manifest
  readonly tarball: string
  /** What is in the tarball, relative to the package. */
  readonly files: ReadonlyArray<string>
  /** The text of one of these files. */
  readonly textOf: (file: string) => string
}

/** Whether a package is for strangers at all. */
export const isPublished = (manifest: Manifest): boolean =>
  !("private" in manifest && manifest.private === true)

/**
 * Builds and packs every package of a project that is published. The copy lies in a folder inside
 * the project, where it finds what npm installed, but neither the sources nor an older build.
 */
export const packedFrom = async (root: string, at: string): Promise<ReadonlyArray<Packed>> => {
  for (const file of readdirSync(root).filter((name) => settings.test(name)))
    cpSync(join(root, file), join(at, file))
  cpSync(join(root, "packages"), join(at, "packages"), { recursive: true, filter: isSource })
  const packages = readdirSync(join(at, "packages")).map((name) => {
    const folder = join(at, "packages", name)
    const manifest: Manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"))
    return { folder, manifest }
  })
  for (const { folder, manifest } of packages) link(folder, join(at, "node_modules", manifest.name))
  await ran("npm", ["run", "build"], { cwd: at })
  const published = packages.filter(({ manifest }) => isPublished(manifest))
  const names = published.map(({ manifest }) => `--workspace=${manifest.name}`)
  const said: ReadonlyArray<Said> = JSON.parse(
    await ran("npm", ["pack", "--json", "--pack-destination", at, ...names], { cwd: at }),
  )
  return published.map(({ folder, manifest }) => {
    const { filename = "", files = [] } = said.find(({ name }) => name === manifest.name) ?? {}
    return {
      manifest,
      tarball: join(at, filename),
      files: files.map(({ path }) => path),
      textOf: (file) => readFileSync(join(folder, file), "utf8"),
    }
  })
}

/** What `npm pack --json` says of a package. */
interface Said {
  readonly name: string
  readonly filename: string
  readonly files: ReadonlyArray<{ readonly path: string }>
}

const settings = /^(?:package|tsconfig.*)\.json$/

const isSource = (path: string): boolean => !["dist", "test"].includes(basename(path))

const link = (target: string, path: string): void => {
  mkdirSync(dirname(path), { recursive: true })
  symlinkSync(target, path)
}
