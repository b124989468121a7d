import type { TSESTree } from '@typescript-eslint/utils'

import { perFile, perKey, type CallNode, type FileFacts } from '../../cells/file-facts.js'
import { nodesNamed } from '../../cells/named-nodes.js'
import { ENDS_FOR_GOOD } from '../../protocols/closing-verbs.js'
import {
  ANSWERS_VALUES,
  BEGINS_MEASURING,
  HANDS_OUT,
  HOLDS_MEMORY,
  LENDS,
  MAKES_NEW,
} from '../../protocols/makers.js'
import { SELF_ENDING_NAME } from '../../protocols/subscriptions.js'
import { resource, type ResourceProtocol } from '../../protocols/resources/protocol.js'
import { isParameter } from '../../syntax/bindings.js'
import { isFunction, runsAtModuleLoad } from '../../syntax/functions.js'
import { addTo } from '../../syntax/grouping.js'
import { moduleOf } from '../../syntax/module-origin.js'
import { calleeName } from '../../syntax/property-name.js'
import { unwrap } from '../../syntax/unwrap.js'
import { cellsFilledBy, endOfCell, isInFinally, mayBeEnded, type SeenEnd } from './evidence-of-ends.js'
import type { Duty } from '../duty.js'
import { doubted, link, type Link } from '../link.js'
import { makerKey, makerName } from '../makers.js'

/** A site of a maker, and how the file ends what it makes there. */
interface EndedSite {
  readonly site: CallNode
  readonly end: SeenEnd
}

/**
 * Answers the calls of a file that make what the file itself ends, there or at another call of the same maker: the code
 * says that it has to be ended, whatever library it comes from. One site that is ended is likely to be no chance; two,
 * or one in a `finally` or a teardown, are none.
 */
export const dutiesLearned = perFile((facts): readonly Duty[] => {
  const makers = endedSites(facts)
  if (makers.size === 0) return []
  const found: Duty[] = []
  const keys = [...makers.keys()]
  for (const named of [facts.nodes.calls, facts.nodes.constructions]) {
    for (const [name, sites] of named) {
      // A method goes by its own name, and only a function by another one: `const make = api.open`.
      const isNamed = keys.some((key) => key.endsWith(name))
      for (const site of sites) {
        if (!isNamed && unwrap(site.callee).type === 'MemberExpression') continue
        const key = makerKey(facts, site)
        const ended = key === undefined ? undefined : makers.get(key)
        const duty = ended && !runsAtModuleLoad(site) ? dutyOf(facts, site, ended) : undefined
        const filled = duty && filledBy(facts, site)
        if (duty) found.push(filled ? { ...duty, owed: filled } : duty)
      }
    }
  }
  return found
})

/** `new Observable((subscriber) => source.subscribe(subscriber))`: what a stream gives to be filled ends what fills it. */
function filledBy({ bindings }: FileFacts, { arguments: [first, ...others] }: CallNode): Link | undefined {
  const variable =
    first?.type === 'Identifier' && others.length === 0 ? bindings.variableOf(first) : undefined
  const filling = variable && isParameter(variable) ? (variable.defs[0]?.node as TSESTree.Node) : undefined
  const stream = filling?.parent
  if (stream?.type !== 'NewExpression' || stream.arguments[0] !== filling) return undefined
  return STREAM_CLASS.test(calleeName(stream) ?? '')
    ? link('no', `${makerName(stream)} ends what fills its subscriber`, stream)
    : undefined
}

const STREAM_CLASS = /Observable$/

/** The sites whose value the file ends, by their maker. */
const endedSites = perFile((facts): ReadonlyMap<string, readonly EndedSite[]> => {
  const makers = new Map<string, EndedSite[]>()
  for (const named of [callsOfMakers(facts), constructionsOfMakers(facts)]) {
    for (const [, sites] of named) {
      for (const site of sites) {
        const end = mayBeEnded(facts, site) ? endOfSite(facts, site) : undefined
        if (end?.by === 'call' && measures(site)) continue
        const key = end && makerKey(facts, site)
        if (key !== undefined) addTo(makers, key, { site, end })
      }
    }
  }
  for (const [key, ended] of makers) if (!isEvident(facts, ended)) makers.delete(key)
  return makers
})

/** Values of the language, which end nothing, and what other rows know. */
const NO_MAKERS: ReadonlySet<string> = new Set([
  ...['setTimeout', 'setInterval', 'setImmediate', 'requestAnimationFrame', 'requestIdleCallback'],
  ...[
    'AbortController',
    'Promise',
    'Map',
    'Set',
    'WeakMap',
    'URL',
    'Date',
    'require',
    'Symbol',
    'bind',
    'Object',
  ],
  // Promises, and what a list or an emitter answers of itself.
  ...['all', 'allSettled', 'race', 'any', 'then', 'catch', 'finally', 'concat', 'call', 'apply'],
  ...['on', 'once', 'off', 'addListener', 'removeListener', 'addEventListener', 'removeEventListener'],
  // A process ends by itself.
  ...['spawn', 'exec', 'execFile', 'fork'],
  ...['createElement', 'querySelector', 'getElementById', 'useState', 'useMemo', 'useCallback', 'useContext'],
  ...['useRef', 'createRef', 'ref', 'shallowRef'],
])

