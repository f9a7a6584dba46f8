// The picture: nothing lies upon anything else, nothing of a profile is markup, and everything of
// the chart is in it.
import { Description } from "@upkeep/core"
import { describe, expect, it } from "vitest"
import { svg } from "../src/index.ts"
import { harmless, hostile, processOf, profiles, step, stepped } from "./given.ts"

interface Box {
  readonly kind: string
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

const attribute = (tag: string, name: string): string =>
  new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1] ?? ""

const boxesIn = (picture: string): ReadonlyArray<Box> =>
  [...picture.matchAll(/<rect [^>]*>/g)]
    .map(([tag]) => ({
      kind: attribute(tag, "class"),
      x: Number(attribute(tag, "x")),
      y: Number(attribute(tag, "y")),
      width: Number(attribute(tag, "width")),
      height: Number(attribute(tag, "height")),
    }))
    .filter(({ kind }) => /^(?:card|behind|open|completed|closed)\b/.test(kind))

// The mark of the legend is moved into its place, and overlaps nothing there.
const isDrawn = ({ x, y }: Box) => x > 1 || y > 1

const meets = (a: Box, b: Box) =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height

const named = ({ kind, x, y }: Box) => `${kind} ${x},${y}`

/** What lies upon something: cards and labels, each with every other. */
const overlapping = (picture: string): ReadonlyArray<string> => {
  const boxes = boxesIn(picture).filter(isDrawn)
  const apart = boxes.filter(({ kind }) => /^(?:card|behind)/.test(kind))
  return apart.flatMap((one, index) =>
    apart
      .slice(index + 1)
      .filter((other) => meets(one, other))
      .map((other) => `${named(one)} on ${named(other)}`),
  )
}

/** Labels that lie upon the box of the completion. */
const across = (picture: string): ReadonlyArray<string> => {
  const boxes = boxesIn(picture)
  const completed = boxes.filter(({ kind }) => kind === "completed")
  const labels = boxes.filter(({ kind }) => kind.startsWith("behind"))
  return labels.filter((label) => completed.some((box) => meets(label, box))).map(named)
}

/** Cards that no box holds wholly, and anything that the picture does not. */
const outside = (picture: string): ReadonlyArray<string> => {
  const boxes = boxesIn(picture).filter(isDrawn)
  const frames = boxes.filter(({ kind }) => /^(?:open|completed|closed)$/.test(kind))
  const holds = (frame: Box, { x, y, width, height }: Box) =>
    x >= frame.x &&
    y >= frame.y &&
    x + width <= frame.x + frame.width &&
    y + height <= frame.y + frame.height
  const [, wide = "", high = ""] = /viewBox="0 0 (\d+) (\d+)"/.exec(picture) ?? []
  const whole: Box = { kind: "page", x: 0, y: 0, width: Number(wide), height: Number(high) }
  return boxes
    .filter((box) =>
      box.kind.startsWith("card") ? !frames.some((frame) => holds(frame, box)) : !holds(whole, box),
    )
    .map(named)
}

/** Tags that do not end where they should; a picture that is well formed has none. */
const unclosed = (xml: string): ReadonlyArray<string> => {
  const open: Array<string> = []
  const wrong: Array<string> = []
  for (const [, end = "", name = "", alone = ""] of xml.matchAll(/<(\/?)([\w-]+)[^>]*?(\/?)>/g)) {
    if (end === "" && alone === "") open.push(name)
    if (end !== "" && open.pop() !== name) wrong.push(name)
  }
  return [...open, ...wrong]
}

const tagsOf = (picture: string) => new Set(picture.match(/<\/?[\w-]+/g))

const languages = ["en", "ru"] as const
const pictures = profiles.flatMap((profile) =>
  profile.requestTypes.flatMap(({ id: way }) =>
    languages.map((language) => {
      const chart = Description.chart(processOf(profile), { way, language })
      return [`${profile.id}, ${way}, ${language}`, chart] as const
    }),
  ),
)

