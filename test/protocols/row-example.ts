import type { ResourceProtocol } from '../../src/protocols/resources/protocol.js'

/** Two programs made of a row's example: one that never releases what it opens, and its twin that does. */
export interface RowExample {
  leak: string
  correct: string
}

/** Writes the programs of a row. */
export function rowExample(row: ResourceProtocol): RowExample {
  const { result } = row
  switch (result.as) {
    case 'value':
      return programs(row, (release) => {
        const use = 'input.log(handle.id)'
        const opening = row.acquire.opensBy === undefined ? [] : [`await handle.${row.acquire.opensBy}()`]
        const body =
          release === undefined
            ? [...opening, use]
            : ['try {', ...[...opening, use].map((line) => `  ${line}`), '} finally {', `  ${release}`, '}']
        return [`const handle = ${row.example}`, ...body]
      })
    case 'callback':
      return programs(row, (release) => {
        const before = Array.from({ length: result.parameter - 1 }, (_, index) => `other${String(index)}`)
        const parameters = ['error', ...before, 'handle'].join(', ')
        const callback = [
          `(${parameters}) => {`,
          '  if (error) return input.fail(error)',
          '  input.log(handle.id)',
          ...(release === undefined ? [] : [`  ${release}`]),
          '}',
        ].join('\n')
        return [withArgument(row.example, callback)]
      })
    case 'argument':
      return programs(row, (release) => [row.example, ...(release === undefined ? [] : [release])])
  }
}

function programs(
  row: ResourceProtocol,
  lines: (release: string | undefined) => readonly string[],
): RowExample {
  const release = releaseOf(row)
  const write = (body: readonly string[]): string =>
    [
      ...importsOf(row),
      `export async function run(${parametersOf(row).join(', ')}) {`,
      ...body.flatMap((text) => text.split('\n')).map((line) => `  ${line}`),
      '}',
      '',
    ].join('\n')
  return { leak: write(lines(undefined)), correct: write(lines(release)) }
}

function withArgument(call: string, argument: string): string {
  return call.endsWith('()') ? `${call.slice(0, -1)}${argument})` : `${call.slice(0, -1)}, ${argument})`
}

function releaseOf(row: ResourceProtocol): string {
  const wait = row.awaits && row.result.as === 'value' ? 'await ' : ''
  const [method] = row.methods
  if (method !== undefined && row.result.as !== 'argument') {
    return `${wait}handle${method.startsWith('Symbol.') ? `[${method}]` : `.${method}`}()`
  }
  const root = rootOf(row)
  const [release] = row.functions
  const [closer] = row.closers
  const called = `${root === row.acquire.name ? '' : `${root}.`}${release ?? closer ?? ''}`
  if (release === undefined) return `${wait}${called}()`
  return `${wait}${called}(${row.result.as === 'argument' ? argumentOf(row) : 'handle'})`
}

/** What the example calls, up to the name that the row gives: `navigator.geolocation` of `….watchPosition(input)`. */
function rootOf({ acquire, example }: ResourceProtocol): string {
  const path = /^(?:await |new )*([\w$.]+)/.exec(example)?.[1] ?? ''
  return path === acquire.name ? acquire.name : path.replace(new RegExp(`\\.${acquire.name}$`), '')
}

function argumentOf({ example, result }: ResourceProtocol): string {
  const list = example.slice(example.indexOf('(') + 1, -1).split(', ')
  return (result.as === 'argument' ? list[result.index] : undefined) ?? ''
}

function importsOf(row: ResourceProtocol): string[] {
  const { modules, name, form, isDefault } = row.acquire
  const module = modules?.[0]
  if (module === undefined) return []
  const [root] = rootOf(row).split('.')
  if (form === 'method') return [`import * as library from '${module}'`]
  if (root !== name) return [`import ${root ?? ''} from '${module}'`]
  if (isDefault) return [`import ${name} from '${module}'`]
  const [release] =
    row.methods.length > 0 && row.result.as !== 'argument' ? [] : [...row.functions, ...row.closers]
  return [`import { ${[name, ...(release === undefined ? [] : [release])].join(', ')} } from '${module}'`]
}

/** The names that the example takes for given: `input`, the receiver of a method, what is handed over. */
function parametersOf(row: ResourceProtocol): string[] {
  const { acquire, result } = row
  const names = ['input']
  const [root] = rootOf(row).split('.')
  if (acquire.form === 'method' && acquire.global === undefined && root !== undefined) names.push(root)
  if (result.as === 'argument') names.push(argumentOf(row))
  return [...new Set(names)]
}
