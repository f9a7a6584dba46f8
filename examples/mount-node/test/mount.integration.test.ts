import { mountedRules } from "../../../test/contract/mounted.ts"

mountedRules("plain Node", {
  folder: new URL("../", import.meta.url),
  headersOf: (session) => ({ authorization: `Bearer ${session}` }),
})
