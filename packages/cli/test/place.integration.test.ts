// Which store a call is about: beside --store its schema, and how careful it is.
import { createDesk } from "@upkeep/core"
import { join } from "node:path"
import pg from "pg"
import { describe, expect, it } from "vitest"
import { placeOf, storageOf } from "../src/store.ts"
import { kinds, newStore, register, start, upkeep } from "./backups.ts"
import { newFolder } from "./serving.ts"

const query = async (url: string, sql: string): Promise<ReadonlyArray<unknown>> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  return client
    .query(sql)
    .then(({ rows }) => rows)
    .finally(() => client.end())
}

describe("--schema", () => {
  it("names the schema in which the tables are, for looks and for work", async () => {
    const store = await newStore("postgres")
    {
      const storage = await storageOf({ store, schema: "second" })
      await using desk = await createDesk({ storage, background: false })
      await register(desk)
    }
    const there = ["--store", store, "--schema", "second"]
    expect(await upkeep("show", "T-1", ...there)).toMatchObject({ code: 0, err: "" })
    const paused = await upkeep("sending", "pause", "--reason", "moving", ...there)
    expect(paused).toMatchObject({ code: 0, err: "" })
    const byVariable = await start(["sending", "show"], {
      UPKEEP_STORE: store,
      UPKEEP_SCHEMA: "second",
    }).ended
    expect(byVariable.out).toMatch(/^sending is paused since .* \(moving\)/)
    expect(await upkeep("show", "T-1", "--store", store)).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^upkeep: no-store: got no tables of Upkeep in postgres:/),
    })
    const elsewhere = await upkeep("doctor", "--store", store, "--schema", "third")
    expect(elsewhere.err).toMatch(/no tables of Upkeep in postgres:\S+ \(schema third\), expected/)
    const script = await upkeep("migrate", "sql", ...there)
    expect(script.out).toMatch(/CREATE TABLE "second"\./)
  })

  it("carries a backup into a schema of its own", async () => {
    const [store, folder] = [await newStore("postgres"), newFolder()]
    const file = join(folder, "b.jsonl")
    for (const schema of ["one", "two"]) {
      if (schema === "one") {
        const storage = await storageOf({ store, schema })
        await using desk = await createDesk({ storage, background: false })
        await register(desk)
      } else {
        const restored = await upkeep("restore", file, "--store", store, "--schema", schema)
        expect(restored.out).toMatch(/^restored into postgres:\S+ \(schema two\); nothing is sent/)
      }
      const made = await upkeep("backup", file, "--overwrite", "--store", store, "--schema", schema)
      expect(made).toMatchObject({ code: 0, err: "" })
    }
  })

  it.each([
    [["--schema", "pg_own"], 1, /^upkeep: cannot-open: .*schema: got "pg_own", expected a name of/],
    [["--schema", ""], 1, /^upkeep: cannot-open: .*schema: got "", expected a name of 1 to 63/],
    [["--durability", "none"], 78, /unknown-value: got "none", expected one of full, relaxed/],
  ])("%j of PostgreSQL is refused", async (args, code, err) => {
    const ended = await upkeep("sending", "show", "--store", "postgres://127.0.0.1:1/no", ...args)
    expect(ended).toEqual({ code, out: "", err: expect.stringMatching(err) })
  })

  it("of a file is refused, with all that is wrong beside it", async () => {
    const args = ["--store", "no.db", "--schema", "x", "--durability", "none"]
    for (const command of [["show", "T-1"], ["serve"], ["migrate", "up"]]) {
      const { code, err } = await upkeep(...command, ...args)
      expect({ command, code }).toEqual({ command, code: 78 })
      expect(err).toMatch(/invalid-value: got "x", expected a store of PostgreSQL .* --schema/)
      expect(err).toMatch(/unknown-value: got "none", expected .* --durability/)
    }
    expect(placeOf({ store: "desk.db" })).toBe("desk.db")
  })
})

describe("--durability", () => {
  it("P1 is full where nothing is said, and relaxed where that is", async () => {
    const store = await newStore("postgres")
    const storage = await storageOf({ store })
    await (await createDesk({ storage, background: false }))[Symbol.asyncDispose]()
    // What a session commits by is seen by nobody but the session itself.
    await query(
      store,
      `CREATE TABLE seen (n serial, level text);
       CREATE FUNCTION see() RETURNS trigger LANGUAGE plpgsql AS $$
         BEGIN INSERT INTO public.seen (level) SELECT current_setting('synchronous_commit'); RETURN NEW; END $$;
       CREATE TRIGGER see AFTER INSERT ON upkeep.sending FOR EACH ROW EXECUTE FUNCTION see();`,
    )
    const pause = ["sending", "pause", "--reason", "tests", "--store", store]
    for (const how of [["--durability", "relaxed"], ["--durability", "full"], []]) {
      expect(await upkeep(...pause, ...how)).toMatchObject({ code: 0, err: "" })
      await upkeep("sending", "release", "--store", store)
    }
    expect(await query(store, "SELECT level FROM seen ORDER BY n")).toEqual(
      ["off", "on", "on"].map((level) => ({ level })),
    )
  })

  it.each(kinds)("relaxed works on %s", async (kind) => {
    const store = await newStore(kind)
    const storage = await storageOf({ store, durability: "relaxed" })
    await using desk = await createDesk({ storage, background: false })
    const { number } = await register(desk)
    const shown = await upkeep("show", number, "--store", store, "--durability", "relaxed")
    expect(shown).toMatchObject({ code: 0, err: "" })
  })
})
