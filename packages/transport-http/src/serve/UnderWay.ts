// Requests with a key, while they are under way: the same key again waits its turn outside (H43).
import { HttpProblem } from "./HttpProblem.ts"

/** The keys of this process that are being worked on. */
export interface UnderWay {
  /** Does the work, unless work under this key is under way. */
  readonly once: <A>(key: string, work: () => Promise<A>) => Promise<A>
}

/** None yet. */
export const make = (): UnderWay => {
  const keys = new Set<string>()
  return {
    once: async (key, work) => {
      if (keys.has(key)) throw inProgress
      keys.add(key)
      try {
        return await work()
      } finally {
        keys.delete(key)
      }
    },
  }
}

const inProgress = new HttpProblem("request-in-progress", {
  detail: "got a key whose request is still under way, expected a moment of patience",
  headers: { "retry-after": "1" },
})
