// What strangers compile with and run on. The project itself has one compiler and one Node; the
// others are installed beside the empty project, so that none is found from inside it by accident.
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs"
import { delimiter, join } from "node:path"
import { ran } from "./ran.ts"
import { started, type Started } from "./started.ts"

/** The compilers and the Nodes, with the names under which they are installed. */
export const compilers = {
  "TypeScript 5.9": "typescript-5.9",
  "TypeScript 6": "typescript-6",
  "TypeScript 7": "typescript",
} as const
export const nodes = { "Node 22": "node-22", "Node 24": "node" } as const

const brought = {
  "typescript-5.9": "npm:typescript@5.9.3",
  "typescript-6": "npm:typescript@6.0.3",
  "node-22": "npm:node@22.23.3",
}
const own = ["typescript", "node"]

/** Makes a folder of all tools: those of this project, and those that only strangers have. */
export const bringTools = async (root: string, at: string): Promise<void> => {
  mkdirSync(at)
  // The package `node` fetches its binary by a script.
  const manifest = { private: true, allowScripts: { "node-22": true }, dependencies: brought }
  writeFileSync(join(at, "package.json"), JSON.stringify(manifest))
  await ran("npm", ["install", "--no-audit", "--no-fund"], { cwd: at })
  for (const name of own)
    symlinkSync(join(root, "node_modules", name), join(at, "node_modules", name))
}

const tscOf = (tools: string, alias: string): string =>
  join(tools, "node_modules", alias, "bin/tsc")

/** Compiles a folder of programs; what the compiler has to say, nothing where all is well. */
export const compile = async (tools: string, alias: string, at: string): Promise<string> => {
  const said = ["tsconfig.json", "tsconfig.xstate.json"].map((config) =>
    ran(process.execPath, [tscOf(tools, alias), "-p", config], { cwd: at }).catch(String),
  )
  return (await Promise.all(said)).join("")
}

/** Runs a command in a folder, where `node` is this one. */
export const onNode = (
  tools: string,
  alias: string,
  command: ReadonlyArray<string>,
  at: string,
): Promise<string> => {
  const [file = "", ...args] = command
  return ran(file, args, { cwd: at, env: environmentOf(tools, alias) })
}

/** Starts a command that goes on until it is told to stop, where `node` is this one. */
export const startedOnNode = (
  tools: string,
  alias: string,
  command: ReadonlyArray<string>,
  at: string,
): Started => {
  const [file = "", ...args] = command
  return started(file, args, { cwd: at, env: environmentOf(tools, alias) })
}

const environmentOf = (tools: string, alias: string) => ({
  PATH: [join(tools, "node_modules", alias, "bin"), process.env["PATH"]].join(delimiter),
  // What READMEs take from the environment.
  SMTP_PASSWORD: "secret",
})

/** What the compilers and the Nodes say they are, by the names that they have here. */
export const versionsSaid = async (tools: string): Promise<ReadonlyMap<string, string>> => {
  const said = [
    ...Object.entries(compilers).map(async ([name, alias]) => {
      const version = await ran(process.execPath, [tscOf(tools, alias), "--version"], {
        cwd: tools,
      })
      return [name, version.replace("Version ", "TypeScript ")] as const
    }),
    ...Object.entries(nodes).map(async ([name, alias]) => {
      const version = await onNode(tools, alias, ["node", "--version"], tools)
      return [name, version.replace("v", "Node ")] as const
    }),
  ]
  return new Map(await Promise.all(said))
}
