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
    plugins: [{ name: 'ascii', generateBundle: toAscii }],
  })),
)

/** One character beyond ASCII, if only in a message, has Node decode and V8 read all of the file at two bytes a character. */
function toAscii(_options, bundle) {
  for (const chunk of Object.values(bundle))
    chunk.code = chunk.code?.replaceAll(
      /[^\0-\x7F]/g,
      (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
    )
}

function isPackage(id) {
  return !id.startsWith('.') && !path.isAbsolute(id)
}
