import { defineConfig } from "tsup"

export default defineConfig({
  entry: ["src/main.ts"],
  format: "esm",
  target: "node22",
  dts: false,
  clean: true,
  sourcemap: true,
  external: ["effect"],
  // `node:sqlite` has no name without its protocol.
  removeNodeProtocol: false,
})
