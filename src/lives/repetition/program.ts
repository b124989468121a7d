import { perFile, type FileFacts } from '../../cells/file-facts.js'
import { runsAtModuleLoad } from '../../syntax/functions.js'
import { memberName } from '../../syntax/property-name.js'

/**
 * Answers what says that a file is a program that is run, and no module that others import: a `#!` line, what it was
 * given on the command line, the question whether it is the main module. Undefined for all others.
 */
export const programOf = perFile((facts): string | undefined => {
  if (/^#!/.test(facts.sourceCode.text)) return 'the file has a #! line'
  if (readsAtLoad(facts, 'argv', 'process')) return 'the file reads the command line as it starts'
  if (asksForMain(facts)) return 'the file asks whether it is the main module'
  return undefined
})

/** `require.main === module`, `import.meta.main` */
function asksForMain(facts: FileFacts): boolean {
  return (facts.nodes.members.get('main') ?? []).some((node) => {
    if (node.type !== 'MemberExpression') return false
    const { object } = node
    const isRequire = object.type === 'Identifier' && object.name === 'require'
    return (isRequire && facts.bindings.isGlobal(object)) || object.type === 'MetaProperty'
  })
}

function readsAtLoad(facts: FileFacts, name: string, of: string): boolean {
  return (facts.nodes.members.get(name) ?? []).some(
    (node) =>
      node.type === 'MemberExpression' &&
      node.object.type === 'Identifier' &&
      node.object.name === of &&
      memberName(node) === name &&
      runsAtModuleLoad(node),
  )
}
