// Says when a request is due, on a host whose zone is the one in TZ.
import { march, nextAt, processOf, registered, resolution, story } from "./story.ts"

const served = processOf([{ ...resolution, target: { workingMinutes: 1_440 } }])
const due = nextAt(served, story(served, [march(6, 17), registered]))
const zone = new Intl.DateTimeFormat().resolvedOptions().timeZone
process.stdout.write(JSON.stringify({ zone, due: new Date(due ?? 0).toISOString() }))
