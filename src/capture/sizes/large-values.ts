import type { TSESTree } from '@typescript-eslint/utils'

import {
  BODY_METHODS,
  CLIENT_RESULTS,
  COMMAND_RESULTS,
  DECODING_METHODS,
  INPUT_SIZED_CALLBACKS,
  INPUT_SIZED_CALLS,
  LARGE_TYPES,
  SAME_SIZE_CONSTRUCTORS,
  SAME_SIZE_FUNCTIONS,
  SAME_SIZE_METHODS,
  SAME_SIZE_NAME,
  SIZED_CONSTRUCTORS,
  SIZED_FUNCTION_NAMES,
  SMALL_FUNCTIONS,
  SMALL_PARTS,
  SMALL_RESULTS,
} from '../../protocols/large-values.js'
import { QUERY_MODULES } from '../../protocols/query-results.js'
import type { Variable } from '../../syntax/bindings.js'
import { isFunction } from '../../syntax/functions.js'
import { calleeName, memberName } from '../../syntax/property-name.js'
import { unwrap, unwrapAwait } from '../../syntax/unwrap.js'
import { isFewBytes, largeTypeOf } from '../../types/large-type.js'
import type { Answer } from '../../types/type-queries.js'
import { constantSizeOf } from './constant-sizes.js'
import { perFile, perKey, type FileFacts } from '../../cells/file-facts.js'
import { isGathered } from './gathered-values.js'
import { importsOneOf } from '../../cells/definitions/imported-names.js'
import { nodesNamed } from '../../cells/named-nodes.js'
import { inputSizeOf, promiseBefore, type Size } from './input-sizes.js'
import { argumentsFor, partAt, pathOfDeclaration, writtenValues, type Path } from './variable-values.js'

export type { Size } from './input-sizes.js'

/** A size where a value is large; `small` where it surely is not. */
type Verdict = Size | 'small' | 'unknown'

/**
 * Answers how large the value of a variable is, where it is known to be large: by a constant size from
 * `settings.leaks.largeBytes` on, because the input decides, or, as far as that goes, by its type. Undefined for small
 * and for unknown, and for a variable that is set to nothing when its value is no longer needed.
 */
export function largeSizeOf(facts: FileFacts, variable: Variable): Size | undefined {
  const verdict = verdictOfVariable(facts, variable)
  if (verdict !== 'unknown') return sizeIn(verdict)
  const [declared] = variable.identifiers
  return declared && !writtenValues(variable).isReleased ? sizeIn(verdictByType(facts, declared)) : undefined
}

/** The same for the value of an expression, of which a type alone tells nothing. */
export function largeSizeOfValue(facts: FileFacts, expression: TSESTree.Node): Size | undefined {
  return sizeIn(verdictOf(facts, expression))
}

/**
 * Whether the value of an expression is large. "No" for what surely takes few bytes: numbers, comparisons, lengths,
 * short texts, small constant sizes. Unknown for all else.
 */
export function largenessOf(facts: FileFacts, expression: TSESTree.Node): Answer {
  const form = verdictOf(facts, expression)
  const verdict = form === 'unknown' ? verdictByType(facts, expression) : form
  return verdict === 'small' ? 'no' : verdict === 'unknown' ? 'unknown' : 'yes'
}

function sizeIn(verdict: Verdict): Size | undefined {
  return typeof verdict === 'string' ? undefined : verdict
}

/** Calls that are large whatever they are given, and those that depend on constants. */
const INPUT_CALLS: ReadonlySet<string> = new Set([
  ...INPUT_SIZED_CALLS.keys(),
  ...INPUT_SIZED_CALLBACKS.keys(),
  ...BODY_METHODS,
  ...COMMAND_RESULTS,
])
const CONSTANT_CALLS: ReadonlySet<string> = new Set([...SIZED_FUNCTION_NAMES, 'repeat', 'join', 'from'])
const CONSTANT_CONSTRUCTORS: ReadonlySet<string> = new Set([...SIZED_CONSTRUCTORS.keys(), 'ImageData'])

const inputCalls = nodesNamed('calls', (name) => INPUT_CALLS.has(name))
const constantCalls = nodesNamed('calls', (name) => CONSTANT_CALLS.has(name))
const constantConstructions = nodesNamed('constructions', (name) => CONSTANT_CONSTRUCTORS.has(name))

/** What gathers the parts that a stream brings. */
const GATHERS = ['for await', `'data'`, `"data"`, '`data`']
const CLIENTS = [...QUERY_MODULES, ...CLIENT_RESULTS.flatMap(({ modules }) => modules)]

