// Work that a desk does page by page, until it is done or the command is told to stop.
import type { Page } from "@upkeep/core"
import { untilStop } from "@upkeep/transport-http"

/**
 * Asks for one page after the other. SIGINT and SIGTERM are heard between two pages, so that a page
 * is done or not begun; the work is then given up with an error that says how to go on.
 */
export async function* pagesOf<P extends { readonly next: string | null }>(
  ask: (page: Page) => Promise<P>,
): AsyncGenerator<P> {
  let stopped: string | undefined
  void untilStop().then((signal) => {
    stopped = signal
  })
  for (let page: Page | undefined = {}; page !== undefined;) {
    const done: P = await ask(page)
    yield done
    page = done.next === null ? undefined : { after: done.next }
    // A signal is heard when the event loop goes round.
    await new Promise((resolve) => setImmediate(resolve))
    if (stopped !== undefined && page !== undefined)
      throw new Error(`stopped: got ${stopped}, expected none; what was done stays: run it again`)
  }
}
