// npm start: the desk of document M behind HTTP, with what npm run demo left in its store.
import { enableCompileCache } from "node:module"
import { fileURLToPath } from "node:url"

// What Node compiled is kept for the next start, which is the faster for it. Said before all else
// is loaded.
enableCompileCache(fileURLToPath(new URL("../node_modules/.cache/compiled", import.meta.url)))
try {
  const { serve } = await import("./serve.ts")
  await serve()
} catch (error) {
  console.error(`start: ${error instanceof Error ? error.message : String(error)}`)
  process.exitCode = 1
}
