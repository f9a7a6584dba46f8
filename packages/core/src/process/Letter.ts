// Texts for people: plain variables and nothing else. There is no code in a text (PR25).

/** The variables that a text may name, and what they say. */
export const variables = [
  "number",
  "subject",
  "text",
  "missing",
  "assignee",
  /** The clock that the event is about, or the one that is due next; and when, in local time. */
  "clock",
  "dueAt",
  "priority",
  /** Of a list: its questions, and the options that are offered, each in a line of its own. */
  "questions",
  "options",
  /** By when the customer may expect it, in local time. */
  "promisedAt",
  /** Of a release: what it updates, and to which version. */
  "component",
  "version",
  /** Why the request is rejected, in the words of the process. */
  "reason",
  /** The last way that was given to go on until the answer comes. */
  "workaround",
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
  clock: "",
  dueAt: "",
  priority: "",
  questions: "",
  options: "",
  promisedAt: "",
  component: "",
  version: "",
  reason: "",
  workaround: "",
  deskName: "",
  deskEmail: "",
  deskPhone: "",
  deskSite: "",
}

/**
 * An instant as a reader of a language writes it, in a zone, with the zone's offset.
 *
 * @example
 * Letter.time(Date.UTC(2026, 10, 24, 6), "+03:00", "en")
 * // => "November 24, 2026 at 09:00 GMT+3"
 */
export const time = (at: number, timeZone: string, language: string): string =>
  new Intl.DateTimeFormat(language, {
    timeZone,
    year: "numeric",
    month: "long",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    timeZoneName: "shortOffset",
  }).format(at)
