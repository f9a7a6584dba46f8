// One call on the wire, and again where it broke off.
import type { ProblemDetails } from "../api/ProblemDetails.ts"
import { routes, type OperationId } from "../routes.ts"
import type { ClientOptions, FileToUpload } from "./ClientOptions.ts"
import { ProblemError } from "./ProblemError.ts"

/** What a call sends. */
export interface Sending {
  readonly params?: Readonly<Record<string, string>>
  readonly query?: Readonly<Record<string, string | number | undefined>>
  readonly json?: unknown
  readonly file?: FileToUpload
  readonly idempotencyKey?: string
  readonly version?: number
  readonly signal?: AbortSignal
}

/** The pause before a call is sent again where the desk names none, in milliseconds. */
export const retryMillis = 250
/** The longest pause that the desk may ask for, in milliseconds. */
export const retryMillisAtMost = 30_000

/** Sends a call; rejects with `ProblemError`, or with what `fetch` says after the last try. */
export const send = async (
  options: ClientOptions,
  operation: OperationId,
  sending: Sending,
): Promise<Response> => {
  // A stream can be sent once only.
  const tries = sending.file?.content instanceof ReadableStream ? 0 : (options.retries ?? 2)
  for (let left = tries; ; left--) {
    const outcome = await attempt(options, operation, sending)
    if (outcome instanceof Response && outcome.ok) return outcome
    const pause = pauseOf(outcome)
    if (left <= 0 || pause === undefined || sending.signal?.aborted === true)
      throw outcome instanceof Response ? await problemIn(outcome) : outcome.broke
    if (outcome instanceof Response) await outcome.body?.cancel()
    await rest(pause, sending.signal)
  }
}

interface Broken {
  readonly broke: unknown
}

const attempt = async (
  options: ClientOptions,
  operation: OperationId,
  sending: Sending,
): Promise<Response | Broken> => {
  const request = requestOf(options, operation, sending, await options.headers?.())
  return (options.fetch ?? globalThis.fetch)(request).catch((broke: unknown) => ({ broke }))
}

const requestOf = (
  { baseUrl }: ClientOptions,
  operation: OperationId,
  { params = {}, query = {}, json, file, idempotencyKey, version, signal }: Sending,
  given: Readonly<Record<string, string>> = {},
): Request => {
  const { method, path } = routes[operation]
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(params[name] ?? ""),
  )
  // A field that is there and says nothing asks for nothing.
  const asked = Object.entries(query).flatMap(([name, value]): ReadonlyArray<[string, string]> =>
    value === undefined ? [] : [[name, `${value}`]],
  )
  const search = asked.length === 0 ? "" : `?${new URLSearchParams(asked).toString()}`
  const headers = new Headers(given)
  if (json !== undefined) headers.set("content-type", "application/json")
  if (idempotencyKey !== undefined) headers.set("idempotency-key", idempotencyKey)
  if (version !== undefined) headers.set("if-match", `"${version}"`)
  if (file !== undefined) describe(headers, file)
  const body = file?.content ?? (json === undefined ? null : JSON.stringify(json))
  return new Request(`${baseUrl.replace(/\/$/, "")}${filled}${search}`, {
    method,
    headers,
    body,
    ...(body instanceof ReadableStream ? { duplex: "half" } : {}),
    ...(signal === undefined ? {} : { signal }),
  })
}

// RFC 8187: any name fits into a header.
const describe = (
  headers: Headers,
  { name, mediaType = "application/octet-stream" }: FileToUpload,
) => {
  headers.set("content-type", mediaType)
  if (name === undefined) return
  const encoded = encodeURIComponent(name.toWellFormed()).replaceAll(/['()*]/g, percent)
  headers.set("content-disposition", `attachment; filename*=UTF-8''${encoded}`)
}

const percent = (letter: string): string => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`

// Whoever gives the call up gives up the pause, with what `fetch` would say.
const rest = (millis: number, signal: AbortSignal | undefined): Promise<void> =>
  new Promise((resolve, reject) => {
    const end = () => {
      clearTimeout(timer)
      signal?.removeEventListener("abort", end)
      if (signal?.aborted === true) reject(signal.reason)
      else resolve()
    }
    const timer = setTimeout(end, millis)
    signal?.addEventListener("abort", end)
    if (signal?.aborted === true) end()
  })

// What may pass is tried again: a cut connection, too much at once, a store that is busy, and a
// conflict that says when it is over (the same key under way, a ticket that others keep changing).
const pauseOf = (outcome: Response | Broken): number | undefined => {
  if (!(outcome instanceof Response)) return retryMillis
  const { status, headers } = outcome
  const later = headers.get("retry-after")
  const mayPass = status === 429 || status === 503 || (status === 409 && later !== null)
  if (!mayPass) return undefined
  const seconds = Number(later)
  return seconds > 0 ? Math.min(seconds * 1_000, retryMillisAtMost) : retryMillis
}

const problemIn = async (response: Response): Promise<ProblemError> => {
  const isProblem = response.headers.get("content-type") === "application/problem+json"
  const problem: ProblemDetails | undefined = isProblem
    ? JSON.parse(await response.text())
    : undefined
  return new ProblemError(response.status, problem)
}
