import { fileURLToPath } from "node:url"
import { defineConfig } from "vitest/config"

// vitest reads this file only because every script names it: `vitest --config vitest.workspace.ts`.
interface Options {
  readonly testTimeout?: number
  readonly globalSetup?: string
}

const project = (name: string, root: string, options: Options = {}) => ({
  extends: true as const,
  test: { name, root, include: ["**/*.test.ts"], ...options },
})

// A real server for the tests of these projects; one for all of them.
const postgres = fileURLToPath(new URL("test/postgres/globalSetup.ts", import.meta.url))

export default defineConfig({
  resolve: { conditions: ["@upkeep/source"] },
  ssr: { resolve: { conditions: ["@upkeep/source"] } },
  test: {
    testTimeout: 30_000,
    // Of two cores one would be left to vitest itself, which has little to do.
    maxWorkers: "100%",
    projects: [
      project("core", "packages/core"),
      project("calendars", "packages/calendars"),
      project("testing", "packages/testing"),
      project("diagram", "packages/diagram"),
      project("storage-sqlite", "packages/storage-sqlite"),
      project("storage-postgres", "packages/storage-postgres", {
        testTimeout: 60_000,
        globalSetup: postgres,
      }),
      project("notify-email", "packages/notify-email"),
      project("transport-mail", "packages/transport-mail"),
      project("transport-http", "packages/transport-http", { testTimeout: 60_000 }),
      project("cli", "packages/cli", { testTimeout: 120_000, globalSetup: postgres }),
      ...["story", "mixvel-desk", "business-connect-desk", "approval-desk"].map((name) =>
        project(name, `examples/${name}`, { testTimeout: 120_000 }),
      ),
      project("own-adapters", "examples/own-adapters"),
      ...["node", "express", "fastify", "hono", "next"].map((host) =>
        project(`mount-${host}`, `examples/mount-${host}`, { testTimeout: 180_000 }),
      ),
      project("embedded-product", "examples/embedded-product", { testTimeout: 120_000 }),
      project("project", "test", { testTimeout: 300_000, globalSetup: postgres }),
    ],
  },
})
