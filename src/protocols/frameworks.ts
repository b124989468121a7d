import { ANGULAR } from './frameworks/angular.js'
import type { Framework } from './frameworks/framework.js'
import { LIT } from './frameworks/lit.js'
import { REACT } from './frameworks/react.js'
import { SOLID } from './frameworks/solid.js'
import { SVELTE } from './frameworks/svelte.js'
import { VSCODE } from './frameworks/vscode.js'
import { VUE } from './frameworks/vue.js'

/** The frameworks whose components, effects and extensions are owners. */
export const FRAMEWORKS: readonly Framework[] = [REACT, VUE, ANGULAR, SVELTE, SOLID, LIT, VSCODE]

/** Members by which some framework begins the life of an instance, or ends it again. */
export const LIFECYCLE_STARTS: ReadonlySet<string> = new Set(
  FRAMEWORKS.flatMap(({ lifecycles }) => lifecycles.map(([start]) => start)),
)
/** The members with which the life of an instance begins, each with the one that ends it. */
export const LIFECYCLES = FRAMEWORKS.flatMap(({ lifecycles }) => lifecycles)

export const LIFECYCLE_ENDS: ReadonlySet<string> = new Set(FRAMEWORKS.flatMap(endMembersOf))

/** Calls whose function argument runs when what surrounds them ends. */
export const END_HOOKS: ReadonlySet<string> = new Set(FRAMEWORKS.flatMap(({ endHooks }) => endHooks))

/** Calls whose function argument runs when the life of what surrounds them begins. */
export const START_HOOKS: ReadonlySet<string> = new Set(FRAMEWORKS.flatMap(({ startHooks }) => startHooks))

/** Members that a framework calls on each update of one instance. */
export const UPDATE_MEMBERS: ReadonlySet<string> = new Set(
  FRAMEWORKS.flatMap(({ updateMembers }) => updateMembers),
)

/** Answers the members that one framework runs at the end of an instance. */
export function endMembersOf({ lifecycles, endMembers }: Framework): string[] {
  return [...lifecycles.map(([, end]) => end), ...endMembers]
}
