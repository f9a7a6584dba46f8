import { execFile } from "node:child_process"
import { once } from "node:events"
import { mkdtempSync, rmSync } from "node:fs"
import { connect } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { run } from "../../../test/contract/mounted/running.ts"
import { openDatabase } from "../src/database.ts"
import { anna, seed } from "../src/seed.ts"
import { browserOf } from "./browser.ts"

const here = new URL("../", import.meta.url)

let folder: string
let file: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "upkeep-parcel-"))
  file = join(folder, "product.db")
})

afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

/** A start that comes to its end by itself. */
const started = (port: string) =>
  new Promise<{ readonly code: unknown; readonly out: string; readonly err: string }>((resolve) => {
    const main = fileURLToPath(new URL("src/main.ts", here))
    const parts = ["--conditions=@upkeep/source", main, "--file", file, "--port", port]
    execFile(process.execPath, parts, (error, out, err) => {
      resolve({ code: error?.code ?? 0, out, err })
    })
  })

describe("npm start", () => {
  it("P19 ends when it is told to, whoever has a connection open", async () => {
    const product = await run(here, ["--port", "0", "--file", file])
    const { hostname, port } = new URL(product.url)
    const half = connect(Number(port), hostname).on("error", () => undefined)
    await once(half, "connect")
    half.write("GET /orders HTTP/1.1\r\nHost: half.example\r\n")
    const browser = await browserOf(product.url, anna)
    expect((await browser.open("/orders")).status).toBe(200)
    expect(half.closed).toBe(false)
    expect(await product.stop()).toEqual({ code: 0, complaints: "" })
    half.destroy()
  })

  it("says the passwords once, and in a line why it cannot listen", async () => {
    const product = await run(here, ["--port", "0", "--file", file])
    const taken = new URL(product.url).port
    const again = await started(taken)
    await product.stop()
    expect(again).toMatchObject({ code: 1, out: "" })
    expect(again.err).toMatch(/^parcel: .*a port on which nobody listens.*\n$/)
    rmSync(file)
    const wrong = await started("70000")
    expect(wrong.code).toBe(1)
    expect(wrong.err).toMatch(/^parcel: .*70000.*a whole number from 0 to 65535.*\n$/)
    expect(wrong.out).toContain(anna.password)
  })
})

describe("the seed", () => {
  it("that is broken off leaves a file that the next start fills", async () => {
    using db = openDatabase(file)
    db.exec(`CREATE TRIGGER stop BEFORE INSERT ON users WHEN new.id = 'olga'
      BEGIN SELECT RAISE(ABORT, 'not now'); END`)
    await expect(seed(db)).rejects.toThrow("not now")
    db.exec("DROP TRIGGER stop")
    expect([await seed(db), await seed(db)]).toEqual([true, false])
    const { users } = db.prepare("SELECT count(*) AS users FROM users").get() ?? {}
    expect(users).toBe(4)
  })
})
