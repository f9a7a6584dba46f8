import { fillPostgres } from "../../../bench/storage/fill.ts"
const n = Number(process.argv[2])
const t = performance.now()
await fillPostgres("postgres://postgres@localhost:5999/postgres", process.argv[3] ?? "upkeep", { tickets: n, now: Date.now() })
console.log(n, Math.round(performance.now() - t), "ms")
