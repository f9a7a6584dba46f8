// The text of a log, piece by piece: of a file or of standard input, packed by gzip or not. What it
// is, its first bytes say and not its name.
import { createReadStream } from "node:fs"
import { Readable } from "node:stream"
import { createGunzip } from "node:zlib"
import { LogError, problemAt } from "./LogError.ts"

/** What names standard input. */
export const standardInput = "-"

const magic = [0x1f, 0x8b]
const lineFeed = "\n"

/** Reads the text of a log; what is no text ends it with a `LogError`. */
export async function* textsOf(file: string): AsyncGenerator<string, undefined> {
  // A byte order mark is no part of the text: the decoder takes it off.
  const decoder = new TextDecoder("utf-8", { fatal: true })
  const input = file === standardInput ? process.stdin : createReadStream(file)
  let line = 1
  try {
    for await (const bytes of unpacked(chunksOf(input))) {
      const text = decoded(decoder, line, bytes)
      yield text
      for (let at = text.indexOf(lineFeed); at !== -1; at = text.indexOf(lineFeed, at + 1))
        line += 1
    }
    decoded(decoder, line)
  } finally {
    // Who has read enough does not wait for whoever still writes.
    input.destroy()
  }
}

type Bytes = AsyncIterable<Uint8Array>

async function* chunksOf(input: Readable): Bytes {
  try {
    for await (const chunk of input) if (chunk instanceof Uint8Array) yield chunk
  } catch (cause) {
    throw damaged("cannot-read-log", cause, "a log that can be read to its end")
  }
}

async function* unpacked(chunks: Bytes): Bytes {
  const rest = chunks[Symbol.asyncIterator]()
  let first = new Uint8Array()
  while (first.length < magic.length) {
    const { value, done = false } = await rest.next()
    if (done) break
    first = Buffer.concat([first, value])
  }
  const whole = async function* () {
    yield first
    yield* { [Symbol.asyncIterator]: () => rest }
  }
  const isPacked = magic.every((byte, index) => first[index] === byte)
  yield* isPacked ? gunzipped(whole()) : whole()
}

async function* gunzipped(chunks: Bytes): Bytes {
  const packed = Readable.from(chunks, { objectMode: false })
  const plain = createGunzip()
  // What went wrong before reaches whoever reads.
  packed.on("error", (cause) => plain.destroy(cause)).pipe(plain)
  try {
    for await (const chunk of plain) if (chunk instanceof Uint8Array) yield chunk
  } catch (cause) {
    if (cause instanceof LogError) throw cause
    throw damaged("log-damaged", cause, "what gzip packed, whole")
  }
}

type Decoder = InstanceType<typeof TextDecoder>

const decoded = (decoder: Decoder, line: number, bytes?: Uint8Array): string => {
  try {
    return bytes === undefined ? decoder.decode() : decoder.decode(bytes, { stream: true })
  } catch {
    const expected = `text in UTF-8, after line ${line}`
    throw new LogError([problemAt(undefined, { code: "not-utf-8", got: "other bytes", expected })])
  }
}

const damaged = (code: string, cause: unknown, expected: string): LogError => {
  const got = cause instanceof Error ? cause.message : String(cause)
  return new LogError([problemAt(undefined, { code, got, expected })])
}
