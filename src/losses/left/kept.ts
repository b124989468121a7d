import type { TSESTree } from '@typescript-eslint/utils'

import type { Cell } from '../../cells/cell.js'
import type { Duty } from '../../ledger/duty.js'
import type { Variable } from '../../syntax/bindings.js'
import { componentFileOf } from '../../syntax/component-scripts.js'
import {
  enclosingFunction,
  isExecutor,
  isFunction,
  isWithin,
  type FunctionNode,
} from '../../syntax/functions.js'
import { openingOf } from './opening.js'

/** A cell of a region that a duty is put into. */
export interface Kept {
  readonly duty: Duty
  readonly cell: Cell
  readonly region: TSESTree.Node
  /** What opens it; undefined where it is open from the start, as a parameter is. */
  readonly start: TSESTree.Node | undefined
  /** The parameter beside it that says whether there is one. */
  readonly error?: TSESTree.Node | undefined
}

/**
 * Answers the region in which a function keeps what a site begins in a local of its own, to itself; undefined where others may
 * end it after the function has ended, or where `using` does.
 */
export function keptInLocal(duty: Duty, cell: Cell): Kept | undefined {
  const { variable } = cell
  const region = variable && regionOf(variable)
  if (!region || isUsing(variable) || !isWithin(duty.site, region)) return undefined
  const start = startIn(duty, variable, functionOf(region))
  return start && { duty, cell, region, start }
}

/**
 * Answers the body of a nested function that puts what it begins into a variable of a function around it: others may look at it
 * meanwhile, and what it ends itself it is meant to end on every way. Undefined for what stands elsewhere.
 */
export function keptInOuter(duty: Duty, cell: Cell): Kept | undefined {
  const { variable, kind } = cell
  const inner = enclosingFunction(duty.site)
  if (kind !== 'local' || !variable || !inner || inner === cell.scope || !cell.scope) return undefined
  if (!isWithin(inner, cell.scope) || inner.parent.type === 'NewExpression') return undefined
  const start = openingOf(duty, variable)
  return start && { duty, cell, region: inner.body, start }
}

/**
 * Answers the block, the function body or, since a request is over with it, the frontmatter whose end is the end of a variable;
 * undefined for one of the module, or of a component that lives on.
 */
function regionOf(variable: Variable): TSESTree.Node | undefined {
  const block = variable.scope.block as TSESTree.Node
  if (isFunction(block)) return block.body
  return block.type !== 'Program' || componentFileOf(block)?.language === 'astro' ? block : undefined
}

/** What begins it in the function that has the variable: the opening, or the promise whose executor opens it at once. */
function startIn(duty: Duty, variable: Variable, scope: FunctionNode | undefined): TSESTree.Node | undefined {
  if (enclosingFunction(duty.site) === scope) return openingOf(duty, variable)
  return functionAround(duty.site) === scope ? promiseAround(duty.site, scope) : undefined
}

/** The function that a node runs in: the executor of a promise runs at once, where that is made. */
function functionAround(node: TSESTree.Node): FunctionNode | undefined {
  const scope = enclosingFunction(node)
  return isExecutor(scope) ? functionAround(scope) : scope
}

/** The outermost promise in whose executor a node runs while a function does; undefined where it is in none. */
function promiseAround(node: TSESTree.Node, around: FunctionNode | undefined): TSESTree.Node | undefined {
  let promise: TSESTree.Node | undefined
  for (let scope = enclosingFunction(node); scope !== around && scope; scope = enclosingFunction(scope)) {
    promise = scope.parent
  }
  return promise
}

/** Answers the function that a region is the body of, or lies in. */
function functionOf(region: TSESTree.Node): FunctionNode | undefined {
  return isFunction(region.parent) ? region.parent : enclosingFunction(region)
}

/** Whether a variable is declared by `using`, and so ended by its block. */
function isUsing(variable: Variable): boolean {
  const parent = variable.defs[0]?.parent as TSESTree.Node | null | undefined
  return parent?.type === 'VariableDeclaration' && (parent.kind === 'using' || parent.kind === 'await using')
}
