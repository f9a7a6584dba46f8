// The PostgreSQL that tests share: one server a run; each test takes a schema of its own in it.
import { startCluster } from "./cluster.ts"

/** Names a server that is there already; the tests then start none. */
export const urlVariable = "UPKEEP_TEST_POSTGRES_URL"

/** A server for tests. */
export interface Server {
  readonly url: string
  /** Stops it, where it was started for this. */
  readonly stop: () => Promise<void>
}

/** The server that is there, else one that is started. */
export const postgres = async (): Promise<Server> => {
  const there = process.env[urlVariable]
  if (there !== undefined && there !== "") return { url: there, stop: async () => undefined }
  const cluster = await startCluster()
  return { url: cluster.url, stop: async () => cluster[Symbol.asyncDispose]() }
}
