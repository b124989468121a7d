import type { TSESTree } from '@typescript-eslint/utils'

import { OF_THE_COMPONENT } from '../protocols/hooks.js'
import type { Variable } from '../syntax/bindings.js'
import { calleeName } from '../syntax/property-name.js'
import { unwrap } from '../syntax/unwrap.js'

/** Whether a variable is what a hook shares among components: `const socket = useContext(SocketContext)`, `const { events } = useRouter()`. */
export function isSharedByHook(variable: Variable): boolean {
  const declared = variable.defs[0]?.node as TSESTree.Node | undefined
  const value = declared?.type === 'VariableDeclarator' && declared.init ? unwrap(declared.init) : undefined
  const name = value?.type === 'CallExpression' ? calleeName(value) : undefined
  return name !== undefined && /^use[A-Z]/.test(name) && !OF_THE_COMPONENT.test(name)
}
