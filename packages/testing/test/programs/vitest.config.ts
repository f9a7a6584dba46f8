import { defineConfig } from "vitest/config"

export default defineConfig({
  cacheDir: "../../../../node_modules/.vite",
  resolve: { conditions: ["@upkeep/source"] },
  ssr: { resolve: { conditions: ["@upkeep/source"] } },
  test: { include: ["*.vitest.ts"] },
})
