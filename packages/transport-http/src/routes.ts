// Where each operation lies: all that a client has to know at run time.

/** The operations, each with its method and its path. */
export const routes = {
  openTicket: { method: "POST", path: "/v1/tickets" },
  listTickets: { method: "GET", path: "/v1/tickets" },
  searchMessages: { method: "GET", path: "/v1/messages" },
  countTickets: { method: "GET", path: "/v1/counts" },
  readTicket: { method: "GET", path: "/v1/tickets/{ticket}" },
  readHistory: { method: "GET", path: "/v1/tickets/{ticket}/history" },
  readClocks: { method: "GET", path: "/v1/tickets/{ticket}/clocks" },
  readExplanation: { method: "GET", path: "/v1/tickets/{ticket}/clocks/{clock}/explanation" },
  giveCommand: { method: "POST", path: "/v1/tickets/{ticket}/commands" },
  keepAttachment: { method: "POST", path: "/v1/attachments" },
  readAttachment: { method: "GET", path: "/v1/tickets/{ticket}/attachments/{hash}" },
  readOpenApi: { method: "GET", path: "/openapi.json" },
  isAlive: { method: "GET", path: "/health/live" },
  isReady: { method: "GET", path: "/health/ready" },
} as const

/** The name of an operation. */
export type OperationId = keyof typeof routes
