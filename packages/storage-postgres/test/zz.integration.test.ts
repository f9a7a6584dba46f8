import { storageContract } from "../../../test/contract/storage.ts"
import { store } from "./zz_store.ts"
let n = 0
storageContract({
  name: "postgres",
  make: () => {
    n += 1
    const schema = `c${process.pid}_${n}`
    return { open: () => store({ url: process.env["UPKEEP_TEST_POSTGRES_URL"], schema }) }
  },
  capabilities: { persistent: true, shared: true, search: false, archive: true, clock: true, signals: true },
})
