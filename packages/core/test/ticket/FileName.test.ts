import { describe, expect, it } from "vitest"
import { clean, fileNameCharacters } from "../../src/ticket/FileName.ts"
import { isProgram, mediaTypeOf } from "../../src/ticket/FileType.ts"

describe("A01 A02 A04 the name of a file", () => {
  it.each([
    ["../../etc/passwd", "passwd"],
    ["..\\..\\x", "x"],
    ["/abs", "abs"],
    ["C:\\x", "x"],
    ["\\\\host\\share", "share"],
    ["C:x.txt", "x.txt"],
    ['a\0b"c;d.txt', "ab_c_d.txt"],
    ["a\r\nb.txt", "a b.txt"],
    ["CON", "_CON"],
    ["nul.txt", "_nul.txt"],
    ["name. . ", "name"],
    ["photo\u202egnp.exe", "photognp.exe"],
    ["e\u0301.txt", "\u00e9.txt"],
    ["\ud800.txt", "\ufffd.txt"],
  ])("%j is shown as %j", (sent, shown) => {
    expect(clean(sent)).toBe(shown)
  })

  it.each(["", ".", "..", "   ", "\u200b", "/", "..."])("%j is none: it gets one", (sent) => {
    expect(clean(sent, 7)).toBe("attachment-7")
  })

  it("is cut to 200 characters and keeps its extension", () => {
    const long = clean(`${"я".repeat(5_000)}.tar.gz`)
    expect(long).toHaveLength(fileNameCharacters)
    expect(long.endsWith(".gz")).toBe(true)
    expect(clean("😀".repeat(150)).isWellFormed()).toBe(true)
  })
})

const of = (declared: string, found?: string) => mediaTypeOf({ declared, found })

describe("A06 A07 A08 the type of a file", () => {
  it("is what its bytes say; its sender's word where they say nothing and it can be true", () => {
    expect(of("image/png", "text/html")).toBe("text/html")
    expect(of("text/csv")).toBe("text/csv")
    expect(of("image/png")).toBe("application/octet-stream")
    expect(of('text/html; charset="><script>')).toBe("application/octet-stream")
    expect(of("")).toBe("application/octet-stream")
  })

  it("programs are told by their last extension and by their bytes", () => {
    expect(isProgram("x.png.exe", "application/octet-stream")).toBe(true)
    expect(isProgram("x.EXE", "text/plain")).toBe(true)
    expect(isProgram("x.png", "application/x-msdownload")).toBe(true)
    expect(isProgram("x.exe.png", "image/png")).toBe(false)
    expect(isProgram("exe", "text/plain")).toBe(true)
  })
})
