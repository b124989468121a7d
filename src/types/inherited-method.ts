import type { TSESTree } from '@typescript-eslint/utils'
import type * as ts from 'typescript'

import { orUnknown } from './or-unknown.js'
import type { Answer, TypeQueries } from './type-queries.js'

/**
 * Whether the class that a class extends has a method of a name which calls something that `releases` holds for.
 * "No" where it is abstract or calls nothing. Unknown where its body is not to be seen, as in a declaration file,
 * where its type says nothing, and where it calls other things.
 */
export const inheritedMethod = orUnknown(
  (
    types: TypeQueries,
    node: TSESTree.ClassDeclaration | TSESTree.ClassExpression,
    name: string,
    releases: (name: string) => boolean,
  ): Answer => {
    const { checker, ts } = types
    if (!node.superClass) return 'no'
    const constructors = checker.getSignaturesOfType(
      types.typeOf(node.superClass),
      ts.SignatureKind.Construct,
    )
    const [signature] = constructors
    if (!signature) return 'unknown'
    const method = propertyNamed(signature.getReturnType(), name)
    if (!method) return 'no'
    const declarations = (method.declarations ?? []).filter((each) => ts.isMethodDeclaration(each))
    if (declarations.some((each) => isAbstract(each, ts))) return 'no'
    const bodies = declarations.flatMap(({ body }) => body ?? [])
    if (bodies.length === 0) return 'unknown'
    const called = bodies.flatMap((body) => namesCalledIn(body, ts))
    if (called.some((each) => releases(each))) return 'yes'
    return called.length === 0 ? 'no' : 'unknown'
  },
  'unknown',
)

/** A method of a well-known symbol has a name that ends in a number of the compiler's. */
function propertyNamed(type: ts.Type, name: string): ts.Symbol | undefined {
  if (!name.startsWith('Symbol.')) return type.getProperty(name)
  const start = `__@${name.slice('Symbol.'.length)}@`
  return type.getProperties().find((property) => property.name.startsWith(start))
}

function isAbstract(
  declaration: ts.MethodDeclaration,
  { ModifierFlags, getCombinedModifierFlags }: typeof ts,
): boolean {
  return (getCombinedModifierFlags(declaration) & ModifierFlags.Abstract) !== 0
}

/** The last names of what is called, empty where it is a method of `this` or `super`; `console` does not count. */
function namesCalledIn(body: ts.Node, is: typeof ts): string[] {
  const names: string[] = []
  const visit = (node: ts.Node): void => {
    if (is.isCallExpression(node)) {
      const callee = node.expression
      if (is.isIdentifier(callee)) names.push(callee.text)
      else if (!is.isPropertyAccessExpression(callee)) names.push('')
      else if (callee.expression.getText() !== 'console') {
        const isOwn =
          callee.expression.kind === is.SyntaxKind.ThisKeyword ||
          callee.expression.kind === is.SyntaxKind.SuperKeyword
        names.push(isOwn ? '' : callee.name.text)
      }
    }
    is.forEachChild(node, visit)
  }
  visit(body)
  return names
}
