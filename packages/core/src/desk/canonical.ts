// One spelling for one value: JSON with sorted keys, so that equal values have equal hashes.
import { hash } from "node:crypto"

/** JSON with the keys of every object sorted. */
export const canonical = (value: unknown): string => {
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null"
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`
  const fields = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1))
  let text = ""
  for (const [name, field] of fields)
    if (field !== undefined) text += `${text && ","}${JSON.stringify(name)}:${canonical(field)}`
  return `{${text}}`
}

/** sha256 of the canonical JSON, hex. */
export const fingerprint = (value: unknown): string => hash("sha256", canonical(value))
