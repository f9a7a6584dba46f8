import { mountedRules } from "../../../test/contract/mounted.ts"

mountedRules("Next", {
  folder: new URL("../", import.meta.url),
  headersOf: (session) => ({ cookie: `session=${session}` }),
  // Next ends with 128 and the number of the signal, SIGTERM's being 15.
  exitCode: 143,
})
