import type { TSESTree } from '@typescript-eslint/utils'

import { FRAMEWORKS } from '../protocols/frameworks.js'
import type { Framework } from '../protocols/frameworks/framework.js'
import { isClass, type ClassNode } from '../syntax/functions.js'
import { moduleOf } from '../syntax/module-origin.js'
import type { Place } from '../syntax/places.js'
import { calleeName, keyName, memberName } from '../syntax/property-name.js'
import { unwrap } from '../syntax/unwrap.js'
import { membersByHome } from '../cells/call-targets.js'
import { decoratorsOf } from './injected-classes.js'
import { perFile, perKey, type FileFacts } from '../cells/file-facts.js'

/** A class or an object of options whose instances a framework makes and ends. */
export interface ComponentHome {
  framework: Framework
  /** Whether its instances certainly come and go. */
  ends: boolean
}

/** Answers what is known of a class as a component: by its base, its decorators, or its lifecycle members. */
export const componentOfClass = perKey((facts: FileFacts, node: ClassNode): ComponentHome | undefined => {
  const names = memberNames(node)
  const framework = FRAMEWORKS.find(
    (each) =>
      extendsBase(node, each) ||
      isDecorated(facts, node, each) ||
      (each.areMembersEveryday !== true && each.lifecycles.some(([start]) => names.has(start))),
  )
  if (!framework) return undefined
  return { framework, ends: framework.roots?.test(node.id?.name ?? '') !== true }
})

function memberNames({ body }: ClassNode): ReadonlySet<string | undefined> {
  return new Set(
    body.body.map((element) => ('key' in element ? keyName(element.key, element.computed) : undefined)),
  )
}

function extendsBase({ superClass }: ClassNode, { bases }: Framework): boolean {
  return superClass !== null && bases !== undefined && namesBase(superClass, bases)
}

/** `Base`, `React.Base`, `Mixin(Base)` and `mix(a)(Base)` */
function namesBase(node: TSESTree.Node, bases: RegExp): boolean {
  const base = unwrap(node)
  if (base.type === 'Identifier') return bases.test(base.name)
  if (base.type === 'MemberExpression') return bases.test(memberName(base) ?? '')
  return base.type === 'CallExpression' && base.arguments.some((argument) => namesBase(argument, bases))
}

function isDecorated(facts: FileFacts, node: ClassNode, framework: Framework): boolean {
  return decoratorsOf(node).some(({ expression }) => {
    const callee = expression.type === 'CallExpression' ? expression.callee : expression
    const name = callee.type === 'Identifier' ? callee.name : ''
    const source = framework.decorators.includes(name) ? moduleOf(callee, facts.bindings) : undefined
    return source !== undefined && framework.modules.test(source)
  })
}

/**
 * Answers what is known of an object as a component: it is given to a call that defines one, or has the members of
 * one and is exported, or stands in a file of components.
 */
export const componentOfObject = perKey(
  (_facts: FileFacts, node: TSESTree.ObjectExpression): ComponentHome | undefined => {
    const names = new Set(
      node.properties.map((each) =>
        each.type === 'Property' ? keyName(each.key, each.computed) : undefined,
      ),
    )
    const framework = FRAMEWORKS.find(({ options, lifecycles }) => {
      if (!options) return false
      const { parent } = node
      if (parent.type === 'CallExpression' && parent.callee.type === 'Identifier') {
        if (options.calls.includes(calleeName(parent) ?? '')) return true
      }
      if (!lifecycles.some(([start]) => names.has(start)) && !names.has(options.setup)) return false
      return (
        parent.type === 'ExportDefaultDeclaration' ||
        (parent.type === 'CallExpression' && options.calls.includes(calleeName(parent) ?? '')) ||
        options.keys.some((key) => names.has(key))
      )
    })
    return framework && { framework, ends: true }
  },
)

/** Answers the class or object that a place of `this` is of, as far as it is a component. */
export function componentOfHome(facts: FileFacts, home: Place): ComponentHome | undefined {
  return componentHomes(facts).get(home)
}

const componentHomes = perFile((facts): ReadonlyMap<Place, ComponentHome> => {
  const found = new Map<Place, ComponentHome>()
  for (const [home, members] of membersByHome(facts)) {
    const seen = new Set<TSESTree.Node>()
    for (const { node } of members) {
      const body = node.parent.parent
      const holder = body?.type === 'ClassBody' ? body.parent : body
      if (!holder || seen.has(holder)) continue
      seen.add(holder)
      const component = isClass(holder)
        ? componentOfClass(facts, holder)
        : holder.type === 'ObjectExpression'
          ? componentOfObject(facts, holder)
          : undefined
      if (component) found.set(home, component)
    }
  }
  return found
})
