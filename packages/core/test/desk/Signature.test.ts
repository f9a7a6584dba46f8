import { expect, it } from "vitest"
import { sign, verify } from "../../src/desk/Signature.ts"

it("a proof is that of its text, its tenant and its secret, and of nothing else", () => {
  const proof = sign("secret", "acme", "text")
  expect(proof).toMatch(/^[\w-]{43}$/)
  expect(verify("secret", "acme", { text: "text", proof })).toBe(true)
  expect(verify("other", "acme", { text: "text", proof })).toBe(false)
  expect(verify("secret", "other", { text: "text", proof })).toBe(false)
  expect(verify("secret", "acme", { text: "texts", proof })).toBe(false)
  for (const forged of ["", "x", `${proof}x`, proof.toUpperCase(), "é".repeat(43)])
    expect(verify("secret", "acme", { text: "text", proof: forged })).toBe(false)
})

it("a text of one tenant is none of another, wherever one ends and the other begins", () => {
  expect(sign("s", "a", "b\0c")).not.toBe(sign("s", "a\0b", "c"))
})
