// SQLite keeps the rules that every store keeps, in files and side by side.
import { storageContract } from "../../../test/contract/storage.ts"
import { sqlite } from "../src/index.ts"
import { newFile } from "./place.ts"

storageContract({
  name: "sqlite",
  make: () => {
    const file = newFile()
    return { open: () => sqlite({ file }) }
  },
})
