import { expect, test } from "vitest"
import { htmlOf, plainTextOf } from "../src/html.ts"

const bodyOf = (text: string) => /<body>\n([\s\S]*)\n<\/body>/.exec(htmlOf(text, "en"))?.[1]
const p = (inner: string) => `<p dir="auto" style="white-space:pre-wrap">${inner}</p>`

test("blank lines part paragraphs, single ones break lines", () => {
  expect(bodyOf("a\nb\n\n \n\nc")).toBe(`${p("a<br>b")}\n${p("c")}`)
})

test.each([
  ["see http://a.example/x.", 'see <a href="http://a.example/x">http://a.example/x</a>.'],
  ["(https://a.example)", '(<a href="https://a.example">https://a.example</a>)'],
  ["javascript:alert(1)", "javascript:alert(1)"],
  ["ftp://a.example", "ftp://a.example"],
  ['https://a.example/"onclick=x', '<a href="https://a.example/">https://a.example/</a>"onclick=x'],
  ["https://", "https://"],
  [
    "https://a.example/?a=1&b=<b>",
    '<a href="https://a.example/?a=1&amp;b=">https://a.example/?a=1&amp;b=</a>&lt;b&gt;',
  ],
])("only http and https become links: %j", (text, inner) => {
  expect(bodyOf(text)).toBe(p(inner))
})

test("a language that is no tag is left out, never written into the page", () => {
  expect(htmlOf("a", 'en" onload="x')).toContain('<html dir="auto">')
  expect(htmlOf("a", "zh-Hant-TW")).toContain('<html lang="zh-Hant-TW" dir="auto">')
})

test("line breaks of all systems become one kind; lone surrogates become U+FFFD", () => {
  expect(plainTextOf("a\r\nb\rc\td\u0007\uD800")).toBe("a\nb\nc\td\uFFFD")
})

test("a hostile text of 200,000 characters costs no more than its length", () => {
  const start = performance.now()
  for (const part of ["https://a.example/", "http://", ".", " \n", "https://a....!!!!"]) {
    htmlOf(part.repeat(200_000 / part.length), "en")
    htmlOf(`https://a.example/${part.trim().repeat(200_000 / part.length)}x`, "en")
  }
  expect(performance.now() - start).toBeLessThan(5_000)
})
