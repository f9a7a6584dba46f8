// Long lines as RFC 5545, section 3.1, wants them.

/** The most octets of a line, its break not counted. */
const octetsAtMost = 75

/** A line in pieces of at most 75 octets, never cut inside a character. */
export const fold = (line: string): string => {
  let folded = ""
  let octets = 0
  for (const character of line) {
    const more = Buffer.byteLength(character)
    if (octets + more > octetsAtMost) {
      folded += "\r\n "
      octets = 1
    }
    folded += character
    octets += more
  }
  return folded
}
