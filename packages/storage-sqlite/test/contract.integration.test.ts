// SQLite keeps the contract that every store keeps.
import { storageContract } from "../../../test/contract/storage.ts"
import { sqlite } from "../src/index.ts"
import { newFile } from "./place.ts"

storageContract("sqlite", () => sqlite({ file: newFile() }))
