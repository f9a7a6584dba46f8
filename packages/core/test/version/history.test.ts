// What may be published after what: components (M-17), the product by orders (B-10).
import { Result } from "effect"
import { describe, expect, it } from "vitest"
import * as ProductVersion from "../../src/version/ProductVersion.ts"
import * as Version from "../../src/version/Version.ts"
import * as VersionHistory from "../../src/version/VersionHistory.ts"

/** The history after a version, or the message of the refusal. */
const after = (name: Version.SchemeName, published: ReadonlyArray<string>, version: string) => {
  const judged = VersionHistory.publish(Version.named(name), published, version)
  return Result.isSuccess(judged) ? judged.success : judged.failure.message
}

describe("a number never comes back and never goes down", () => {
  it("M-17 builds of a component go up; those of another one have numbers of their own", () => {
    expect(after("componentBuild", ["3.12.7"], "3.12.8")).toEqual(["3.12.7", "3.12.8"])
    expect(after("componentBuild", ["3.12.7"], "3.4.1")).toEqual(["3.12.7", "3.4.1"])
    expect(after("componentBuild", ["3.12.7"], "4.12.1")).toEqual(["3.12.7", "4.12.1"])
  })

  it("version-reused: one that is there, and one that is written otherwise and is the same", () => {
    expect(after("componentBuild", ["3.12.7", "3.4.1"], "3.12.7")).toBe(
      'version-reused: got "3.12.7", expected a version that was never published, at version',
    )
    expect(after("semver", ["1.0.0+a"], "1.0.0+b")).toMatch(/^version-reused: got "1.0.0\+b"/)
    expect(after("calver", ["2026.04"], "2026.4")).toMatch(/^version-reused/)
    expect(after("opaque", ["20H2", "21H1"], "20H2")).toMatch(/^version-reused/)
  })

  it("version-goes-back: one before any that is there, which is named", () => {
    expect(after("componentBuild", ["4.12.1", "4.4.9"], "3.12.99")).toBe(
      'version-goes-back: got "3.12.99", expected a version after 4.12.1, at version',
    )
    expect(after("sequence", ["v.0.0.9"], "v.0.0.8")).toMatch(/^version-goes-back/)
    expect(after("semver", ["2.0.0"], "2.0.0-rc.1")).toMatch(/^version-goes-back/)
  })

  it("B-09 the next number follows the one published last; of what people choose there is none", () => {
    expect(VersionHistory.next(Version.named("sequence"), [])).toBe("v.0.0.1")
    expect(VersionHistory.next(Version.named("sequence"), ["v.0.0.1", "v.0.0.4"])).toBe("v.0.0.5")
    expect(VersionHistory.next(Version.named("componentBuild", 4), [])).toBe("1.4.1")
    expect(VersionHistory.next(Version.named("opaque"), ["20H2"])).toBeUndefined()
  })
})

const order = { number: "14-П", date: "2026-11-21", signer: "И. Петров" }
const product = {
  version: "2.0",
  order,
  components: [
    { component: "orders", version: "v.0.0.7" },
    { component: "search", version: "1.4.2" },
  ],
}
const known: { readonly [component: string]: Version.SchemeName } = {
  orders: "sequence",
  search: "componentBuild",
}
const schemeOf = (component: string) => {
  const name = Object.hasOwn(known, component) ? known[component] : undefined
  return name === undefined ? undefined : Version.named(name)
}
/** What is wrong with a version of the product: `code path`, or nothing. */
const saidOf = (input: unknown) => {
  const made = ProductVersion.make(input, schemeOf)
  return Result.isSuccess(made) ? [] : made.failure.map(({ code, path }) => `${code} ${path}`)
}
const parts = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ component: `c${index}`, version: "v.0.0.1" }))
const inRow = () => Version.named("sequence")
const ordered = (number: string, date = order.date, version = `of ${number}`) => ({
  ...product,
  version,
  order: { ...order, number, date },
})

