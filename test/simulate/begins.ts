// Where virtual time begins; by itself, since it is needed before anything else is loaded.
/** When a simulation begins: Monday, 23 November 2026, 06:00 UTC. */
export const beginsAt = Date.UTC(2026, 10, 23, 6)
