import { defineConfig } from "tsup"

export default defineConfig({
  entry: ["src/index.ts", "src/node-test.ts", "src/vitest.ts"],
  format: "esm",
  target: "node22",
  dts: false,
  clean: true,
  sourcemap: true,
  external: ["effect"],
  // `node:test` has no name without its protocol.
  removeNodeProtocol: false,
})
