// The parts of files as rows, a few at a time, so that no file is ever held whole.
import { Effect } from "effect"
import type { Answer, Connection } from "./connection.ts"
import { integer, text } from "./row.ts"

/** The most bytes of one part. */
export const partBytes = 65_536

/** How many parts one statement stores or reads. */
export const partsAtOnce = 8

/** How long an upload may last before it is taken for abandoned: a day. */
export const abandonedMillis = 86_400_000

/** Whose parts are meant. */
interface Place {
  readonly tenant: string
  readonly upload: string
}

/** A file that is whole with its last parts. */
interface Ending extends Place {
  readonly hash: string
  readonly bytes: number
  /** The upload that stands under the hash and is not whole; undefined where there is none. */
  readonly replaced: string | undefined
}

/** Parts of files, as rows. */
export type Parts = ReturnType<typeof partsOf>

const run = <A>(answer: Answer<A>): Promise<A> => Effect.runPromise(answer)

/** The parts on a connection. What goes wrong is thrown as a `StoreError`. */
export const partsOf = ({ read, write, schema }: Connection) => {
  const sql = statements(schema)
  return {
    /** The file under a hash. */
    find: async (tenant: string, hash: string) => {
      const [row] = await run(read(sql.find, [tenant, hash]))
      return row && { upload: text(row, "upload"), bytes: integer(row, "bytes") }
    },
    /** Stores parts of an upload that goes on. */
    add: async (place: Place, from: number, chunks: ReadonlyArray<Uint8Array>) => {
      const parts = [place.tenant, place.upload, from, listed(chunks)]
      await run(write(sql.add, [...parts, abandonedMillis / 1_000]))
    },
    /** Stores the last parts and names the file; false where another stands there by now. */
    end: async (file: Ending, from: number, chunks: ReadonlyArray<Uint8Array>) => {
      const { tenant, upload, hash, bytes, replaced = null } = file
      const parts = [tenant, upload, from, listed(chunks)]
      return (await run(write(sql.end, [...parts, hash, bytes, replaced]))).length > 0
    },
    /** Forgets what an upload brought. */
    drop: async ({ tenant, upload }: Place) => {
      await run(write(sql.drop, [tenant, upload]))
    },
    /** Holds the file under a hash from now on, and says how long it is. */
    hold: async (tenant: string, hash: string) => {
      const [row] = await run(write(sql.hold, [tenant, hash]))
      return row && integer(row, "bytes")
    },
    /** Removes the file under a hash if nobody held it for so long; false where it did not. */
    remove: async (tenant: string, hash: string, unheldMillis: number) =>
      (await run(write(sql.remove, [tenant, hash, unheldMillis / 1_000]))).length > 0,
    chunks: async function* ({ tenant, upload }: Place): AsyncGenerator<Uint8Array> {
      for (let from = 0; ; from += partsAtOnce) {
        const rows = await run(read(sql.read, [tenant, upload, from]))
        for (const row of rows) yield Buffer.from(text(row, "content"), "base64")
        if (rows.length < partsAtOnce) return
      }
    },
  }
}

const listed = (chunks: ReadonlyArray<Uint8Array>): string =>
  JSON.stringify(chunks.map((chunk) => Buffer.from(chunk).toString("base64")))

const statements = (schema: string) => {
  const insert =
    `INSERT INTO ${schema}.attachment_part (tenant, upload, number, content) ` +
    "SELECT $1, $2, $3::integer + place - 1, decode(chunk, 'base64') " +
    "FROM json_array_elements_text($4::text::json) WITH ORDINALITY AS part (chunk, place)"
  const dropped = `DELETE FROM ${schema}.attachment_upload WHERE tenant = $1 AND upload = $2`
  const dropParts = `DELETE FROM ${schema}.attachment_part WHERE tenant = $1 AND upload = $2`
  return {
    find: `SELECT upload, bytes FROM ${schema}.attachment WHERE tenant = $1 AND hash = $2`,
    read:
      `SELECT encode(content, 'base64') AS content FROM ${schema}.attachment_part ` +
      `WHERE tenant = $1 AND upload = $2 AND number >= $3 ORDER BY number LIMIT ${partsAtOnce}`,
    // Whoever brings a long file takes away what others left behind.
    add:
      `WITH old AS (DELETE FROM ${schema}.attachment_upload ` +
      "WHERE begun_at < now() - make_interval(secs => $5) RETURNING tenant, upload), " +
      `gone AS (DELETE FROM ${schema}.attachment_part AS part USING old ` +
      "WHERE part.tenant = old.tenant AND part.upload = old.upload), " +
      `begun AS (INSERT INTO ${schema}.attachment_upload (tenant, upload) VALUES ($1, $2) ` +
      `ON CONFLICT DO NOTHING) ${insert}`,
    end:
      `WITH ended AS (${dropped}), parts AS (${insert}) ` +
      `INSERT INTO ${schema}.attachment AS standing (tenant, hash, bytes, upload) VALUES ($1, $5, $6, $2) ` +
      "ON CONFLICT (tenant, hash) DO UPDATE SET upload = excluded.upload, bytes = excluded.bytes, held_at = now() " +
      "WHERE standing.upload = $7 RETURNING 1",
    // Of a hold and a removal at one moment the second waits for the first, and looks again.
    hold: `UPDATE ${schema}.attachment SET held_at = now() WHERE tenant = $1 AND hash = $2 RETURNING bytes`,
    remove:
      `WITH gone AS (DELETE FROM ${schema}.attachment WHERE tenant = $1 AND hash = $2 ` +
      "AND held_at <= now() - make_interval(secs => $3) RETURNING upload), " +
      `parts AS (DELETE FROM ${schema}.attachment_part AS part USING gone ` +
      "WHERE part.tenant = $1 AND part.upload = gone.upload) SELECT 1 AS removed FROM gone",
    drop: `WITH ended AS (${dropped}) ${dropParts}`,
  }
}

/** Content in groups of at most `partsAtOnce` chunks, each of `partBytes` but the last. */
export async function* chunksIn(
  content: AsyncIterable<Uint8Array>,
): AsyncGenerator<ReadonlyArray<Uint8Array>> {
  const size = partBytes * partsAtOnce
  let held: Array<Uint8Array> = []
  let bytes = 0
  for await (const chunk of content) {
    held.push(chunk.slice())
    bytes += chunk.length
    if (bytes < size) continue
    const all = Buffer.concat(held)
    const whole = all.length - (all.length % size)
    for (let at = 0; at < whole; at += size) yield cut(all.subarray(at, at + size))
    held = [all.subarray(whole)]
    bytes = all.length - whole
  }
  if (bytes > 0) yield cut(Buffer.concat(held))
}

const cut = (bytes: Uint8Array): ReadonlyArray<Uint8Array> =>
  Array.from({ length: Math.ceil(bytes.length / partBytes) }, (_, index) =>
    bytes.subarray(index * partBytes, (index + 1) * partBytes),
  )
