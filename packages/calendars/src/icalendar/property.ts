// The edge to ical.js: one unfolded content line as a property.
import ICAL from "ical.js"

/** A property of RFC 5545, section 3.1, with its values in the form of jCal (RFC 7265). */
export interface Property {
  /** In lower case. */
  readonly name: string
  readonly parameters: { readonly [name: string]: unknown }
  readonly values: ReadonlyArray<unknown>
  /** Its line, unfolded. */
  readonly text: string
  /** Where it stands, counted from 1. */
  readonly line: number
}

/** The property of a line; nothing where ical.js cannot read it. */
export const propertyOf = (text: string, line: number): Property | undefined => {
  try {
    const read: unknown = ICAL.parse.property(text)
    if (!Array.isArray(read)) return undefined
    const [name, parameters, , ...values]: ReadonlyArray<unknown> = read
    if (typeof name !== "string" || !isRecord(parameters)) return undefined
    return { name, parameters, values, text, line }
  } catch {
    return undefined
  }
}

/** The text of a property with one value. */
export const textOf = (property: Property | undefined): string | undefined => {
  const [value] = property?.values ?? []
  return typeof value === "string" ? value : undefined
}

/** A line as RFC 5545 writes it, escaped and not yet folded; the type is that of the value. */
export const lineOf = (name: string, type: string, value: unknown): string =>
  ICAL.stringify.property([name, {}, type, value], ICAL.design.icalendar, true)

export const isRecord = (value: unknown): value is { readonly [key: string]: unknown } =>
  typeof value === "object" && value !== null && !Array.isArray(value)
