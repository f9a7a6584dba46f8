// Before the tests of a project that needs PostgreSQL: one server for all projects of the run.
import { postgres, urlVariable } from "./server.ts"

export default async (): Promise<() => Promise<void>> => {
  const { url, stop } = await postgres()
  // Workers and the processes that tests start inherit it.
  process.env[urlVariable] = url
  return stop
}
