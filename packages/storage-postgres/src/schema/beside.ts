// What a commit stores beside its ticket: the same for one alone and for those of a batch.
import { rowsIn } from "./rows.ts"

/** How a version of the schema stores contents, beside the columns of the first. */
export interface ContentColumns {
  /** `, words` */
  readonly columns: string
  /** What goes into them, of the content `c`: `, c.words::tsvector` */
  readonly values: string
  /** Fields of the list: `, words text` */
  readonly fields: string
}

/** Stores the list `contents`, as far as `kept` says so of a content `c`. */
export const contentsStored = (
  schema: string,
  { columns, values, fields }: ContentColumns,
  kept = "true",
): string => `
  IF contents IS NOT NULL THEN
    INSERT INTO ${schema}.content (tenant, ticket_id, key, salt, body${columns})
    SELECT of_tenant, c.ticket, c.key, c.salt, c.body${values}
    FROM ${rowsIn("contents", `n integer, ticket text, key text, salt text, body text${fields}`)} c WHERE ${kept};
  END IF;
`

const letter =
  "n integer, place integer, id text, ticket text, event bigint, channel text, notice text, at bigint"

/** Stores the list `deliveries`, as far as `kept` says so of a letter `w`. */
export const lettersStored = (schema: string, kept = "true"): string => `
  IF deliveries IS NOT NULL THEN
    INSERT INTO ${schema}.delivery (tenant, id, ticket_id, event_number, channel, notice, status, wake_at, is_first)
    SELECT of_tenant, w.id, w.ticket, w.event, w.channel, w.notice, 'pending', w.at,
      row_number() OVER (PARTITION BY w.ticket, w.channel ORDER BY w.place) = 1 AND (
        SELECT d.id FROM ${schema}.delivery d WHERE d.tenant = of_tenant AND d.ticket_id = w.ticket
        AND d.channel = w.channel AND d.status = 'pending' LIMIT 1
      ) IS NULL
    FROM ${rowsIn("deliveries", letter)} w WHERE ${kept} ORDER BY w.n, w.place;
  END IF;
`
