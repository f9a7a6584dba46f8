// PostgreSQL keeps the rules that every store keeps, in schemas and side by side.
import { storageContract } from "../../../test/contract/storage.ts"
import { postgres } from "../src/index.ts"
import { newSchema, serverUrl } from "./place.ts"

storageContract(
  {
    name: "postgres",
    make: () => {
      const schema = newSchema()
      return { open: () => postgres({ url: serverUrl(), schema }) }
    },
  },
  { concurrent: true },
)
