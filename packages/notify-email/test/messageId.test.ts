import { expect, test } from "vitest"
import { messageIdOf, threadRootOf } from "../src/index.ts"
import { isId, threadOf } from "../src/messageId.ts"

test("P6 a Message-ID says the event, the index and the token, and nothing that changes", () => {
  expect(messageIdOf({ eventNumber: 7, index: 0, replyToken: "abc" }, "example.com")).toBe(
    "<7.0.abc@example.com>",
  )
  expect(threadRootOf("t-1", "example.com")).toBe("<t-1.root@example.com>")
})

test.each([
  "CAKx+a_b=c@mail.gmail.com",
  "AM0PR04MB1234$%&@eurprd04.prod.outlook.com",
  "1234.5678.JavaMail.root@[10.0.0.1]",
  "a:b/c@x",
])("%j is an id that a header may carry", (text) => {
  expect(isId(text)).toBe(true)
})

test.each(["a@b\n", "a@b c", "a,b@c", "a(b)@c", 'a"b@c', "a;b@c", "a\\b@c", "a@b@c", "@b", "a@"])(
  "%j is none",
  (text) => {
    expect(isId(text)).toBe(false)
  },
)

test("an id that came twice is named once", () => {
  const given = { ticketId: "t", customerMessageIds: ["a@b", "a@b", "c@d"] }
  expect(threadOf(given, "x.y").references).toEqual(["<t.root@x.y>", "<a@b>", "<c@d>"])
})
