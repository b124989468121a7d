import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: ['test/package/**', 'test/hosts/**'],
          setupFiles: ['test/setup.ts'],
          // A process of its own for each file would load the plugin, the compiler and its libraries 200 times.
          isolate: false,
          // The first typed case of a file builds its TypeScript program, which a busy machine takes its time for.
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'hosts',
          include: ['test/hosts/**/*.test.ts'],
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
      {
        test: {
          name: 'package',
          include: ['test/package/**/*.test.ts'],
          // Each test installs the packed plugin into a project of its own.
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
    ],
    coverage: { include: ['src/**'], reporter: ['text-summary', 'html'] },
  },
})
