// The project as the rules see it: its files, its sources, its packages.
import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { type Import, importsOf } from "./imports.ts"
import { type Parsed, parse } from "./Syntax.ts"

/** A text file; the path is relative to the root, with forward slashes. */
export interface File {
  readonly path: string
  readonly text: string
}

/** A TypeScript file. */
export interface Source extends File {
  readonly parsed: Parsed
  readonly imports: ReadonlyArray<Import>
  /** The line of an offset, from 1. */
  readonly lineAt: (offset: number) => number
}

/** What of a package.json matters here. */
export interface Manifest {
  readonly name: string
  readonly exports?: { readonly [door: string]: string | { readonly [condition: string]: string } }
  readonly dependencies?: Dependencies
  readonly peerDependencies?: Dependencies
  readonly devDependencies?: Dependencies
  readonly optionalDependencies?: Dependencies
}

export type Dependencies = { readonly [name: string]: string }

/** A workspace of the project. */
export interface Package {
  /** `packages/core` */
  readonly folder: string
  readonly manifest: Manifest
}

/** The whole project. */
export interface House {
  readonly files: ReadonlyArray<File>
  readonly sources: ReadonlyArray<Source>
  readonly packages: ReadonlyArray<Package>
  readonly root: Manifest
  readonly has: (path: string) => boolean
  readonly textOf: (path: string) => string
}

/** A project made of texts by path: the real one, or a small one that breaks a rule. */
export const houseOf = (texts: { readonly [path: string]: string }): House => {
  const files = Object.entries(texts).map(([path, text]) => ({ path, text }))
  const manifestAt = (path: string): Manifest => JSON.parse(texts[path] ?? '{"name":""}')
  return {
    files,
    sources: files.filter(({ path }) => path.endsWith(".ts")).map(sourceOf),
    packages: Object.keys(texts)
      .filter((path) => /^(?:packages|examples)\/[^/]+\/package\.json$/.test(path))
      .map((path) => ({
        folder: path.replace(/\/package\.json$/, ""),
        manifest: manifestAt(path),
      })),
    root: manifestAt("package.json"),
    has: (path) => Object.hasOwn(texts, path),
    textOf: (path) => texts[path] ?? "",
  }
}

const sourceOf = (file: File): Source => {
  const starts = [0, ...[...file.text.matchAll(/\n/g)].map(({ index }) => index + 1)]
  const lineAt = (offset: number) => starts.findLastIndex((start) => start <= offset) + 1
  const parsed = parse(file.path, file.text)
  return { ...file, parsed, imports: importsOf(parsed.nodes), lineAt }
}

/** Reads the project: every text file that git would take. */
export const readHouse = (root: string): House => {
  const isIgnored = ignoredBy(readFileSync(join(root, ".gitignore"), "utf8"))
  const paths = readdirSync(root, { withFileTypes: true }).flatMap((entry) => {
    if (entry.name === ".git" || isIgnored(entry.name, entry.isDirectory())) return []
    return entry.isDirectory() ? pathsBelow(root, entry.name, isIgnored) : [entry.name]
  })
  const texts = paths.filter((path) => textFile.test(path))
  return houseOf(
    Object.fromEntries(texts.map((path) => [path, readFileSync(join(root, path), "utf8")])),
  )
}

const textFile = /(?:\.(?:ts|mts|js|mjs|json|md|yml|yaml|txt|sh)|\/run|LICENSE|ignore)$/

type Ignored = (name: string, isFolder: boolean) => boolean

// `.gitignore` here has two forms of lines: a folder's name with a slash, and `*.ending`.
const ignoredBy = (gitignore: string): Ignored => {
  const lines = gitignore.split("\n").filter((line) => line !== "" && !line.startsWith("#"))
  return (name, isFolder) =>
    lines.some((line) => {
      const pattern = line.replace(/\/$/, "")
      if (line.endsWith("/") && !isFolder) return false
      return pattern.startsWith("*") ? name.endsWith(pattern.slice(1)) : name === pattern
    })
}

const pathsBelow = (root: string, folder: string, isIgnored: Ignored): ReadonlyArray<string> =>
  readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`
    if (isIgnored(entry.name, entry.isDirectory())) return []
    return entry.isDirectory() ? pathsBelow(root, path, isIgnored) : [path]
  })

/** The workspace in which a file lies, or undefined for the root's own. */
export const packageOf = ({ packages }: House, path: string): Package | undefined =>
  packages.find(({ folder }) => path.startsWith(`${folder}/`))

/** Whether a file is part of what a package publishes (or an example shows), not of its tests. */
export const isShipped = (path: string): boolean =>
  /^(?:packages|examples)\/[^/]+\/src\//.test(path)
