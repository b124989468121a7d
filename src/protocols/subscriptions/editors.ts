import type { SubscriptionRow, SubscriptionRows } from './row.js'

const HOST = 'until the extension host ends'

const vscode = (row: Pick<SubscriptionRow, 'call' | 'noun'>): SubscriptionRow => ({
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
})

/** Editors and their extensions. */
export const EDITOR_SUBSCRIPTIONS: SubscriptionRows = [
  vscode({ call: /^register(?:Text)?(?:Editor)?Command$/, noun: 'command' }),
  vscode({ call: /^register[A-Z]\w*$/, noun: 'provider' }),
  vscode({ call: /^on(?:Did|Will)[A-Z]\w*$/, noun: 'listener' }),
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