describe("the version of the product", () => {
  it("B-10 is set by an order (number, date, signer) over the versions of its components", () => {
    expect(Result.getOrThrow(ProductVersion.make(product, schemeOf))).toEqual(product)
  })

  it("B-10 everything that is wrong with it is told at once", () => {
    const components = [
      { component: "orders", version: "7" },
      { component: "billing", version: "v.0.0.1" },
      { component: "orders", version: "v.0.0.8" },
      { component: "constructor", version: "1" },
      { component: "billing", version: "" },
    ]
    expect(saidOf({ ...product, version: "two words", components })).toEqual([
      "invalid-version version",
      "invalid-version components[0].version",
      "unknown-component components[1].component",
      "duplicate-name components[2].component",
      "unknown-component components[3].component",
      "duplicate-name components[4].component",
    ])
    expect(saidOf({ ...product, order: {}, components: [], by: "me" })).toEqual([
      "unknown-field by",
      "missing-field order.number",
      "missing-field order.date",
      "missing-field order.signer",
      "empty components",
    ])
  })

  it.each([
    ["T03", { date: "2026-02-30" }, "invalid-date order.date"],
    ["T03", { date: "2025-02-29" }, "invalid-date order.date"],
    ["T03", { date: "21.11.2026" }, "invalid-date order.date"],
    ["T06", { date: "1969-12-31" }, "invalid-date order.date"],
    ["T06", { date: "2201-01-01" }, "invalid-date order.date"],
    ["H22", { number: " \u200b" }, "empty order.number"],
    ["H24", { number: "14\u0000" }, "forbidden-character order.number"],
    ["H25", { signer: "\ud800" }, "invalid-unicode order.signer"],
    ["V07", { number: "1".repeat(321) }, "too-long order.number"],
  ])("%s of its order %o is refused", (_, over, said) => {
    expect(saidOf({ ...product, order: { ...order, ...over } })).toEqual([said])
    expect(saidOf({ ...product, order: { ...order, date: "2024-02-29" } })).toEqual([])
  })

  it("holds 1,000 components and not one more", () => {
    const { componentsAtMost } = ProductVersion
    const isMade = [componentsAtMost, componentsAtMost + 1].map((count) =>
      Result.isSuccess(ProductVersion.make({ ...product, components: parts(count) }, inRow)),
    )
    expect(isMade).toEqual([true, false])
  })

  it.each([
    ["9-П", "2026-11-20", "10-П", "2026-11-21", "before"],
    ["9-П", "2026-11-21", "14-П", "2026-11-21", "before"],
    ["14-П", "2026-11-21", "14-П", "2026-11-21", "same"],
    ["014-П", "2026-11-21", "14-П", "2026-11-21", "same"],
    ["14-П", "2026-11-21", "2-К", "2026-11-21", "incomparable"],
    ["П-14", "2026-11-21", "П-15", "2026-11-21", "incomparable"],
    ["1".repeat(16), "2026-11-21", "2", "2026-11-21", "incomparable"],
  ] as const)("B-10 order %s of %s and %s of %s: %s", (one, day, other, otherDay, found) => {
    const [a, b] = [ordered(one, day), ordered(other, otherDay)]
    const opposite = { before: "after", same: "same", incomparable: "incomparable" } as const
    expect(ProductVersion.compare(a, b)).toBe(found)
    expect(ProductVersion.compare(b, a)).toBe(opposite[found])
  })

  it("B-10 comes after the orders before it; neither an order nor a name comes back", () => {
    const publish = (version: ProductVersion.ProductVersion) => {
      const judged = VersionHistory.publish(ProductVersion.byOrder, [ordered("14-П")], version)
      return Result.isSuccess(judged) ? judged.success.length : judged.failure.code
    }
    expect(publish(ordered("15-П"))).toBe(2)
    expect(publish(ordered("1-П", "2026-11-22"))).toBe(2)
    expect(publish(ordered("2-К"))).toBe(2)
    expect(publish(ordered("14-П", order.date, "2.1"))).toBe("version-reused")
    expect(publish(ordered("15-П", order.date, "of 14-П"))).toBe("version-reused")
    expect(publish(ordered("99-П", "2026-11-20"))).toBe("version-goes-back")
  })
})
