import { mountedRules } from "../../../test/contract/mounted.ts"

mountedRules("Hono", {
  folder: new URL("../", import.meta.url),
  headersOf: (session) => ({ cookie: `session=${session}` }),
})
