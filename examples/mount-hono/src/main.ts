// Serves the application until it is told to end.
import { serve } from "./app.ts"

const { url, close } = await serve(Number(process.env["PORT"] ?? 3000))
console.log(`The desk is under ${url}/support`)

for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void close())
