// Texts for people: plain variables and nothing else. There is no code in a text (PR25).

/** The variables that a text may name, and what they say. */
export const variables = [
  "number",
  "subject",
  "text",
  "missing",
  "assignee",
  "deskName",
  "deskEmail",
  "deskPhone",
  "deskSite",
] as const
export type Variable = (typeof variables)[number]

/** What the variables say. */
export type Values = { readonly [variable in Variable]: string }

const form = /\{\{([^{}]{1,64})\}\}/g

/**
 * The names in double braces that are none of the known variables (PR24), a known one among spaces
 * too. What can be no name (`{{a.b()}}`) is no mistake: it stays as it is written (PR25).
 */
export const unknownVariables = (
  template: string,
  known: ReadonlyArray<string> = variables,
): ReadonlyArray<string> =>
  [...template.matchAll(form)]
    .map(([, name = ""]) => name)
    .filter((name) => /^[\s\w-]+$/.test(name) && !known.includes(name))

/**
 * Puts the values into a template in one pass; what a value says is never read as a template.
 *
 * @example
 * Letter.fill("Request {{number}}", { ...Letter.none, number: "MV-1" }) // => "Request MV-1"
 */
export const fill = (template: string, values: Values): string =>
  template.replace(form, (whole, name: string) =>
    Object.hasOwn(values, name) ? values[name as Variable] : whole,
  )

/** Values that say nothing. */
export const none: Values = {
  number: "",
  subject: "",
  text: "",
  missing: "",
  assignee: "",
  deskName: "",
  deskEmail: "",
  deskPhone: "",
  deskSite: "",
}
