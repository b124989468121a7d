import type { TSESTree } from '@typescript-eslint/utils'
import type { RuleFix, RuleFixer } from '@typescript-eslint/utils/ts-eslint'

import { localNamesOf } from '../../cells/definitions/imported-names.js'
import type { FileFacts } from '../../cells/file-facts.js'
import { componentOfObject } from '../../frameworks/component-homes.js'
import { componentScopeOf, effects } from '../../frameworks/hooks.js'
import { fieldInjectedAs } from '../../frameworks/injected-classes.js'
import type { Owner } from '../../lives/owner.js'
import { FRAMEWORKS } from '../../protocols/frameworks.js'
import type { EffectHook, Framework } from '../../protocols/frameworks/framework.js'
import { componentFileOf } from '../../syntax/component-scripts.js'
import { isFunction, type FunctionNode } from '../../syntax/functions.js'
import { freeName, isTaken } from '../free-name.js'
import { addImport, extendImport } from './import-name.js'

/** What a function is given to, for it to run when an owner ends. */
export interface EndHook {
  /** As code of the owner calls it: `onUnmounted`, `this.destroyRef.onDestroy`. */
  readonly callee: string
  /** Whether it may be called in the callbacks of other hooks as well. */
  readonly nests: boolean
  /** The edits by which the file knows it. */
  readonly edits: (fixer: RuleFixer) => RuleFix[]
}

/** Answers the hook by which an owner ends what is begun in it; undefined where there is none that a file could call as it stands. */
export function endHook(facts: FileFacts, { kind, node, home }: Owner): EndHook | undefined {
  // After a wait, a hook does not know any more whose it is.
  if (isFunction(node) && (node.async || node.generator)) return undefined
  if (kind === 'instance') {
    const field = home === undefined ? undefined : fieldInjectedAs(facts, home, 'DestroyRef')
    return field === undefined ? undefined : known(`this.${field}.onDestroy`)
  }
  const effect = isFunction(node) ? effects(facts).get(node) : undefined
  if (isFunction(node) && effect?.hook.registrar !== undefined)
    return registrarOf(facts, node, effect.hook.registrar)
  if (effect?.hook.cleanup === 'returned') return undefined
  const framework = effect ? frameworkOf(effect.hook) : frameworkOfScope(facts, node)
  return framework && hookOf(facts, framework, node)
}

function known(callee: string, nests = false): EndHook {
  return { callee, nests, edits: () => [] }
}

function frameworkOf(hook: EffectHook): Framework | undefined {
  return FRAMEWORKS.find((each) => each.effects.includes(hook))
}

function frameworkOfScope(facts: FileFacts, node: TSESTree.Node): Framework | undefined {
  const options = node.parent?.parent
  const component = options?.type === 'ObjectExpression' ? componentOfObject(facts, options) : undefined
  return component?.framework ?? componentScopeOf(facts, node)?.framework
}

/** A hook that the file has, or else the usual one, where an import can be extended by it. */
function hookOf(facts: FileFacts, { cleanup, files }: Framework, node: TSESTree.Node): EndHook | undefined {
  if (!cleanup) return undefined
  const { hooks, from, nests = false } = cleanup
  // Under another name, it would not be known for what it is.
  const imported = hooks.find((name) => localNamesOf(facts, name, from).includes(name))
  const ambient = hooks.find((name) =>
    facts.nodes.calls.get(name)?.some(({ callee }) => facts.bindings.isGlobal(callee)),
  )
  const own = imported ?? ambient
  if (own !== undefined) return known(own, nests)
  const [callee] = hooks
  const [module] = from
  if (callee === undefined || module === undefined || isTaken(facts, callee, [node])) return undefined
  const isOwnFile = files === 'svelte' && componentFileOf(facts.sourceCode.ast)?.language === files
  const edit = extendImport(facts, callee, from) ?? (isOwnFile ? addImport(facts, callee, module) : undefined)
  return edit && { callee, nests, edits: (fixer) => [edit(fixer)] }
}

/** The parameter of a watcher that takes its cleanup, which it may have to be given first. */
function registrarOf(facts: FileFacts, effect: FunctionNode, position: number): EndHook | undefined {
  const { params, parent } = effect
  const parameter = params[position]
  if (parameter) return parameter.type === 'Identifier' ? known(parameter.name) : undefined
  // A watcher that takes nothing at all would have to take two values for nothing.
  const missing = position - params.length
  if (parent.type !== 'CallExpression' || missing > 1 || (missing === 1 && position < 2)) return undefined
  const name = freeName('onCleanup', (each) => isTaken(facts, each, [effect.body]))
  const added = missing === 1 ? `_, ${name}` : name
  const edit = addParameter(facts, effect, added)
  return edit && { callee: name, nests: false, edits: (fixer) => [edit(fixer)] }
}

function addParameter(
  { sourceCode }: FileFacts,
  effect: FunctionNode,
  text: string,
): ((fixer: RuleFixer) => RuleFix) | undefined {
  const last = effect.params.at(-1)
  if (!last) {
    const open = sourceCode.getFirstToken(effect, (token) => token.value === '(')
    return open ? (fixer) => fixer.insertTextAfter(open, text) : undefined
  }
  if (last.type === 'RestElement') return undefined
  if (sourceCode.getTokenAfter(last)?.value !== '=>')
    return (fixer) => fixer.insertTextAfter(last, `, ${text}`)
  return (fixer) => fixer.replaceText(last, `(${sourceCode.getText(last)}, ${text})`)
}
