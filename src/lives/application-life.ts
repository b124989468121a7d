import { COMPONENT_DECORATORS, ROOT_COMPONENT } from '../protocols/rxjs.js'
import { isClass, type ClassNode } from '../syntax/functions.js'
import { keyName } from '../syntax/property-name.js'
import { decoratorName, decoratorsOf, optionsOfDecorators } from '../frameworks/injected-classes.js'
import type { Owner } from './owner.js'

export type Life = 'ends' | 'stays' | 'unknown'

/** Answers whether instances of an owner certainly come and go, or there is one for as long as the application runs. */
export function lifeOf(owner: Owner | undefined): Life {
  if (!owner) return 'unknown'
  if (!isClass(owner.node)) return owner.ends === 'yes' ? 'ends' : 'unknown'
  const life = applicationLifeOf(owner.node)
  return life === 'unknown' && owner.ends === 'yes' ? 'ends' : life
}

/** Answers what the decorators of a class say about its instances. */
export function applicationLifeOf(node: ClassNode): Life {
  const names = decoratorsOf(node).map(decoratorName)
  if (names.includes('NgModule')) return 'stays'
  if (names.includes('Injectable')) {
    return optionsOfDecorators(node).some((each) => keyName(each.key, each.computed) === 'providedIn')
      ? 'stays'
      : 'unknown'
  }
  if (!names.some((name) => COMPONENT_DECORATORS.has(name))) return 'unknown'
  return isRoot(node) ? 'stays' : 'ends'
}

function isRoot(node: ClassNode): boolean {
  const selector = optionsOfDecorators(node).find((each) => keyName(each.key, each.computed) === 'selector')
  const names = [node.id?.name, selector?.value.type === 'Literal' ? selector.value.value : undefined]
  return names.some((name) => typeof name === 'string' && ROOT_COMPONENT.test(name))
}

/** Whether a class may be a service, of which the application mostly has one. */
export function isService({ node }: Owner): boolean {
  return isClass(node) && decoratorsOf(node).some((decorator) => decoratorName(decorator) === 'Injectable')
}
