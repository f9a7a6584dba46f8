// The letters of one ticket by one channel stand in line: only the first of them is looked for, and
// those behind it are found from it. So what is blocked costs a claim nothing. A line changes under
// the lock of its ticket alone: whoever adds a letter to it holds that too.

/** The pending letter that is now the first of a line, as a subquery. */
export const nextInLine = (schema: string, line: string): string =>
  `(SELECT l.id FROM ${schema}.delivery l WHERE l.tenant = of_tenant AND l.ticket_id = ${line}.ticket_id ` +
  `AND l.channel = ${line}.channel AND l.status = 'pending' ORDER BY l.sequence LIMIT 1)`

/** The step of a line after one of its letters has left it. */
export const advanceLine = (schema: string, line: string): string =>
  `UPDATE ${schema}.delivery d SET is_first = true
      WHERE d.tenant = of_tenant AND NOT d.is_first AND d.id = ${nextInLine(schema, line)};`
