import type { TSESLint, TSESTree } from '@typescript-eslint/utils'

import { cutOutScript } from './cut-out-script.js'

/** A file that is a component of its own. */
export interface ComponentFile {
  language: 'vue' | 'svelte' | 'astro'
  /** Whether what stands at a position outside of all functions runs once for each instance, not once for all. */
  isPerInstance(range: TSESTree.Range): boolean
}

/** By program: code asks where it stands, and has no more than its nodes to ask with. */
const componentFiles = new WeakMap<TSESTree.Node, ComponentFile>()

/** Notes which code of a `.vue`, `.svelte` or `.astro` file runs once for each component; other files have none. */
export function indexComponentScripts(
  { ast, parserServices, text }: TSESLint.SourceCode,
  filename: string,
): void {
  const services = parserServices as Partial<ComponentServices> | undefined
  const document = services?.getDocumentFragment?.()
  if (document) {
    const scripts = document.children.filter(isSetupScript)
    componentFiles.set(ast, { language: 'vue', isPerInstance: (range) => liesInOneOf(range, scripts) })
  } else if (services?.isSvelte === true) {
    const modules = (ast.body as unknown as readonly MarkupNode[]).filter(isModuleScript)
    componentFiles.set(ast, { language: 'svelte', isPerInstance: (range) => !liesInOneOf(range, modules) })
  } else if (services?.isAstro === true) {
    // Its frontmatter runs for each request, on the server; a `<script>` of it is a file of its own to ESLint.
    componentFiles.set(ast, { language: 'astro', isPerInstance: () => true })
  } else {
    const script = cutOutScript(filename, text)
    if (!script?.isPerInstance) return
    componentFiles.set(ast, { language: script.language, isPerInstance: () => true })
  }
}

/** What the parsers of these files offer beside the tree. */
interface ComponentServices {
  /** vue-eslint-parser: the whole file, of which the tree holds the scripts only. */
  getDocumentFragment: () => { children: readonly MarkupNode[] } | null
  /** svelte-eslint-parser: whether the file has markup. */
  isSvelte: boolean
  /** astro-eslint-parser: whether the file is one of Astro. */
  isAstro: boolean
}

/** An element of the markup, as far as scripts are concerned. */
interface MarkupNode {
  type: string
  range: TSESTree.Range
  /** Vue's name is a text, Svelte's is a node. */
  name?: unknown
  startTag?: { attributes: readonly MarkupAttribute[] }
  body?: readonly TSESTree.ProgramStatement[]
}

interface MarkupAttribute {
  type: string
  key?: { name?: unknown }
  value?: unknown
}

function isSetupScript(node: MarkupNode): boolean {
  return (
    node.type === 'VElement' &&
    node.name === 'script' &&
    node.startTag?.attributes.some(({ key }) => key?.name === 'setup') === true
  )
}

/** `<script module>`, and `<script context="module">` of older files. */
function isModuleScript(node: MarkupNode): boolean {
  return (
    node.type === 'SvelteScriptElement' &&
    node.startTag?.attributes.some(({ key, value }) => {
      if (key?.name === 'module') return true
      const [text] = Array.isArray(value) ? (value as { value?: unknown }[]) : []
      return key?.name === 'context' && text?.value === 'module'
    }) === true
  )
}

function liesInOneOf([start, end]: TSESTree.Range, nodes: readonly MarkupNode[]): boolean {
  return nodes.some(({ range }) => range[0] <= start && end <= range[1])
}

/** Answers what kind of component a file is; undefined for other files. */
export function componentFileOf(program: TSESTree.Node): ComponentFile | undefined {
  return componentFiles.get(program)
}

/**
 * Answers the program around a node that stands, inside or outside of functions, in code that each instance of a
 * component has for itself.
 */
export function componentAround(node: TSESTree.Node): TSESTree.Node | undefined {
  let program = node
  while (program.parent) program = program.parent
  return componentFiles.get(program)?.isPerInstance(node.range) === true ? program : undefined
}

/** Answers the statements of a file outside of all functions and blocks, which may stand in several scripts. */
export function moduleStatements(program: TSESTree.Program): readonly TSESTree.ProgramStatement[] {
  const { body } = program
  if (componentFileOf(program)?.language !== 'svelte') return body
  return body.flatMap((node) => (isScript(node) ? ((node as unknown as MarkupNode).body ?? []) : [node]))
}

function isScript(node: TSESTree.Node): boolean {
  return (node.type as string) === 'SvelteScriptElement'
}
