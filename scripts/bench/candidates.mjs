/*
 * What is measured beside each other: this plugin, and rules of comparable work. A candidate answers its configuration by the
 * packages that `load` imports, so that a process has none in memory but its own.
 */

/** The packages of the registry that the candidates need beside those of this project. */
export const PEERS = [
  'eslint-plugin-react-hooks@7.1.1',
  'eslint-plugin-react-web-api@2.13.0',
  'eslint-plugin-sonarjs@4.2.2',
]

const preset = (name, key) => async (load) => [(await load(name)).default.configs[key]]

/** Every candidate that needs no types, by name; `nothing` is what the others are compared with. */
export const UNTYPED = {
  nothing: () => [],
  recommended: preset('eslint-plugin-leaks', 'recommended'),
  'ESLint recommended': preset('@eslint/js', 'recommended'),
  'react-hooks (two rules)': async (load) => {
    const { default: plugin } = await load('eslint-plugin-react-hooks')
    const rules = { 'react-hooks/rules-of-hooks': 'error', 'react-hooks/exhaustive-deps': 'error' }
    return [{ plugins: { 'react-hooks': plugin }, rules }]
  },
  'react-web-api recommended': preset('eslint-plugin-react-web-api', 'recommended'),
  'sonarjs recommended': preset('eslint-plugin-sonarjs', 'recommended'),
}

/** Every candidate that is given types. */
export const TYPED = {
  recommended: UNTYPED.recommended,
  'no-floating-promises': async (load) => {
    const { plugin } = (await load('typescript-eslint')).default
    const rules = { '@typescript-eslint/no-floating-promises': 'error' }
    return [{ plugins: { '@typescript-eslint': plugin }, rules }]
  },
}

/** The package that a peer is loaded from, by its name without version. */
export const PEER_NAMES = PEERS.map((each) => each.slice(0, each.lastIndexOf('@')))
