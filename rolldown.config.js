import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

import { defineConfig } from 'rolldown'

/*
 * The plugin is one file: hundreds of small modules would take Node three times as long to load. The command
 * is files of its own, so that it loads the plugin that ESLint loads, and ESLint only once it audits.
 */
const own = ['index', 'cli', 'audit/main'].map((name) => ({
  input: { [name]: `./src/${name}.ts` },
  platform: 'node',
  transform: { target: 'es2023' },
  // Of packages nothing is bundled here; of the project's own modules only what the command is made of.
  external: (id) => isPackage(id) || (name === 'cli' && id !== './src/cli.ts'),
  output: {
    dir: 'dist',
    chunkFileNames: 'audit/[name].js',
    comments: { annotation: false, jsdoc: false, legal: true },
  },
  plugins: [
    { name: 'ascii', generateBundle: toAscii },
    ...(name === 'audit/main' ? [{ name: 'page', buildStart: addPage }] : []),
  ],
}))

/*
 * The parser is bundled with all that it needs but the compiler. Installed as a package it would get the project's own
 * compiler wherever a package manager puts the two side by side, and TypeScript 7 has no interface that it could use.
 */
const parser = {
  input: { 'typescript-parser': '@typescript-eslint/parser' },
  platform: 'node',
  external: /^typescript(?:\/|$)/,
  output: { dir: 'dist', format: 'cjs', entryFileNames: '[name].cjs', comments: false },
  plugins: [{ name: 'licenses', generateBundle: addLicenses }],
}

export default defineConfig([...own, parser])

/** The style and the script of the HTML report go along as they are: the command reads them beside its own files. */
function addPage() {
  for (const file of ['page.css', 'page.js'])
    this.emitFile({
      type: 'asset',
      fileName: `audit/${file}`,
      source: readFileSync(`src/audit/html/${file}`, 'utf8'),
    })
}

/** One character beyond ASCII, if only in a message, has Node decode and V8 read all of the file at two bytes a character. */
function toAscii(_options, bundle) {
  for (const chunk of Object.values(bundle))
    if (chunk.type === 'chunk')
      chunk.code = chunk.code.replaceAll(
        /[^\0-\x7F]/g,
        (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
      )
}

/** The licenses of the packages that are bundled ask to go with every copy. */
function addLicenses(_options, bundle) {
  const modules = Object.values(bundle).flatMap((chunk) => chunk.moduleIds ?? [])
  const folders = new Set(
    modules.flatMap((id) => /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(id)?.[0] ?? []),
  )
  const notices = [...folders].toSorted().map((folder) => {
    const { name, version } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'))
    const license = readdirSync(folder).find((file) => /^licen[cs]e/i.test(file))
    if (license === undefined) throw new Error(`${name} has no license file`)
    return `${name} ${version}\n\n${readFileSync(path.join(folder, license), 'utf8').trim()}\n`
  })
  const source = `typescript-parser.cjs contains these packages.\n\n${notices.join(`\n${'-'.repeat(80)}\n\n`)}`
  this.emitFile({ type: 'asset', fileName: 'typescript-parser.licenses.txt', source })
}

function isPackage(id) {
  return !id.startsWith('.') && !path.isAbsolute(id)
}
