// The examples of the documents: fenced blocks of READMEs and `@example`s of docstrings.

/** A piece of code that a document shows. */
export interface Example {
  /** `packages/core/README.md:12` */
  readonly where: string
  /** The file that holds it, relative to the root. */
  readonly path: string
  readonly code: string
  /** Why it is not run; empty where it is. */
  readonly ignored: string
  /** The file of which it shows a part; empty where it is the document's own. */
  readonly from: string
}

const fence = /^```(?<language>ts|jsx?)(?<words>[ \t][^\n]*)?\n(?<code>.*?)^```$/gms

/**
 * The blocks of code of a Markdown file. ` ```ts ignore because … ` is not run, and says why; a
 * part of a file that is run elsewhere is fenced ` ```ts from FILE `. `js` and `jsx` are never run:
 * one that is from no file has to say why, as any other.
 */
export const ofMarkdown = (path: string, text: string): ReadonlyArray<Example> =>
  [...text.matchAll(fence)].map(({ index, groups }) => {
    const words = groups?.["words"]?.trim() ?? ""
    const from = /^from (?<file>\S+)$/.exec(words)?.groups?.["file"] ?? ""
    const language = groups?.["language"] ?? ""
    const isRun = language === "ts" && from === "" && !words.startsWith("ignore")
    const ignored = isRun ? "" : words || language
    return { where: at(path, text, index), path, code: groups?.["code"] ?? "", ignored, from }
  })

const docstring = /^[ \t]*\/\*\*.*?\*\//gms
const shown = /@example[ \t]*\n(?<code>.*?)(?=\n@|$(?![\s\S]))/s

/** The `@example`s of a source. */
export const ofSource = (path: string, text: string): ReadonlyArray<Example> =>
  [...text.matchAll(docstring)].flatMap((found) => {
    const words = found[0]
      .replace(/\s*\*\/$/, "")
      .split("\n")
      .map((line) => line.replace(/^\s*\*? ?/, ""))
      .join("\n")
    const code = shown.exec(words)?.groups?.["code"]
    if (code === undefined) return []
    return [{ where: at(path, text, found.index), path, code, ignored: "", from: "" }]
  })

const at = (path: string, text: string, index: number): string =>
  `${path}:${text.slice(0, index).split("\n").length}`
