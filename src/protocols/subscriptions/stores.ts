import type { SubscriptionRow, SubscriptionRows } from './row.js'

/** Stores, each with the exports that make one, how one is made, and the methods that subscribe to it. */
const store = (
  modules: readonly string[],
  makers: readonly string[],
  made: string,
  calls: readonly string[],
  ending: SubscriptionRow['ending'] = 'call',
): SubscriptionRow[] =>
  calls.map((call) => ({
    call,
    modules,
    makers,
    on: 'instance',
    ending,
    noun: 'listener',
    example: `${made}.${call}(input, input)`,
  }))

const observes = (call: string, modules: readonly string[]): SubscriptionRow => ({
  call,
  modules,
  on: 'module',
  ending: 'call',
  noun: 'reaction',
  observes: true,
  example: `${call}(() => input.show(input.name))`,
})

const listens = (call: string, modules: readonly string[], noun = 'listener'): SubscriptionRow => ({
  call,
  modules,
  on: 'module',
  ending: 'call',
  noun,
  example: `${call}(input, input)`,
})

/** State: what runs again whenever a value changes. `when` of MobX ends itself. */
export const STORE_SUBSCRIPTIONS: SubscriptionRows = [
  observes('autorun', ['mobx']),
  { ...observes('reaction', ['mobx']), example: 'reaction(() => input.name, input)' },
  listens('observe', ['mobx']),
  listens('intercept', ['mobx'], 'interceptor'),
  observes('effect', ['@preact/signals-core', '@preact/signals', '@preact/signals-react']),
  ...store(
    ['redux', '@reduxjs/toolkit'],
    ['createStore', 'legacy_createStore', 'configureStore'],
    'createStore(input)',
    ['subscribe'],
  ),
  ...store(['react-redux'], ['useStore'], 'useStore()', ['subscribe']),
  ...store(['zustand', 'zustand/vanilla'], ['create', 'createStore', 'default'], 'create(input)', [
    'subscribe',
  ]),
  ...store(['svelte/store'], ['writable', 'readable', 'derived'], 'writable(input)', ['subscribe']),
  ...store(
    ['nanostores', '@nanostores/persistent'],
    ['atom', 'map', 'computed', 'deepMap', 'batched', 'persistentAtom', 'persistentMap'],
    'atom(input)',
    ['listen', 'subscribe'],
  ),
  ...store(['jotai', 'jotai/vanilla'], ['createStore', 'getDefaultStore', 'useStore'], 'getDefaultStore()', [
    'sub',
  ]),
  ...store(
    ['effector'],
    ['createStore', 'createEvent', 'createEffect', 'combine', 'sample'],
    'createStore(input)',
    ['watch', 'subscribe'],
  ),
  ...store(
    ['xstate', '@xstate/react', '@xstate/store'],
    ['createActor', 'interpret', 'useActorRef', 'useInterpret', 'createStore'],
    'createActor(input)',
    ['subscribe'],
    'unsubscribe',
  ),
  ...store(
    ['@tanstack/react-query', '@tanstack/query-core'],
    ['QueryClient', 'useQueryClient'],
    'new QueryClient(input).getQueryCache()',
    ['subscribe'],
  ),
  ...store(
    ['history'],
    ['createBrowserHistory', 'createHashHistory', 'createMemoryHistory'],
    'createBrowserHistory()',
    ['listen', 'block'],
  ),
  ...store(
    ['react-router', 'react-router-dom'],
    ['createBrowserRouter', 'createHashRouter', 'createMemoryRouter'],
    'createBrowserRouter(input)',
    ['subscribe'],
  ),
  ...store(['react-router', 'react-router-dom'], ['useHistory'], 'useHistory()', ['listen', 'block']),
  ...store(['nanoevents'], ['createNanoEvents'], 'createNanoEvents()', ['on']),
  ...store(['emittery'], ['default'], 'new Emittery()', ['on', 'onAny']).map((row) => ({
    ...row,
    endedBy: ['off', 'offAny', 'clearListeners'],
  })),
  ...store(['vuex'], ['createStore', 'Store', 'useStore'], 'createStore(input)', [
    'watch',
    'subscribe',
    'subscribeAction',
  ]),
  listens('subscribe', ['valtio', 'valtio/vanilla']),
  listens('subscribeKey', ['valtio/utils', 'valtio/vanilla/utils']),
  ...['onSnapshot', 'onPatch', 'onAction'].map((call) => listens(call, ['mobx-state-tree'])),
  ...['onSnapshot', 'onPatches', 'onActionMiddleware'].map((call) => listens(call, ['mobx-keystone'])),
  listens('deepObserve', ['mobx-utils']),
  { ...listens('spy', ['mobx']), example: 'spy(input)' },
  observes('effect', ['alien-signals', 'usignal', '@maverick-js/signals']),
  ...['focusManager', 'onlineManager'].map((source): SubscriptionRow => ({
    ...listens('subscribe', ['@tanstack/react-query', '@tanstack/vue-query', '@tanstack/query-core']),
    through: new RegExp(`^${source}$`),
    example: `${source}.subscribe(input)`,
  })),
]
