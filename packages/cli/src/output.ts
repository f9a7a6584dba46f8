// Writing to the terminal, or to whoever reads the pipe; a reader that went away is no failure.
import { once } from "node:events"

process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error
  process.exit(0)
})

/** Writes a text, no faster than its reader reads. */
export const toOutput = async (text: string): Promise<void> => {
  if (!process.stdout.write(text)) await once(process.stdout, "drain")
}

/** Writes a line. */
export const print = (line: string): void => {
  process.stdout.write(`${line}\n`)
}

/**
 * One line from outside as a terminal may show it: control characters do nothing, and a line break
 * makes no line of its own.
 */
export const harmless = (line: string): string =>
  line.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, (character) =>
    character === "\t" ? character : escaped(character.codePointAt(0) ?? 0),
  )

const escaped = (point: number): string =>
  point > 0xffff ? `\\u{${point.toString(16)}}` : `\\u${point.toString(16).padStart(4, "0")}`