describe.each(pictures)("the picture of %s", (_, chart) => {
  const picture = svg(chart)

  it("has no card or label upon another, and all of them in their boxes", () => {
    expect(boxesIn(picture).length).toBeGreaterThan(15)
    expect(overlapping(picture)).toEqual([])
    expect(across(picture)).toEqual([])
    expect(outside(picture)).toEqual([])
  })

  it("is as wide as what is in it: whose move it is stands above the work, in all its width", () => {
    const drawn = boxesIn(picture).filter(isDrawn)
    const open = drawn.find(({ kind }) => kind === "open")
    const pills = drawn.filter(({ kind, height }) => kind === "card" && height === 46)
    expect(pills.length).toBeGreaterThanOrEqual(chart.turns.length)
    const turns = pills.slice(0, chart.turns.length)
    const others = drawn.filter((box) => box.kind.startsWith("card") && !turns.includes(box))
    const below = Math.max(...turns.map(({ y, height }) => y + height))
    expect(others.filter(({ y }) => y < below)).toEqual([])
    const [first, last] = [turns[0], turns.at(-1)]
    const [left, right] = [open?.x ?? 0, (open?.x ?? 0) + (open?.width ?? 0)]
    expect((first?.x ?? 0) - left).toBeCloseTo(right - (last?.x ?? 0) - (last?.width ?? 0), 0)
  })

  it("leads every answer that was accepted to the box of what it comes to", () => {
    const [, path = ""] = /<path [^>]*\bd="([^"]*)"[^>]*><title>Completed</.exec(picture) ?? []
    const [x = 0, y = 0] = path.split(/[ ,]/).slice(-2).map(Number)
    const ends = boxesIn(picture).filter(
      (box) => /^(?:completed|closed)$/.test(box.kind) && Math.abs(box.y - y) < 1,
    )
    expect(ends.filter((box) => box.x < x && x < box.x + box.width)).toHaveLength(1)
  })

  it("names every state and every signal", () => {
    for (const { id, label, number } of chart.states)
      expect(picture).toContain(`<title>${number}. ${label} (${id})</title>`)
    for (const { signal } of chart.arrows) expect(picture).toContain(signal)
  })

  it("is well formed, says what it shows, and follows the reader's scheme", () => {
    expect(unclosed(picture)).toEqual([])
    expect(picture).toMatch(
      /^<svg xmlns="[^"]+" .*role="img" lang="(?:en|ru)">\n<title>[^<]+<\/title>\n<desc>[^<]+<\/desc>/,
    )
    expect(picture).toContain("@media (prefers-color-scheme: dark)")
  })
})

describe("a picture", () => {
  it("holds steps upon steps", () => {
    const ids = Array.from({ length: 12 }, (_, index) => `s${index}`)
    const steps = ids.map((id, index) =>
      step(id, index === 0 ? "diagnosing" : `s${index - 1}`, "solving"),
    )
    const picture = svg(Description.chart(processOf({ ...stepped, steps })))
    expect(overlapping(picture)).toEqual([])
    expect(outside(picture)).toEqual([])
    expect(picture.match(/class="card own"/g)?.length).toBe(12 + 1)
  })

  it("H27 has nothing of a profile as markup: the same tags whatever the words are", () => {
    const [evil, plain] = [hostile, harmless].map((process) => svg(Description.chart(process)))
    expect(tagsOf(evil ?? "")).toEqual(tagsOf(plain ?? ""))
    expect(evil).not.toContain("<script")
    expect(evil).not.toMatch(/\u202e|\p{Cc}(?<!\n)/u)
    expect(unclosed(evil ?? "")).toEqual([])
    expect(overlapping(evil ?? "")).toEqual([])
  })

  it("cuts a name that is too long for its card, and keeps it whole as the title", () => {
    const label = "Word ".repeat(60).trim()
    const labels = { ...stepped.labels, solving: { en: label, ru: label } }
    const picture = svg(Description.chart(processOf({ ...stepped, labels })))
    expect(picture).toContain("…</text>")
    expect(picture).toContain(`${label} (solving)</title>`)
    expect(overlapping(picture)).toEqual([])
  })
})
