// upkeep diagram: a process as a picture, as tables, as a description for its customers.
import { Description } from "@upkeep/core"
import { description, matrix, mermaid, page, statuses, svg } from "@upkeep/diagram"
import { existsSync } from "node:fs"
import { basename } from "node:path"
import type { Options } from "../options.ts"
import { put } from "../put.ts"
import { isThere } from "../unwritten.ts"
import { UsageError } from "../UsageError.ts"
import { type Settings, settingsOf } from "./settings.ts"

/** Draws or describes the process of a file. */
export const diagram = async (file: string | undefined, options: Options): Promise<void> => {
  if (file === undefined)
    throw new UsageError("got no process, expected: upkeep diagram FILE, or the name of a process")
  const settings = settingsOf(file, options)
  if (settings.format === "all") return putAll(settings, options)
  put(textOf(settings), options)
}

const textOf = ({ format, process, languages, ...asked }: Settings): string => {
  switch (format) {
    case "svg":
      return svg(Description.chart(process, asked))
    case "mermaid":
      return mermaid(Description.chart(process, asked))
    case "statuses":
      return `${statuses(process, asked)}\n`
    case "matrix":
      return `${matrix(process, asked)}\n`
    case "description": {
      const told = languages.flatMap((language) => description(process, language) ?? [])
      return `${told.join("\n\n")}\n`
    }
    case "all":
      return page(process, asked)
  }
}

// A page in a file shows the picture, which lies beside it; one that is printed draws it itself.
const putAll = ({ process, ...asked }: Settings, options: Options): void => {
  const out = options.said("out")
  if (out === undefined) return put(page(process, asked), options)
  const picture = out.endsWith(".md") ? out.replace(/\.md$/, ".svg") : `${out}.svg`
  const there = [picture, out].find((file) => existsSync(file))
  if (there !== undefined && !options.overwrite) throw isThere(there, options)
  put(svg(Description.chart(process, asked)), into(picture, options))
  put(page(process, { ...asked, picture: basename(picture) }), options)
}

const into = (file: string, options: Options): Options => ({
  ...options,
  said: (name) => (name === "out" ? file : options.said(name)),
})
