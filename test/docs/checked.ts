// Turns an example into a module that checks itself: what `// =>` says is what comes out.
import { isNode, listOf, type Node, parse } from "../house/Syntax.ts"

interface Edit {
  readonly start: number
  readonly end: number
  readonly text: string
}

/**
 * The code with a check for each `// => value` behind a statement, on its line or on the next ones.
 * `// => throws words` says that it throws, with these words in its message.
 */
export const checked = (where: string, code: string): string => {
  const { nodes, comments } = parse(`${where}.ts`, code)
  const statements = listOf(nodes[0]?.["body"])
  const edits = statements.flatMap((statement, index) => {
    const end = statements[index + 1]?.start ?? code.length
    const behind = comments.filter((each) => each.start >= statement.end && each.end <= end)
    const said = saidBy(code, statement, behind)
    return said === undefined ? [] : editsOf(where, code, statement, said)
  })
  return edits
    .toSorted((a, b) => b.start - a.start)
    .reduce((text, { start, end, text: by }) => text.slice(0, start) + by + text.slice(end), code)
}

// The value begins with `=>` and goes on in the comments right below.
const saidBy = (
  code: string,
  statement: Node,
  comments: ReadonlyArray<{ readonly value: string; readonly start: number; readonly end: number }>,
): string | undefined => {
  const [first, ...rest] = comments
  if (first === undefined || !first.value.trimStart().startsWith("=>")) return undefined
  if (/\S|\n\s*\n/.test(code.slice(statement.end, first.start))) return undefined
  let end = first.end
  const below = rest.filter((comment) => {
    const follows = /^\n[ \t]*$/.test(code.slice(end, comment.start))
    if (follows) ({ end } = comment)
    return follows
  })
  return [first, ...below]
    .map(({ value }) => value)
    .join("\n")
    .replace("=>", "")
    .trim()
}

const editsOf = (
  where: string,
  code: string,
  statement: Node,
  said: string,
): ReadonlyArray<Edit> => {
  const name = JSON.stringify(where)
  const { start, end, expression } = statement
  if (isNode(expression)) {
    const text = code.slice(expression.start, expression.end)
    const thrown = /^throws\s+(.*)$/s.exec(said)?.[1]
    const check =
      thrown === undefined
        ? `__is(${name}, (${text}), (${said}))`
        : `await __throws(${name}, async () => (${text}), ${JSON.stringify(thrown)})`
    return [{ start, end, text: `;${check};` }]
  }
  const bound = boundBy(statement)
  return bound === undefined
    ? []
    : [{ start: end, end, text: `;__is(${name}, ${bound}, (${said}));` }]
}

const boundBy = ({ declarations }: Node): string | undefined => {
  const [only, ...others] = listOf(declarations)
  const id = only?.["id"]
  return others.length === 0 && isNode(id) && typeof id["name"] === "string"
    ? id["name"]
    : undefined
}
