// What comes in from a browser, and what goes out to it.
import type { IncomingMessage, ServerResponse } from "node:http"
import type { Html } from "./html.ts"
import type { FailureCode } from "./words.ts"

/** What a browser is answered: a page, or the way to one. */
export interface Answer {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly page?: Html
}

/** Why a request is not carried out, as people are told. */
export class Failure extends Error {
  override readonly name = "Failure"
  readonly code: FailureCode
  constructor(code: FailureCode, cause?: unknown) {
    super(code, { cause })
    this.code = code
  }
}

/** Answers a page. */
export const shown = (page: Html, status = 200): Answer => ({ status, page })

/** Sends on to a page, which is then asked for by GET. */
export const sentTo = (location: string, headers: Answer["headers"] = {}): Answer => ({
  status: 303,
  headers: { ...headers, location },
})

/** The most bytes of a form. */
export const formBytes = 256 * 1_024

/**
 * The fields of a form. Of one that is too large the rest is read and dropped: a browser hears no
 * answer before it has sent everything.
 */
export const formIn = async (request: IncomingMessage): Promise<URLSearchParams> => {
  const chunks: Array<Uint8Array> = []
  let length = 0
  for await (const chunk of bytesOf(request)) {
    length += chunk.length
    if (length <= formBytes) chunks.push(chunk)
  }
  if (length > formBytes) throw new Failure("too-large")
  return new URLSearchParams(Buffer.concat(chunks, length).toString("utf8"))
}

/** A field that has to be there. */
export const fieldIn = (form: URLSearchParams, name: string): string => {
  const value = form.get(name) ?? ""
  if (value === "") throw new Failure("bad-form")
  return value
}

/** Writes an answer. */
export const send = (response: ServerResponse, { status, headers = {}, page }: Answer): void => {
  response.writeHead(status, { ...always, ...headers })
  response.end(page?.toString())
}

// A page runs nothing, stands in no frame, and is not kept.
const always = {
  "content-type": "text/html; charset=utf-8",
  "content-security-policy":
    "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
  "x-content-type-options": "nosniff",
  "referrer-policy": "same-origin",
  "cache-control": "no-store",
}

const bytesOf = (request: IncomingMessage): AsyncIterable<Uint8Array> => request
