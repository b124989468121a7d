import type { TSESTree } from '@typescript-eslint/utils'

import { FIRES, SUBJECTS } from '../../protocols/rxjs.js'
import { soleValue } from '../../syntax/bindings.js'
import { isClass } from '../../syntax/functions.js'
import type { Place } from '../../syntax/places.js'
import { calleeName } from '../../syntax/property-name.js'
import { unwrap } from '../../syntax/unwrap.js'
import { perFile, type FileFacts } from '../../cells/file-facts.js'
import { valuesByPlace } from '../../cells/values/written-values.js'
import { nodesAtPlace, nodesOfVariable, useOf } from '../../cells/uses/uses.js'

/** A subject that `takeUntil()` waits for in vain. */
export interface SilentSubject {
  sure: 'yes' | 'likely'
  /** How it is written. */
  name: string
  /** Where it is made. */
  made: TSESTree.NewExpression
  /** A call that looks as if it fired the subject and does not: `complete()`. */
  attempt: TSESTree.CallExpression | undefined
}

/**
 * Answers the subject that a `takeUntil()` is given, if nothing in the file ever fires it; undefined where it
 * may be fired, or where the file does not show all that is done with it.
 */
export function silentSubject(facts: FileFacts, notifier: TSESTree.Node): SilentSubject | undefined {
  const node = unwrap(notifier)
  const place = facts.places.placeOf(node)
  if (place === undefined) return undefined
  const answers = silentSubjects(facts)
  if (!answers.has(place)) answers.set(place, silentAt(facts, node, place))
  return answers.get(place)
}

const silentSubjects = perFile(() => new Map<Place, SilentSubject | undefined>())

function silentAt(facts: FileFacts, node: TSESTree.Node, place: Place): SilentSubject | undefined {
  const variable = node.type === 'Identifier' ? facts.bindings.variableOf(node) : undefined
  const isField = place.startsWith('this') && place.split('.').length === 2
  const sole = variable && soleValue(variable)
  const values = isField ? (valuesByPlace(facts).get(place) ?? []) : sole ? [sole] : []
  const subjects = values.map(newSubject)
  const [made] = subjects
  if (!made || subjects.includes(undefined)) return undefined
  if (variable && !isField && isExported(variable.identifiers[0])) return undefined
  const nodes = isField ? nodesAtPlace(facts, place) : variable ? nodesOfVariable(variable) : []
  let attempt: TSESTree.CallExpression | undefined
  for (const each of nodes) {
    const use = useOf(facts, each)
    if (use.kind === 'assigned' || use.kind === 'tested' || isDeclaration(each)) continue
    if (use.kind === 'argument' && WAITS.has(calleeName(use.call) ?? '')) continue
    if (use.kind !== 'receiver' || use.method === undefined || FIRES.has(use.method)) return undefined
    if (!WITHOUT_EFFECT.has(use.method)) return undefined
    if (use.method === 'complete' || use.method === 'unsubscribe') attempt ??= use.call
  }
  const sure = isField ? surenessOfField(values[0]) : 'yes'
  return sure && { sure, name: facts.sourceCode.getText(node), made, attempt }
}

/** Operators that wait for what they are given. */
const WAITS = new Set(['takeUntil', 'skipUntil'])

/** Methods of a subject that do not fire it. */
const WITHOUT_EFFECT = new Set(['complete', 'unsubscribe', 'pipe', 'asObservable', 'subscribe'])

function newSubject(value: TSESTree.Node | 'parameter'): TSESTree.NewExpression | undefined {
  const node = value === 'parameter' ? undefined : unwrap(value)
  if (node?.type !== 'NewExpression') return undefined
  const name = calleeName(node) ?? ''
  // A subject with a value of its own fires at once.
  return SUBJECTS.has(name) && name !== 'BehaviorSubject' ? node : undefined
}

function isDeclaration({ parent }: TSESTree.Node): boolean {
  return parent?.type === 'VariableDeclarator'
}

function isExported(node: TSESTree.Node | undefined): boolean {
  return node?.parent?.parent?.parent?.type === 'ExportNamedDeclaration'
}

/** A field that others see may be fired by them: a subclass, mostly. */
function surenessOfField(value: TSESTree.Node | 'parameter' | undefined): SilentSubject['sure'] | undefined {
  let current = value === 'parameter' ? undefined : value
  while (current && current.type !== 'PropertyDefinition' && !isClass(current)) current = current.parent
  if (current?.type !== 'PropertyDefinition') return 'likely'
  if (current.key.type === 'PrivateIdentifier' || current.accessibility === 'private') return 'yes'
  const owner = current.parent.parent
  // A base class may fire it from a teardown of its own.
  if (owner.superClass) return undefined
  return owner.abstract || current.accessibility === 'protected' ? 'likely' : 'yes'
}
