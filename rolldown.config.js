import path from 'node:path'

import { defineConfig } from 'rolldown'

/*
 * The plugin is one file: hundreds of small modules would take Node three times as long to load. The command
 * is files of its own, so that it loads the plugin that ESLint loads, and ESLint only once it audits.
 */
export default defineConfig(
  ['index', 'cli', 'audit/main'].map((name) => ({
    input: { [name]: `./src/${name}.ts` },
    platform: 'node',
    transform: { target: 'es2023' },
    // Packages are never bundled; of the project's own modules only what the command is made of.
    external: (id) => isPackage(id) || (name === 'cli' && id !== './src/cli.ts'),
    output: {
      dir: 'dist',
      chunkFileNames: 'audit/[name].js',
      comments: { annotation: false, jsdoc: false, legal: true },
    },
  })),
)

function isPackage(id) {
  return !id.startsWith('.') && !path.isAbsolute(id)
}