/** What registers for one time ends by itself. */
function mayMake(name: string): boolean {
  return (
    !NO_MAKERS.has(name) &&
    !ANSWERS_VALUES.has(name) &&
    !HOLDS_MEMORY.test(name) &&
    !SELF_ENDING_NAME.test(name)
  )
}

const callsOfMakers = nodesNamed('calls', mayMake)
const constructionsOfMakers = nodesNamed('constructions', mayMake)

/** `const stop = this.timer('query')`: nothing goes on that would have to be stopped. What is given a function runs it some time. */
function measures(site: CallNode): boolean {
  return BEGINS_MEASURING.test(calleeName(site) ?? '') && !site.arguments.some((each) => isFunction(each))
}

function endOfSite(facts: FileFacts, site: CallNode): SeenEnd | undefined {
  for (const cell of cellsFilledBy(facts, site)) {
    const end = endOfCell(facts, cell)
    if (end) return end
  }
  return undefined
}

/** An accessor hands out what is another's, unless it lends: that it is closed once may be the end of the owner. */
function isEvident(facts: FileFacts, [first, ...others]: readonly EndedSite[]): boolean {
  if (!first) return false
  const { site, end } = first
  const name = calleeName(site) ?? ''
  // Parts of a whole are disconnected as well, and end with it: not what a class of another module is made to be.
  if (end.name === 'disconnect' && !/connect|open/i.test(name) && !isOfModule(facts, site)) return false
  if (!HANDS_OUT.test(name) || LENDS.test(name)) return true
  return end.isCertain && others.some((other) => other.end.node !== end.node)
}

function isOfModule(facts: FileFacts, site: CallNode): boolean {
  return site.type === 'NewExpression' && moduleOf(site.callee, facts.bindings) !== undefined
}

function dutyOf(facts: FileFacts, site: CallNode, ended: readonly EndedSite[]): Duty | undefined {
  const first = bySite(facts, ended).get(site) ?? ended[0]
  if (!first) return undefined
  const { end } = first
  return {
    site,
    kind: kindOf(facts, makerKey(facts, site) ?? '', site, end),
    source: 'learned',
    arrival: end.by === 'call' ? { as: 'member', path: [] } : { as: 'value' },
    owed: owedBy(site, certainOf(facts, ended) ?? first),
  }
}

const bySite = perKey(
  (_facts: FileFacts, ended: readonly EndedSite[]): ReadonlyMap<CallNode, EndedSite> =>
    new Map(ended.map((each) => [each.site, each])),
)

const certainOf = perKey((_facts: FileFacts, ended: readonly EndedSite[]) =>
  ended.find(({ end }) => end.isCertain),
)

/** One end says that it is owed; whether it is no chance, others of the maker tell. */
function owedBy(site: CallNode, { end }: EndedSite): Link {
  return doubted('meant', 'likely', `${end.name}() ends what ${makerName(site)} answers`, end.node)
}

/**
 * Answers the end of another site of the same maker, or of this one, that leaves no doubt that what it makes has to be ended: a
 * second one, or one in a `finally` or a teardown. What another makes may be shared, and what is ended in a teardown is
 * ended with it once: then the name has to say that it makes something.
 */
export function evidentEnd(facts: FileFacts, { site, source }: Duty): TSESTree.Node | undefined {
  const key = source === 'learned' ? makerKey(facts, site) : undefined
  const ended = key === undefined ? undefined : endedSites(facts).get(key)
  const name = calleeName(site) ?? ''
  if (!ended || HANDS_OUT.test(name)) return undefined
  const isMaker = site.type === 'NewExpression' || MAKES_NEW.test(name)
  const certain = isMaker ? certainOf(facts, ended)?.end.node : endInFinally(facts, ended)
  return certain ?? repeatedEnd(facts, ended)
}

const endInFinally = perKey(
  (_facts: FileFacts, ended: readonly EndedSite[]) =>
    ended.find(({ end }) => end.isCertain && isInFinally(end.node))?.end.node,
)

const repeatedEnd = perKey((_facts: FileFacts, ended: readonly EndedSite[]) => {
  const [first, second] = new Set(ended.map(({ end: { node } }) => node))
  return second && first
})

/** The same kind for all sites of a maker that are ended by the same name. */
function kindOf(facts: FileFacts, maker: string, site: CallNode, end: SeenEnd): ResourceProtocol {
  const kinds = kindsOfMakers(facts)
  const key = `${maker} ${end.name} ${String(end.awaits)}`
  const known = kinds.get(key) ?? kindEndedBy(site, end)
  kinds.set(key, known)
  return known
}

const kindsOfMakers = perFile(() => new Map<string, ResourceProtocol>())

/** Answers the kind of what is ended so: by the method that the file calls, or any that ends for good. */
export function kindEndedBy(
  site: CallNode,
  { by, name, awaits }: Pick<SeenEnd, 'by' | 'name' | 'awaits'>,
): ResourceProtocol {
  const noun = site.type === 'NewExpression' ? (calleeName(site) ?? 'object') : 'resource'
  const acquire = { name: '', form: site.type === 'NewExpression' ? 'constructor' : 'function' } as const
  const others = [...ENDS_FOR_GOOD].filter((other) => other !== name && !other.startsWith('Symbol.'))
  return resource({
    noun,
    acquire,
    methods: by === 'method' ? [name, ...others, 'abort', 'end'] : [],
    functions: by === 'function' ? [name] : [],
    awaits,
    example: '',
  })
}
