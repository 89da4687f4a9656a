import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["src/**/*.test.ts", "test/**/*.test.ts"],
    testTimeout: 30_000,
    maxWorkers: 2,
    reporters: process.env["CI"] ? ["default", "./scripts/count-reporter.js"] : ["default"],
  },
});
