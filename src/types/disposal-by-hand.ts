import type { TSESTree } from '@typescript-eslint/utils'
import type * as ts from 'typescript'

import type { DisposalMethod } from './disposable.js'
import { orUnknown } from './or-unknown.js'
import { constituents, saysNothing, type Answer, type TypeQueries } from './type-queries.js'

/**
 * Whether a method of a type does what its disposal does. Where both are written in the project, their bodies
 * say it. Where only their declarations are known, it is so if the type has no other method that might be the
 * one: `names` are the names of such methods. Unknown where it has several.
 */
export const isDisposalByHand = orUnknown(
  (
    types: TypeQueries,
    type: ts.Type,
    method: string,
    disposal: DisposalMethod,
    names: ReadonlySet<string>,
  ): Answer => {
    const answers = constituents(types, type).map((part) => answerOf(types, part, method, disposal, names))
    if (answers.includes('no')) return 'no'
    return answers.length > 0 && answers.every((answer) => answer === 'yes') ? 'yes' : 'unknown'
  },
  'unknown',
)

function answerOf(
  types: TypeQueries,
  type: ts.Type,
  method: string,
  disposal: DisposalMethod,
  names: ReadonlySet<string>,
): Answer {
  const properties = types.checker.getPropertiesOfType(type)
  const symbol = `__@${disposal.slice('Symbol.'.length)}@`
  const disposing = properties.find(({ escapedName }) => escapedName.toString().startsWith(symbol))
  const releasing = properties.find(({ name }) => name === method)
  const disposalBody = disposing && bodyOf(types, disposing)
  const releaseBody = releasing && bodyOf(types, releasing)
  if (disposalBody !== undefined) {
    const isCalled = disposalBody.includes(`.${method}(`)
    const calls = releaseBody?.includes(disposal) === true
    return isCalled || calls || disposalBody === releaseBody ? 'yes' : 'no'
  }
  const isOnly = properties.every(({ name }) => !names.has(name) || verbOf(name) === verbOf(method))
  return isOnly ? 'yes' : 'unknown'
}

/** `closeSync` and `closeAsync` are `close`. */
function verbOf(name: string): string {
  return name.replace(/A?[Ss]ync$/, '')
}

/** The text of a method's body; undefined where it is only declared. */
function bodyOf({ ts }: TypeQueries, property: ts.Symbol): string | undefined {
  for (const declaration of property.declarations ?? []) {
    const initializer = ts.isPropertyDeclaration(declaration) || ts.isPropertyAssignment(declaration)
    const written = initializer ? declaration.initializer : declaration
    if (!written) continue
    if (ts.isMethodDeclaration(written) || ts.isArrowFunction(written) || ts.isFunctionExpression(written)) {
      const { body } = written
      if (body) return body.getSourceFile().text.slice(body.pos, body.end).trim()
    }
  }
  return undefined
}

/** Whether an expression answers a promise. */
export const answersPromise = orUnknown((types: TypeQueries, node: TSESTree.Node): Answer => {
  const parts = constituents(types, types.typeOf(node))
  if (parts.some((part) => saysNothing(types, part))) return 'unknown'
  return parts.some((part) => types.checker.getPropertyOfType(part, 'then')) ? 'yes' : 'no'
}, 'unknown')
