import { defineConfig } from "tsup"

export default defineConfig({
  entry: ["src/index.ts", "src/effect.ts", "src/files.ts", "src/xstate.ts"],
  format: "esm",
  target: "node22",
  dts: false,
  clean: true,
  sourcemap: true,
  external: ["effect"],
})