/** Whether a file may make a value that is known to be large: most files do not, and need no further look. */
export const makesLargeValues = perFile((facts): boolean => {
  const isLarge = (node: TSESTree.Node): boolean =>
    (constantSizeOf(facts, node) ?? 0) >= facts.settings.largeBytes
  return (
    inputCalls(facts).length > 0 ||
    constantCalls(facts).some(([, nodes]) => nodes.some(isLarge)) ||
    constantConstructions(facts).some(([, nodes]) => nodes.some(isLarge)) ||
    importsOneOf(facts, CLIENTS) ||
    GATHERS.some((text) => facts.sourceCode.text.includes(text))
  )
})

const verdictOf = perKey(
  (facts: FileFacts, expression: TSESTree.Node): Verdict => verdictByForm(facts, unwrapAwait(expression)),
  'unknown',
)

/** Asked last, and of few: a type that nothing else needed is dear to find out. */
function verdictByType({ types }: FileFacts, node: TSESTree.Node): Verdict {
  if (!types) return 'unknown'
  const type = types.typeOf(node)
  if (isFewBytes(types, type) === 'yes') return 'small'
  const reason = largeTypeOf(types, type, LARGE_TYPES)
  return reason === undefined ? 'unknown' : { reason, basis: 'type' }
}

function verdictByForm(facts: FileFacts, node: TSESTree.Node): Verdict {
  // What it begins with says nothing of it.
  const gathered = node.type === 'Identifier' ? facts.bindings.variableOf(node) : undefined
  if (gathered && isGathered(gathered)) return verdictOfVariable(facts, gathered)
  const bytes = constantSizeOf(facts, node)
  if (bytes !== undefined) return verdictOfBytes(facts, bytes)
  switch (node.type) {
    case 'Identifier': {
      const variable = facts.bindings.variableOf(node)
      return variable ? verdictOfVariable(facts, variable) : 'unknown'
    }
    case 'MemberExpression':
      return verdictOfPart(facts, node.object, [memberName(node) ?? ''])
    case 'ConditionalExpression':
      return common([verdictOf(facts, node.consequent), verdictOf(facts, node.alternate)])
    case 'LogicalExpression':
      return common([verdictOf(facts, node.left), verdictOf(facts, node.right)])
    case 'SequenceExpression':
      return verdictOf(facts, node.expressions.at(-1) as TSESTree.Node)
    case 'AssignmentExpression':
      return node.operator === '=' ? verdictOf(facts, node.right) : 'unknown'
    case 'TemplateLiteral':
      return whole(facts, node.expressions)
    case 'BinaryExpression':
      return node.operator === '+' ? whole(facts, [node.left, node.right]) : 'small'
    case 'UnaryExpression':
    case 'UpdateExpression':
      return 'small'
    case 'ArrayExpression':
      return whole(facts, node.elements)
    case 'ObjectExpression':
      return whole(
        facts,
        node.properties.map((property) => (property.type === 'Property' ? property.value : property)),
      )
    case 'SpreadElement':
      return verdictOf(facts, node.argument)
    case 'NewExpression':
      return node.callee.type === 'Identifier' && SAME_SIZE_CONSTRUCTORS.has(node.callee.name)
        ? firstLarge(facts, node.arguments)
        : 'unknown'
    case 'CallExpression':
      return verdictOfCall(facts, node)
    default:
      return 'unknown'
  }
}

function verdictOfBytes({ settings }: FileFacts, bytes: number): Verdict {
  return bytes < settings.largeBytes ? 'small' : { reason: formatBytes(bytes), basis: 'constant' }
}

/** What several values have in common, of which one is the value. */
function common(verdicts: readonly Verdict[]): Verdict {
  const [first] = verdicts
  if (first === undefined || verdicts.includes('unknown')) return 'unknown'
  const small = verdicts.filter((verdict) => verdict === 'small')
  return small.length === 0 || small.length === verdicts.length ? first : 'unknown'
}

/** What holds all of some parts: large where one of them is. */
function whole(facts: FileFacts, parts: readonly (TSESTree.Node | null)[]): Verdict {
  const verdicts = parts.map((part): Verdict => (part ? verdictOf(facts, part) : 'small'))
  const large = verdicts.find((verdict) => typeof verdict !== 'string')
  return large ? bare(large) : verdicts.every((verdict) => verdict === 'small') ? 'small' : 'unknown'
}

/** A size that holds for all of a value. */
function bare(verdict: Verdict): Verdict {
  return typeof verdict === 'string' ? verdict : { reason: verdict.reason, basis: verdict.basis }
}

function firstLarge(facts: FileFacts, given: readonly TSESTree.Node[]): Verdict {
  const [first] = given
  const verdict = first ? verdictOf(facts, first) : 'unknown'
  return verdict === 'small' ? 'unknown' : bare(verdict)
}

