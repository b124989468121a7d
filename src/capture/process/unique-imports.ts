import type { TSESTree } from '@typescript-eslint/utils'

import { unwrap } from '../../syntax/unwrap.js'
import { soleValue } from '../../syntax/bindings.js'
import { dynamicImports } from './dynamic-imports.js'
import { isEndingProgram } from './ending-programs.js'
import { perFile, type FileFacts } from '../../cells/file-facts.js'
import type { Certainty } from '../../ledger/certainty.js'
import { isForDevelopers, isLoadedOnce, isSetup } from './loading-purpose.js'
import { isProgramKey } from '../../lives/collections/program-keys.js'
import { isAgain, recursOf, type Recurs } from './runs-again.js'
import { uniquenessOf } from '../../cells/values/unique-values.js'

/** An import of a module under a specifier that nothing has imported before. */
export interface UniqueImport {
  node: TSESTree.Node
  certainty: Certainty
  /** What makes the specifier another one; for a `data:` URL, the code in it. */
  source: TSESTree.Node
  /** `always`: each import; `edits`: each change of the file; `code`: each other code. */
  differs: 'always' | 'edits' | 'code'
  recurs: Recurs
}

/** Answers the dynamic imports of a file that add a module to those of the process again and again. */
export const uniqueImports = perFile((facts): readonly UniqueImport[] =>
  dynamicImports(facts).flatMap(({ node, specifier }) => {
    const found = differenceOf(facts, specifier)
    if (!found) return []
    const [own, ofSource] = [recursOf(facts, node), recursOf(facts, found.source)]
    if (own === 'once' || ofSource === 'once') return []
    const setsUp = isSetup(node)
    if (setsUp && !isAgain(own)) return []
    const isSure =
      found.differs !== 'edits' &&
      !setsUp &&
      !isEndingProgram(facts) &&
      isAgain(own) &&
      isAgain(ofSource) &&
      !isForDevelopers(facts, node) &&
      !isLoadedOnce(facts, node)
    return [{ node, ...found, recurs: own, certainty: isSure ? 'known' : 'likely' }]
  }),
)

function differenceOf(
  facts: FileFacts,
  specifier: TSESTree.Node,
): Pick<UniqueImport, 'source' | 'differs'> | undefined {
  const unique = uniquenessOf(facts, specifier)
  if (unique) return { source: unique.source, differs: unique.kind }
  const code = codeOfDataUrl(facts, specifier)
  return code && { source: code, differs: 'code' }
}

/** `data:text/javascript,${encodeURIComponent(code)}`: answers what of it is not written in the program. */
function codeOfDataUrl(facts: FileFacts, specifier: TSESTree.Node): TSESTree.Node | undefined {
  let node = unwrap(specifier)
  if (node.type === 'Identifier') {
    const variable = facts.bindings.variableOf(node)
    node = (variable && soleValue(variable)) ?? node
  }
  const parts = partsOfText(node)
  const [start, ...rest] = parts
  if (start === undefined || typeof start !== 'string' || !start.trimStart().startsWith('data:'))
    return undefined
  return rest.find((part): part is TSESTree.Node => typeof part !== 'string' && !isProgramKey(facts, part))
}

/** The texts and expressions that a template or sum is made of, in their order. */
function partsOfText(text: TSESTree.Node): (string | TSESTree.Node)[] {
  const parts: (string | TSESTree.Node)[] = []
  const rest: TSESTree.Node[] = [text]
  for (let node = rest.pop(); node; node = rest.pop()) {
    if (node.type === 'BinaryExpression' && node.operator === '+') rest.push(node.right, node.left)
    else if (node.type === 'Literal') parts.push(String(node.value))
    else if (node.type === 'TemplateLiteral') {
      for (const [i, { value }] of node.quasis.entries()) {
        const expression = node.expressions[i]
        parts.push(value.raw, ...(expression ? [expression] : []))
      }
    } else parts.push(node)
  }
  return parts
}
