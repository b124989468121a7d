import type { SubscriptionRow, SubscriptionRows } from './row.js'

const PAGE = 'until the page is left'

const listens = (
  call: string | RegExp,
  modules: readonly string[],
  example: string,
  rest: Partial<SubscriptionRow> = {},
): SubscriptionRow => ({ call, modules, on: 'module', ending: 'call', noun: 'listener', example, ...rest })

const DRAG_AND_DROP = [
  '@atlaskit/pragmatic-drag-and-drop/element/adapter',
  '@atlaskit/pragmatic-drag-and-drop/external/adapter',
  '@atlaskit/pragmatic-drag-and-drop/text-selection/adapter',
] as const

/** What follows the page, an element or a window of it, and answers the function that stops it. */
export const PAGE_SUBSCRIPTIONS: SubscriptionRows = [
  listens(
    'autoUpdate',
    ['@floating-ui/dom', '@floating-ui/react-dom', '@floating-ui/react', '@floating-ui/vue'],
    'autoUpdate(input, input, input)',
  ),
  listens('tinykeys', ['tinykeys'], 'tinykeys(window, input)', { until: PAGE }),
  listens(/^monitorFor[A-Z]\w*$/, DRAG_AND_DROP, 'monitorForElements(input)', { until: PAGE }),
  listens('record', ['rrweb', '@rrweb/record'], 'record(input)', { until: PAGE, noun: 'recording' }),
  ...[
    'registerRichText',
    'registerPlainText',
    'registerHistory',
    'registerDragonSupport',
    'registerList',
    'registerMarkdownShortcuts',
  ].map((call) =>
    listens(
      call,
      [
        '@lexical/rich-text',
        '@lexical/plain-text',
        '@lexical/history',
        '@lexical/dragon',
        '@lexical/list',
        '@lexical/markdown',
      ],
      `${call}(input)`,
    ),
  ),
]
