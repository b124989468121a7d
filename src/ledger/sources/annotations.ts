import type { TSESTree } from '@typescript-eslint/utils'

import { perFile, type CallNode, type FileFacts } from '../../cells/file-facts.js'
import { ENDS_OF_DISPOSABLE_TYPES } from '../../protocols/disposable-types.js'
import { HANDS_OUT } from '../../protocols/makers.js'
import { resource, type ResourceProtocol } from '../../protocols/resources/protocol.js'
import { calleeName } from '../../syntax/property-name.js'
import { unwrapAwait } from '../../syntax/unwrap.js'
import type { Duty } from '../duty.js'
import { link } from '../link.js'

/**
 * Answers the calls whose result a field is given that the file declares as something disposable: `listener?: Disposable`.
 * Whoever wrote the type says that it has to be ended, and by which method. Asked of what makes something: an accessor
 * and a look-up answer what was there before.
 */
export const dutiesOfAnnotations = perFile((facts): readonly Duty[] => {
  const declared = declaredTypes(facts)
  if (declared.size === 0) return []
  return facts.nodes.assignments.flatMap(({ left, right, operator }) => {
    const place =
      operator === '=' && left.type === 'MemberExpression' ? facts.places.placeOf(left) : undefined
    const type = place === undefined ? undefined : declared.get(place)
    const site = unwrapAwait(right)
    return type !== undefined && isMaker(site) ? [dutyOf(facts, site, type)] : []
  })
})

function isMaker(node: TSESTree.Node): node is CallNode {
  return node.type === 'CallExpression' && !HANDS_OUT.test(calleeName(node) ?? 'get')
}

function dutyOf(facts: FileFacts, site: CallNode, type: string): Duty {
  const owed = link('likely', `it is declared as ${type}`, site)
  return { site, kind: kindOf(facts, type), source: 'type', arrival: { as: 'value' }, owed }
}

/** The fields of the file's classes that are declared with the name of such a type, by their place. */
const declaredTypes = perFile((facts): ReadonlyMap<string, string> => {
  const found = new Map<string, string>()
  for (const element of facts.nodes.classes.flatMap(({ body }) => body.body)) {
    if (element.type !== 'PropertyDefinition' || element.static || element.key.type !== 'Identifier') continue
    const type = disposableTypeIn(element.typeAnnotation?.typeAnnotation)
    const home = type === undefined ? undefined : facts.places.thisPlaceAt(element)
    if (type !== undefined && home !== undefined) found.set(`${home}.${element.key.name}`, type)
  }
  return found
})

/** The name of a type, or of the one that is no nothing among several: `Disposable | undefined`. */
function disposableTypeIn(node: TSESTree.TypeNode | undefined): string | undefined {
  switch (node?.type) {
    case 'TSTypeReference':
      return node.typeName.type === 'Identifier' && ENDS_OF_DISPOSABLE_TYPES.has(node.typeName.name)
        ? node.typeName.name
        : undefined
    case 'TSUnionType': {
      const [first] = node.types.flatMap((type) => disposableTypeIn(type) ?? [])
      return first
    }
    default:
      return undefined
  }
}

function kindOf(facts: FileFacts, type: string): ResourceProtocol {
  const kinds = kindsByType(facts)
  const known =
    kinds.get(type) ??
    resource({
      noun: type,
      acquire: { name: '', form: 'function' },
      methods: ENDS_OF_DISPOSABLE_TYPES.get(type) ?? [],
      example: '',
    })
  kinds.set(type, known)
  return known
}

const kindsByType = perFile(() => new Map<string, ResourceProtocol>())
