// Every bound of the door, with its name.

/** The bounds of what comes in. */
export interface HttpLimits {
  /** Bytes of a JSON body. */
  readonly bodyBytes: number
  /** Levels of nesting of a JSON body. */
  readonly bodyDepth: number
  /** Milliseconds in which a JSON body has to come. */
  readonly bodyMillis: number
  /** Milliseconds in which a file has to come. */
  readonly uploadMillis: number
  /**
   * Milliseconds for each step of a request that waits for somebody else: the host's actor, the
   * desk of the tenant, the work on it. The bodies have times of their own, and so has a file that
   * is kept (`uploadMillis`); how long a caller takes to fetch an answer is not bounded.
   */
  readonly requestMillis: number
  /** Requests of one principal in a minute. */
  readonly requestsPerMinute: number
  /** Requests that are worked on at the same time. */
  readonly requestsAtOnce: number
  /** Milliseconds that `close` waits for requests under way. */
  readonly closeMillis: number
}

/** The longest delay that a timer of Node takes: no `…Millis` is longer. */
export const longestTimer = 2 ** 31 - 1

/** The bounds where an option names no other. */
export const defaults: HttpLimits = {
  bodyBytes: 1024 * 1024,
  bodyDepth: 32,
  bodyMillis: 30_000,
  uploadMillis: 300_000,
  requestMillis: 30_000,
  requestsPerMinute: 1_000,
  requestsAtOnce: 1_000,
  closeMillis: 10_000,
}
