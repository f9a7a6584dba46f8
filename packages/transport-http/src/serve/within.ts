// A bound on what others take their time with: the host's actor, the desk, the store.
import { HttpProblem } from "./HttpProblem.ts"

/** Milliseconds that work may take, and what is said where it takes longer. */
export interface Patience {
  readonly millis: number
  readonly late: (millis: number) => HttpProblem
}

/** Waits for work as long as may be; then its signal is aborted, and nobody waits any longer. */
export const within = async <A>(
  { millis, late }: Patience,
  work: (signal: AbortSignal) => Promise<A>,
): Promise<A> => {
  const { promise, reject } = Promise.withResolvers<never>()
  const given = new AbortController()
  const timer = setTimeout(() => {
    reject(late(millis))
    given.abort()
  }, millis)
  try {
    return await Promise.race([work(given.signal), promise])
  } finally {
    clearTimeout(timer)
  }
}

/** 503 for what has changed nothing: it may be asked again as it was. */
export const timedOut = (millis: number): HttpProblem =>
  new HttpProblem("timed-out", {
    detail: `got no answer within ${millis} ms, expected one; ask again`,
    headers: { "retry-after": "1" },
  })
