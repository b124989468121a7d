import type { SubscriptionRow, SubscriptionRows } from './row.js'

const HOST = 'until the extension host ends'

/** The parts of the editor's API whose `register…` answers a disposable; those of forks may not. */
const REGISTRIES =
  /^(?:commands|languages|window|workspace|tasks|debug|authentication|notebooks|chat|lm|scm|comments|env|tests)$/

const vscode = (
  row: Pick<SubscriptionRow, 'call' | 'noun' | 'through' | 'example' | 'isUnique'>,
): SubscriptionRow => ({
  modules: ['vscode'],
  on: 'module',
  ending: 'dispose',
  until: HOST,
  mustBeKept: true,
  ...row,
})

const lexical = (call: string): SubscriptionRow => ({
  call,
  modules: ['lexical', '@lexical/react/LexicalComposerContext', '@lexical/headless'],
  makers: ['createEditor', 'createHeadlessEditor', 'useLexicalComposerContext'],
  on: 'instance',
  ending: 'call',
  noun: 'listener',
  example: `createEditor(input).${call}(input, input)`,
})

/** Editors and their extensions. */
export const EDITOR_SUBSCRIPTIONS: SubscriptionRows = [
  vscode({
    call: /^register(?:Text)?(?:Editor)?Command$/,
    noun: 'command',
    through: REGISTRIES,
    isUnique: true,
    example: 'commands.registerCommand(input, input)',
  }),
  // Of one view, scheme or editor there is one provider.
  vscode({
    call: /^register(?:TreeDataProvider|WebviewViewProvider|FileSystemProvider|CustomEditorProvider|UriHandler)$/,
    noun: 'provider',
    through: REGISTRIES,
    isUnique: true,
    example: 'window.registerTreeDataProvider(input, input)',
  }),
  vscode({
    call: /^register[A-Z]\w*$/,
    noun: 'provider',
    through: REGISTRIES,
    example: 'languages.registerHoverProvider(input, input)',
  }),
  vscode({
    call: /^on(?:Did|Will)[A-Z]\w*$/,
    noun: 'listener',
    example: 'workspace.onDidSaveTextDocument(input)',
  }),
  ...[
    'registerUpdateListener',
    'registerCommand',
    'registerNodeTransform',
    'registerMutationListener',
    'registerTextContentListener',
    'registerDecoratorListener',
    'registerEditableListener',
    'registerRootListener',
  ].map(lexical),
]
