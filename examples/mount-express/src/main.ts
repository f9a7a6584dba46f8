// Serves the application until it is told to end.
import { untilStop } from "@upkeep/transport-http"
import { serve } from "./app.ts"

const { url, close } = await serve(Number(process.env["PORT"] ?? 3000))
console.log(`The desk is under ${url}/support`)

await untilStop()
await close()
