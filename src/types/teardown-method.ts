import type * as typescript from 'typescript'

import { orUnknown } from './or-unknown.js'
import { constituents, saysNothing, type TypeQueries } from './type-queries.js'

/**
 * Answers the first of some methods that a type has and that can be called without arguments, if it does anything.
 * Undefined where it has none of them, where its body is to be seen and empty, and where the type says nothing.
 */
export const callableMethod = orUnknown(
  (types: TypeQueries, type: typescript.Type, names: readonly string[]): string | undefined => {
    const parts = constituents(types, type)
    if (parts.length === 0 || parts.some((part) => saysNothing(types, part))) return undefined
    return names.find((name) => parts.every((part) => isCallable(types, part, name)))
  },
  undefined,
)

/** Answers the name of the class or interface that declares a method of a type. */
export const declarerOf = orUnknown((type: typescript.Type, method: string): string | undefined => {
  const declaration = type.getProperty(method)?.valueDeclaration?.parent as
    { name?: typescript.Identifier } | undefined
  return declaration?.name?.text
}, undefined)

function isCallable({ checker, ts }: TypeQueries, type: typescript.Type, name: string): boolean {
  const declaration = type.getProperty(name)?.valueDeclaration
  const method = declaration && type.getProperty(name)
  if (!method || isEmpty(declaration, ts)) return false
  return checker
    .getSignaturesOfType(checker.getTypeOfSymbolAtLocation(method, declaration), ts.SignatureKind.Call)
    .some((signature) => signature.parameters.every((parameter) => isOptional(parameter)))
}

function isEmpty(declaration: typescript.Declaration, ts: typeof typescript): boolean {
  return ts.isMethodDeclaration(declaration) && declaration.body?.statements.length === 0
}

function isOptional(parameter: typescript.Symbol): boolean {
  const declaration = parameter.valueDeclaration as typescript.ParameterDeclaration | undefined
  return (
    declaration?.questionToken !== undefined ||
    declaration?.initializer !== undefined ||
    declaration?.dotDotDotToken !== undefined
  )
}
