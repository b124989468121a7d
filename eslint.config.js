import js from '@eslint/js'
import { defineConfig, globalIgnores } from 'eslint/config'
import eslintPlugin from 'eslint-plugin-eslint-plugin'
import globals from 'globals'
import tseslint from 'typescript-eslint'

import leaks from './dist/index.js'

/*
 * The layers of src/, each with those it may import. Everything else outside a layer's own folder is refused,
 * index.ts, configs.ts, cli.ts and audit/ included: those stand above all layers.
 */
const engine = ['retention', 'capture', 'verdict', 'losses', 'flow', 'lives', 'ledger', 'frameworks', 'cells']
const ground = ['project', 'protocols', 'types', 'syntax']

const layers = {
  rules: ['suggestions', ...engine, ...ground],
  suggestions: [...engine, ...ground],
  ...Object.fromEntries(engine.map((layer, index) => [layer, [...engine.slice(index + 1), ...ground]])),
  protocols: ['syntax'],
  types: ['syntax'],
  project: ['syntax'],
  syntax: [],
}

export default defineConfig(
  // The examples leak on purpose.
  globalIgnores(['dist', 'coverage', 'examples', 'test/fixtures']),
  js.configs.recommended,
  {
    files: ['**/*.js', '**/*.mjs'],
    languageOptions: { globals: globals.node },
  },
  {
    // Parts of these run in a page.
    files: ['scripts/test-report.mjs', 'scripts/picture.mjs', 'scripts/browser/*.mjs'],
    languageOptions: { globals: globals.browser },
  },
  {
    // The script of the HTML report, which runs in a browser.
    files: ['src/audit/html/*.js'],
    extends: [leaks.configs.recommended],
    languageOptions: { globals: globals.browser },
  },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, leaks.configs.recommended],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      // Node types are compared with their names: importing the enum at run time costs more than the plugin.
      '@typescript-eslint/no-unsafe-enum-comparison': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-unused-vars': ['error', { varsIgnorePattern: '^_', argsIgnorePattern: '^_' }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
    },
  },
  {
    files: ['src/rules/**/*.ts', 'test/rules/**/*.ts'],
    extends: [eslintPlugin.configs.recommended],
    settings: { 'eslint-plugin': { ruleTesterConstructors: ['ruleTester'] } },
    rules: { 'eslint-plugin/no-only-tests': 'error' },
  },
  {
    files: ['src/rules/*.ts'],
    rules: {
      'eslint-plugin/require-meta-docs-description': 'error',
      'eslint-plugin/require-meta-docs-recommended': 'error',
      'eslint-plugin/require-meta-schema-description': 'error',
      'eslint-plugin/require-meta-type': 'error',
      'eslint-plugin/no-missing-message-ids': 'error',
    },
  },
  Object.entries(layers).flatMap(([layer, below]) =>
    // A pattern per depth of the importing file: `../x` from src/syntax/ and `../../x` from src/syntax/sub/.
    [1, 2, 3].map((depth) => ({
      files: [`src/${layer}/${'*/'.repeat(depth - 1)}*.ts`],
      rules: { 'no-restricted-imports': ['error', { patterns: [outsideOf(layer, below, depth)] }] },
    })),
  ),
  {
    files: ['src/*.ts'],
    ignores: ['src/cli.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: '^\\./(?:cli\\.js|audit/)',
              message: 'The command line stands above the plugin: a plugin that loads it would load ESLint.',
            },
          ],
        },
      ],
    },
  },
  {
    files: ['src/**/*.ts'],
    ignores: ['src/cli.ts', 'src/audit/**'],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          paths: [
            {
              name: 'typescript',
              allowTypeImports: true,
              message: 'The plugin has to load where TypeScript is not installed: import types only.',
            },
            {
              name: '@typescript-eslint/parser',
              allowTypeImports: true,
              message: 'The plugin has to load where TypeScript is not installed: import types only.',
            },
          ],
          patterns: [
            {
              regex: '^@typescript-eslint/utils(?:/|$)',
              allowTypeImports: true,
              message: 'It is not installed with the plugin, and takes long to load: import types only.',
            },
          ],
        },
      ],
    },
  },
)

/** What the files `depth` folders deep in a layer must not import. */
function outsideOf(layer, below, depth) {
  const allowed = below.length > 0 ? `(?!(?:${below.join('|')})/)` : ''
  return {
    regex: `^${'\\.\\./'.repeat(depth)}${allowed}`,
    message:
      below.length > 0
        ? `Imports run downwards only: ${layer} may import ${below.join(', ')}.`
        : `Imports run downwards only: ${layer} is the lowest layer and imports no other.`,
  }
}
