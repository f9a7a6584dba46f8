import fc from "fast-check"
import { describe, expect, it } from "vitest"
import * as ReplyToken from "../../src/desk/ReplyToken.ts"

const secret = "0123456789abcdef"
const alphabet = Array.from("abcdefghijklmnopqrstuvwxyz234567")

describe("a reply token", () => {
  it("leads back to its ticket, and is fit for the left part of an address", () => {
    fc.assert(
      fc.property(fc.uuid(), fc.string(), (ticketId, tenant) => {
        const token = ReplyToken.sign(secret, tenant, ticketId)
        expect(token).toMatch(/^[a-z2-7]{45}$/)
        expect(ReplyToken.verify(secret, tenant, token)).toBe(ticketId)
      }),
    )
  })

  it("ML21 with any one letter altered leads nowhere, the last one's spare bit included", () => {
    fc.assert(
      fc.property(fc.uuid(), (ticketId) => {
        const token = ReplyToken.sign(secret, "a", ticketId)
        for (let place = 0; place < token.length; place++)
          for (const letter of alphabet) {
            const altered = token.slice(0, place) + letter + token.slice(place + 1)
            expect(ReplyToken.verify(secret, "a", altered)).toBe(
              altered === token ? ticketId : undefined,
            )
          }
      }),
      { numRuns: 3 },
    )
  })

  it("ML21 cut, longer or of other letters leads nowhere", () => {
    const token = ReplyToken.sign(secret, "a", "01890000-0000-7000-8000-000000000001")
    const strange = [
      "",
      token.slice(1),
      token.slice(0, -1),
      `${token}a`,
      token.toUpperCase(),
      ` ${token}`,
      `${token}\n`,
      token.replace(/.$/, "1"),
      token.replace(/.$/, "é"),
    ]
    for (const each of strange) expect(ReplyToken.verify(secret, "a", each)).toBeUndefined()
  })

  it("P16 is worth nothing in another tenant, even under one secret, nor under another secret", () => {
    const token = ReplyToken.sign(secret, "a", "01890000-0000-7000-8000-000000000001")
    expect(ReplyToken.verify(secret, "b", token)).toBeUndefined()
    expect(ReplyToken.verify(secret, "", token)).toBeUndefined()
    expect(ReplyToken.verify(`${secret}0`, "a", token)).toBeUndefined()
  })
})
