import type { TSESTree } from '@typescript-eslint/utils'
import type { RuleFix, RuleFixer } from '@typescript-eslint/utils/ts-eslint'

import { importsMatching, localNamesOf } from '../../cells/definitions/imported-names.js'
import type { FileFacts } from '../../cells/file-facts.js'
import type { Duty } from '../../ledger/duty.js'
import { STREAM_LIBRARIES } from '../../protocols/rxjs.js'
import { isTaken } from '../free-name.js'
import { endText, type Emptiness } from './end-text.js'
import { addImport, extendImport } from './import-name.js'

/** What goes on until it is ended, for it to be kept and ended. */
export interface Begun {
  /** What answers the handle: `setInterval(…)`, `new ResizeObserver(…)`. */
  readonly value: TSESTree.CallExpression | TSESTree.NewExpression
  /** The part of it that is enough to end it: `data` of what answers `{ data: { subscription } }`. */
  readonly part: string | undefined
  /** What it is to be called, where it has no name: it, or that part. */
  readonly name: string
  /** Its type, in words that need no import; undefined where there are none. */
  readonly type: string | undefined
  /** The edits by which the file knows that type. */
  readonly typeEdits: (fixer: RuleFixer) => RuleFix[]
  /** Answers the statement that ends it, by what it is called. */
  readonly end: (handle: string, emptiness: Emptiness) => string
  /** Whether its owner may begin it again while it goes on, so that one handle is not enough for all it begins when it starts. */
  readonly isRepeated: boolean
  /** Whether the handle is the function that ends it. */
  readonly isFunction: boolean
  /** Whether that expression answers nothing. */
  readonly answersNothing: boolean
  readonly filename: string
}

/** Answers what a duty is of, as a correction of it needs it; undefined where it is not certain what ends it. */
export function begunBy(
  facts: FileFacts,
  duty: Duty,
  { filename, isRepeated }: Pick<Begun, 'filename' | 'isRepeated'>,
): Begun | undefined {
  const { site, kind, arrival } = duty
  if (endText(duty, '', 'full') === undefined || !isEndInScope(facts, duty)) return undefined
  const isFunction = arrival.as === 'member' && arrival.path.length === 0
  const part = arrival.as === 'member' ? arrival.path[0] : undefined
  return {
    value: site,
    part,
    name: isFunction ? 'unsubscribe' : (part ?? nameOf(kind.noun)),
    ...(isFunction ? known('(() => void)') : typeOf(facts, duty)),
    end: (handle, emptiness) => endText(duty, handle, emptiness) ?? '',
    isRepeated,
    isFunction,
    answersNothing: answersNothing(duty),
    filename,
  }
}

/** `socket` for a WebSocket, `frame` for an animation frame; what listens is called a subscription. */
function nameOf(noun: string): string {
  const name = /[A-Z]?[a-z]+$/.exec(noun)?.[0].toLowerCase() ?? 'resource'
  return name === 'listener' ? 'subscription' : name
}

type Typed = Pick<Begun, 'type' | 'typeEdits'>

function known(type: string | undefined): Typed {
  return { type, typeEdits: () => [] }
}

function typeOf(facts: FileFacts, { site, kind }: Duty): Typed {
  const callee = facts.sourceCode.getText(site.callee)
  if (site.type === 'NewExpression') return known(site.callee.type === 'Identifier' ? callee : undefined)
  if (kind.functions.length > 0)
    return known(/^\w+$/.test(callee) ? `ReturnType<typeof ${callee}>` : 'number')
  const isStream = kind.methods.includes('unsubscribe') && importsMatching(facts, STREAM_LIBRARIES)
  return isStream ? typeOfStream(facts, site) : known(undefined)
}

/** What subscribing to a stream answers, wherever the file has its streams from. */
function typeOfStream(facts: FileFacts, site: TSESTree.Node): Typed {
  const [imported] = localNamesOf(facts, 'Subscription', ['rxjs', 'rxjs/Subscription'])
  if (imported !== undefined || isTaken(facts, 'Subscription', [site])) return known(imported)
  const edit = extendImport(facts, 'Subscription', ['rxjs']) ?? addImport(facts, 'Subscription', 'rxjs')
  return edit ? { type: 'Subscription', typeEdits: (fixer) => [edit(fixer)] } : known(undefined)
}

/** Whether a function that ends it is the one of that name here: another window has functions and timers of its own. */
function isEndInScope(facts: FileFacts, { site, kind: { methods, functions, closers } }: Duty): boolean {
  if (methods.length > 0) return methods !== functions
  const [end] = functions
  if (end === undefined) return closers.length === 0
  const { callee } = site
  const isOfThisWindow =
    callee.type === 'MemberExpression' &&
    callee.object.type === 'Identifier' &&
    facts.bindings.isGlobal(callee.object) &&
    /^(?:window|globalThis|self|global)$/.test(callee.object.name)
  if (callee.type !== 'Identifier' && !isOfThisWindow) return false
  return /^(?:clear|cancel)[A-Z]/.test(end) || isTaken(facts, end, [site])
}

/** What the platform offers to end something answers nothing. */
function answersNothing({ kind: { acquire, functions, methods, awaits } }: Duty): boolean {
  if (awaits) return false
  return (
    acquire.global !== undefined ||
    methods[0] === 'unsubscribe' ||
    (methods.length === 0 && /^(?:clear|cancel)[A-Z]/.test(functions[0] ?? ''))
  )
}
