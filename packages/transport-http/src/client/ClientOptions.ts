// What a client is told, and what it uploads.

/** What a client is made of. */
export interface ClientOptions {
  /** Where the desk lies: `https://example.com/support`. */
  readonly baseUrl: string
  /** Headers of every request, made anew for each: the credential. */
  readonly headers?: () =>
    | Readonly<Record<string, string>>
    | Promise<Readonly<Record<string, string>>>
  /**
   * How often a call is sent again after a cut connection, a 429, a 503, or a 409 that says when.
   * Default: 2.
   */
  readonly retries?: number
  /** Default: the global `fetch`. */
  readonly fetch?: (request: Request) => Promise<Response>
}

/** A file to upload. */
export interface FileToUpload {
  readonly content: Blob | Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array> | string
  /** What it is called; the desk cleans it. */
  readonly name?: string
  /** Default: `application/octet-stream`. The desk looks at the bytes as well. */
  readonly mediaType?: string
}
