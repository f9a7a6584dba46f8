// Lists as texts: to take JSON apart would cost a third as much again as to store what it holds.

/** What stands in lists, as variables of a function that is given their mark. */
export const marks = `
  row_end CONSTANT text := mark || 'r';
  cell_end CONSTANT text := mark || 'c';
  none CONSTANT text := mark || 'n';`

/**
 * The rows of a list, as a subquery with these fields (`n integer, ticket text`): between two rows,
 * between two cells and for null there is the mark with a letter behind it.
 */
export const rowsIn = (list: string, fields: string): string => {
  const columns = fields.split(", ").map((field, index) => {
    const [name = "", type = ""] = field.split(" ")
    return `cell[${index + 1}]${type === "text" ? "" : `::${type}`} AS ${name}`
  })
  return `(
      SELECT ${columns.join(", ")} FROM (
        SELECT string_to_array(line, cell_end, none) AS cell
        FROM unnest(string_to_array(${list}, row_end)) AS line OFFSET 0
      ) cells
    )`
}
