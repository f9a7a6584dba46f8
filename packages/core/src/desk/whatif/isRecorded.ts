// Tells the sound events of a journal fast.
import { Recorded } from "../../ticket/Event.ts"
import { accepts } from "./accepts.ts"

const accepted = accepts(Recorded.ast)

/** Whether JSON is surely an event as the journal holds it; else its schema is to be asked. */
export const isRecorded = (value: unknown): value is Recorded => accepted(value)
