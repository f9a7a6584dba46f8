// JSON as people keep it in files.

const columns = 100

/** JSON of which every list and object that fits into a line stands on one. */
export const pretty = (value: unknown, margin = ""): string => {
  if (typeof value !== "object" || value === null) return JSON.stringify(value)
  const inner = `${margin}  `
  const isList = Array.isArray(value)
  const parts = isList
    ? value.map((each: unknown) => pretty(each, inner))
    : Object.entries(value).map(([key, each]) => `${JSON.stringify(key)}: ${pretty(each, inner)}`)
  const line = isList ? `[${parts.join(", ")}]` : `{ ${parts.join(", ")} }`
  const fits = !line.includes("\n") && margin.length + line.length <= columns
  if (parts.length === 0) return isList ? "[]" : "{}"
  if (fits && margin !== "") return line
  const [open, close] = isList ? ["[", "]"] : ["{", "}"]
  return `${open}\n${parts.map((part) => `${inner}${part}`).join(",\n")}\n${margin}${close}`
}
