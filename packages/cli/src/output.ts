// Writing to the terminal, or to whoever reads the pipe; a reader that went away is no failure.

process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error
  process.exit(0)
})

/** Writes a line. */
export const print = (line: string): void => {
  process.stdout.write(`${line}\n`)
}

/** A text from outside as a terminal may show it: control characters do nothing. */
export const harmless = (text: string): string =>
  text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) =>
    character === "\n" || character === "\t"
      ? character
      : `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  )
