import type { TSESTree } from '@typescript-eslint/utils'

import { isOfProject } from '../../cells/definitions/definition-of.js'
import { basesAnywhere, classHere, classNamed, type DefinedClass } from '../../cells/definitions/class-of.js'
import { perFile, type CallNode, type FileFacts } from '../../cells/file-facts.js'
import { HOLDS_MEMORY } from '../../protocols/makers.js'
import { importSource } from '../../syntax/bindings.js'
import { isWithin, type ClassNode } from '../../syntax/functions.js'
import { calleeName } from '../../syntax/property-name.js'
import { rootOf } from '../../syntax/unwrap.js'
import { saysNothing } from '../../types/type-queries.js'
import { closingAnywhere, closingHere, MENTIONS_END, type Closing } from '../closings.js'
import { kindOf, kindOfName } from '../kinds-of-classes.js'
import type { Duty } from '../duty.js'
import { doubted, link, type Link } from '../link.js'

/**
 * Answers the constructions of classes that have to be closed: those of this file whose closing method ends something,
 * and, with nothing known of it, those of other modules.
 */
export const dutiesOfClasses = perFile((facts): readonly Duty[] => {
  const found: Duty[] = []
  for (const sites of facts.nodes.constructions.values()) {
    for (const site of sites) {
      const duty = dutyOf(facts, site)
      if (duty) found.push(duty)
    }
  }
  return found
})

function dutyOf(facts: FileFacts, site: CallNode): Duty | undefined {
  const arrival = { as: 'value' } as const
  const name = calleeName(site) ?? 'object'
  const own = classConstructedBy(facts, site)
  if (own) {
    const closing = closingHere(facts, own)
    if (closing) {
      const owed = owedBy(facts, closing, own)
      return { site, kind: kindOf(facts, own, name, closing), source: 'class', arrival, owed }
    }
    if (!isForOthersToClose(facts, own)) return undefined
  } else if (!isOfOtherModule(facts, site)) return undefined
  const owed = doubted('meant', 'unknown', `what ${name} is can be seen in another file only`)
  return { site, kind: kindOfName(facts, name), source: 'class', arrival, owed }
}

function owedBy(facts: FileFacts, { sure, because, node, begunBy }: Closing, own?: ClassNode): Link {
  if (begunBy && !begunBy.some((name) => isCalledOnOthers(facts, name, own))) {
    return link(
      'unknown',
      `it opens nothing until ${begunBy.map((name) => `${name}()`).join(' or ')} is called`,
    )
  }
  return sure === 'yes' ? link('yes', because, node) : doubted('meant', 'unknown', because, node)
}

/** Whether a method is called in a file, other than by the class itself on what it has: `this.client.connect()`. */
function isCalledOnOthers(facts: FileFacts, name: string, own: ClassNode | undefined): boolean {
  return (facts.nodes.calls.get(name) ?? []).some(
    (call) => !own || !isWithin(call, own) || rootOf(call.callee).type !== 'ThisExpression',
  )
}

/**
 * Answers what the file of an imported class says of a construction: the duty as it is known there, or that there is nothing to
 * end. Undefined where the class is none of the project's sources. Reads another file.
 */
export function dutyAsDefined(facts: FileFacts, duty: Duty): Duty | undefined {
  const { site } = duty
  const own = classConstructedBy(facts, site)
  if (site.type !== 'NewExpression' || (own && closingHere(facts, own))) return undefined
  const found = classElsewhere(facts, own ? foreignBase(facts, own) : site.callee)
  if (!found) return undefined
  const module = found.module ?? ''
  const closing = closingAnywhere(found.facts, found.node)
  if (closing) {
    const kind = kindOf(found.facts, found.node, calleeName(site) ?? 'object', closing)
    return {
      ...duty,
      kind,
      owed: owedBy(facts, { ...closing, node: undefined, because: `${closing.because}, in ${module}` }),
    }
  }
  if (isOpenEnded(found.facts, found.node)) return undefined
  const name = calleeName(site) ?? 'the class'
  return { ...duty, owed: link('no', `${name} of ${module} has no method that ends anything`) }
}

function classElsewhere(facts: FileFacts, name: TSESTree.Node | undefined): DefinedClass | undefined {
  const found = name && classNamed(facts, name, MENTIONS_END)
  return found?.module === undefined ? undefined : found
}

/** Whether a class extends one that cannot be seen, which may have what ends it. */
function isOpenEnded(facts: FileFacts, node: ClassNode): boolean {
  const last = basesAnywhere(facts, node).at(-1)?.node ?? node
  return last.superClass !== null
}

/** Answers the class of this file that a call makes an instance of. */
export function classConstructedBy(facts: FileFacts, site: CallNode): ClassNode | undefined {
  return site.type === 'NewExpression' ? classHere(facts, site.callee) : undefined
}

/** Whether a class without an end of its own extends one of the project, which may have it. */
function isForOthersToClose(facts: FileFacts, node: ClassNode): boolean {
  const base = foreignBase(facts, node)
  return base !== undefined && isOfProject(facts, base)
}

/** Answers the name of what the last class of this file extends that a class is made of. */
function foreignBase(facts: FileFacts, node: ClassNode): TSESTree.Node | undefined {
  const seen = new Set([node])
  let current = node
  while (current.superClass) {
    const base = classHere(facts, current.superClass)
    if (!base || seen.has(base)) return base ? undefined : current.superClass
    seen.add(base)
    current = base
  }
  return undefined
}

/** Whether a class is imported. What types are known of has been said already to be nothing to close. */
function isOfOtherModule(facts: FileFacts, site: CallNode): boolean {
  const { types } = facts
  if (site.type !== 'NewExpression' || (types && !saysNothing(types, types.typeOf(site)))) return false
  const root = rootOf(site.callee)
  const variable = root.type === 'Identifier' ? facts.bindings.variableOf(root) : undefined
  const name = calleeName(site) ?? ''
  return (
    variable !== undefined &&
    importSource(variable) !== undefined &&
    !/Exception$/.test(name) &&
    !HOLDS_MEMORY.test(name)
  )
}
