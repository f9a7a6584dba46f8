// Pages from templates: whatever is put into one is escaped, unless it is a piece of a page itself.

/** A piece of a page. */
export class Html {
  readonly #text: string
  constructor(text: string) {
    this.#text = text
  }
  toString(): string {
    return this.#text
  }
}

/** What can stand in a template. */
export type Value = string | number | Html | ReadonlyArray<Html>

/** Makes a piece of a page; attributes are written in quotes. */
export const html = (parts: TemplateStringsArray, ...values: ReadonlyArray<Value>): Html =>
  new Html(parts.map((part, index) => `${part}${shown(values[index] ?? "")}`).join(""))

const shown = (value: Value): string => {
  if (value instanceof Html) return value.toString()
  if (typeof value === "object") return value.map(shown).join("\n")
  return `${value}`.replaceAll(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`)
}
