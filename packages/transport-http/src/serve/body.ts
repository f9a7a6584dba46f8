// The body of a request: of the right kind, within its bytes, within its time.
import { HttpProblem } from "./HttpProblem.ts"
import { jsonOf } from "./json.ts"
import type { HttpLimits } from "../HttpLimits.ts"

/** Reads a JSON body, or says why not before more of it is read than may be. */
export const jsonBody = async (request: Request, limits: HttpLimits): Promise<unknown> => {
  checkMediaType(request.headers)
  return jsonOf(await bytesOf(request, limits), limits.bodyDepth)
}

/** A body as it comes in, the whole of it within `millis` (H09). */
export async function* chunksOf(request: Request, millis: number): AsyncGenerator<Uint8Array> {
  const reader = request.body?.getReader()
  if (reader === undefined) return
  const late = deadline(millis)
  try {
    while (true) {
      const { done, value } = await Promise.race([
        reader.read().catch((cause: unknown) => Promise.reject(brokenOff(cause))),
        late.passed,
      ])
      if (done) return
      yield value
    }
  } finally {
    late.cancel()
    // Nobody waits for the rest of it.
    void reader.cancel().catch(() => undefined)
  }
}

/** Refuses an encoded body: what it unpacks to nobody has bounded (H10). */
export const checkEncoding = (headers: Headers): void => {
  const encoding = headers.get("content-encoding") ?? "identity"
  if (encoding.toLowerCase() !== "identity")
    throw unsupported(`Content-Encoding ${JSON.stringify(encoding.slice(0, 64))}`, "none")
}

const checkMediaType = (headers: Headers): void => {
  checkEncoding(headers)
  const got = headers.get("content-type")
  if (got === null || !/^application\/json\s*(;\s*charset="?utf-?8"?\s*)?$/i.test(got))
    throw unsupported(
      `Content-Type ${got === null ? "nothing" : JSON.stringify(got.slice(0, 64))}`,
      "application/json in UTF-8",
      { accept: "application/json" },
    )
}

/** 415: the body is of another kind than is taken here. */
export const unsupported = (
  got: string,
  expected: string,
  headers: Readonly<Record<string, string>> = {},
): HttpProblem =>
  new HttpProblem("unsupported-media-type", { detail: `got ${got}, expected ${expected}`, headers })

const bytesOf = async (request: Request, limits: HttpLimits): Promise<Uint8Array> => {
  const { bodyBytes } = limits
  if (Number(request.headers.get("content-length") ?? 0) > bodyBytes) throw tooLarge(bodyBytes)
  const chunks: Array<Uint8Array> = []
  let length = 0
  for await (const chunk of chunksOf(request, limits.bodyMillis)) {
    length += chunk.length
    if (length > bodyBytes) throw tooLarge(bodyBytes)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks, length)
}

/** 413: what remains of the body is not read, so the connection cannot go on. */
export const tooLarge = (bytes: number): HttpProblem =>
  new HttpProblem("body-too-large", {
    detail: `got a body of more than ${bytes} bytes, expected at most that`,
    headers: { connection: "close" },
  })

const deadline = (millis: number) => {
  const { promise, reject } = Promise.withResolvers<never>()
  // A body that nobody reads on keeps no process from ending.
  const timer = setTimeout(() => reject(tooSlow(millis)), millis).unref()
  // Whoever no longer waits does not hear of it.
  promise.catch(() => undefined)
  return { passed: promise, cancel: () => clearTimeout(timer) }
}

// The caller has gone, or their connection: nothing here is at fault.
const brokenOff = (cause: unknown) =>
  new HttpProblem("body-broken-off", {
    detail: "got a body that breaks off, expected the whole of it",
    cause,
  })

const tooSlow = (millis: number) =>
  new HttpProblem("request-timeout", {
    detail: `got no whole body in ${millis} ms, expected it within that time`,
    headers: { connection: "close" },
  })
