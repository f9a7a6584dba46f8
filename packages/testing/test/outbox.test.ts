// The outbox keeps the rules that every notifier keeps.
import { notifierSuite } from "../src/conformance/notifier.ts"
import { outbox } from "../src/outbox.ts"
import { conformance } from "../src/vitest.ts"

conformance(notifierSuite, {
  name: "outbox",
  make: () => {
    const { adapter, sent } = outbox()
    const taken = async () =>
      sent.map(({ id, to, subject, text }) => ({
        id,
        to: to.address,
        words: `${subject}\n${text}`,
      }))
    return { adapter, taken }
  },
  capabilities: { identified: true },
})
