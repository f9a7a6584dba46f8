// A request, as the desks of these tests take it in.
import type { Desk } from "@upkeep/core"

/** Registers a request of Anna's, who has an address. */
export const register = (desk: Desk, named: { readonly commandId?: string } = {}) =>
  desk.submit({
    actor: { kind: "customer", id: "anna" },
    command: {
      type: "register",
      channel: "email",
      subject: "Вход не работает",
      text: "Since noon.",
      requester: { address: "anna@example.com", language: "en" },
    },
    ...named,
  })