function verdictOfCall(facts: FileFacts, call: TSESTree.CallExpression): Verdict {
  const callee = unwrap(call.callee)
  const path = facts.sourceCode.getText(callee)
  if (SMALL_FUNCTIONS.has(path) || path.startsWith('Math.')) return 'small'
  const input = inputSizeOf(facts, call)
  if (input) return input
  const name = calleeName(call) ?? ''
  const isOfWhole = call.arguments.length < 2 || call.arguments[1]?.type === 'Literal'
  if (SAME_SIZE_FUNCTIONS.has(path) || SAME_SIZE_NAME.test(name))
    return isOfWhole ? firstLarge(facts, call.arguments) : 'unknown'
  if (path === 'Promise.all' || path === 'Buffer.concat') return firstLarge(facts, call.arguments)
  if (callee.type !== 'MemberExpression') return 'unknown'
  const receiver = callee.object
  if (name === 'then') return verdictOfThen(facts, call)
  if (name === 'catch' || name === 'finally') return verdictOf(facts, receiver)
  if (DECODING_METHODS.has(name)) return firstLarge(facts, call.arguments)
  if (SMALL_RESULTS.has(name)) return 'small'
  if (name === 'map') {
    const made = verdictOfResult(facts, call.arguments[0])
    if (typeof made !== 'string') return made
  }
  return SAME_SIZE_METHODS.has(name) && isOfWhole ? onlyLarge(verdictOf(facts, receiver)) : 'unknown'
}

function onlyLarge(verdict: Verdict): Verdict {
  return verdict === 'small' ? 'unknown' : bare(verdict)
}

function verdictOfThen(facts: FileFacts, { arguments: [callback] }: TSESTree.CallExpression): Verdict {
  return verdictOfResult(facts, callback)
}

/** Answers what a function that stands where it is given to a call returns. */
function verdictOfResult(facts: FileFacts, callback: TSESTree.Node | undefined): Verdict {
  if (!callback || !isFunction(callback)) return 'unknown'
  return common((facts.nodes.returns.get(callback) ?? []).map((value) => verdictOf(facts, value)))
}

const verdictOfVariable = perKey((facts: FileFacts, variable: Variable): Verdict => {
  if (variable.identifiers.length === 0) return 'unknown'
  const written = writtenValues(variable)
  if (written.isReleased) return 'unknown'
  return verdictByOrigin(facts, variable, written.values)
}, 'unknown')

function verdictByOrigin(
  facts: FileFacts,
  variable: Variable,
  values: readonly TSESTree.Node[] | undefined,
): Verdict {
  if (isGathered(variable)) return { reason: 'all that a stream brings', basis: 'input' }
  if (values && values.length > 0) return common(values.map((value) => verdictOf(facts, value)))
  const declaration = pathOfDeclaration(variable)
  if (!declaration) return 'unknown'
  const { source, path } = declaration
  if (source.type === 'VariableDeclarator') {
    return source.init ? verdictOfPart(facts, source.init, path) : 'unknown'
  }
  return verdictOfParameter(facts, source, path)
}

function verdictOfParameter(facts: FileFacts, parameter: TSESTree.Node, path: Path): Verdict {
  const callback = parameter.parent
  if (!isFunction(callback)) return 'unknown'
  const promise = promiseBefore(parameter)
  if (promise) return verdictOfPart(facts, promise, path)
  const index = (callback.params as readonly TSESTree.Node[]).indexOf(parameter)
  const { parent: call } = callback
  if (call.type === 'CallExpression' && call.arguments.at(-1) === callback) {
    const row = INPUT_SIZED_CALLBACKS.get(calleeName(call) ?? '')
    return row?.parameter === index && path.length === 0 ? { reason: row.reason, basis: 'input' } : 'unknown'
  }
  const given = argumentsFor(facts, callback, index)
  return given ? common(given.map((value) => verdictOfPart(facts, value, path))) : 'unknown'
}

/** Answers how large a part of a value is: itself where the path is empty. */
function verdictOfPart(facts: FileFacts, expression: TSESTree.Node, path: Path): Verdict {
  const [name, ...rest] = path
  if (name === undefined) return verdictOf(facts, expression)
  const node = unwrapAwait(expression)
  const written = partAt(facts, node, name)
  if (written) return verdictOfPart(facts, written, rest)
  const isLast = rest.length === 0
  if (isLast && SMALL_PARTS.has(name)) return 'small'
  const size = sizeIn(verdictOf(facts, node))
  if (!isLast || !size) return 'unknown'
  const isHeld = name === 'buffer' || size.members?.includes(name) === true
  return isHeld ? bare(size) : 'unknown'
}

function formatBytes(bytes: number): string {
  const KB = 1024
  const MB = KB * KB
  return bytes >= MB ? `${String(Math.round(bytes / MB))} MB` : `${String(Math.round(bytes / KB))} KB`
}
