import type { SubscriptionRow, SubscriptionRows } from './row.js'

/** Stores, each with the exports that make one and the method that subscribes to it. */
const store = (
  modules: readonly string[],
  makers: readonly string[],
  calls: readonly string[],
  ending: SubscriptionRow['ending'] = 'call',
): SubscriptionRow[] =>
  calls.map((call) => ({ call, modules, makers, on: 'instance', ending, noun: 'listener' }))

const observes = (call: string, modules: readonly string[]): SubscriptionRow => ({
  call,
  modules,
  on: 'module',
  ending: 'call',
  noun: 'reaction',
  observes: true,
})

/** State: what runs again whenever a value changes. `when` of MobX ends itself. */
export const STORE_SUBSCRIPTIONS: SubscriptionRows = [
  observes('autorun', ['mobx']),
  observes('reaction', ['mobx']),
  { ...observes('observe', ['mobx']), noun: 'listener', observes: false },
  { ...observes('intercept', ['mobx']), noun: 'interceptor', observes: false },
  observes('effect', ['@preact/signals-core', '@preact/signals', '@preact/signals-react']),
  ...store(
    ['redux', '@reduxjs/toolkit'],
    ['createStore', 'legacy_createStore', 'configureStore'],
    ['subscribe'],
  ),
  ...store(['react-redux'], ['useStore'], ['subscribe']),
  ...store(['zustand', 'zustand/vanilla'], ['create', 'createStore', 'default'], ['subscribe']),
  ...store(['svelte/store'], ['writable', 'readable', 'derived'], ['subscribe']),
  ...store(
    ['nanostores', '@nanostores/persistent'],
    ['atom', 'map', 'computed', 'deepMap', 'batched', 'persistentAtom', 'persistentMap'],
    ['listen', 'subscribe'],
  ),
  ...store(['jotai', 'jotai/vanilla'], ['createStore', 'getDefaultStore', 'useStore'], ['sub']),
  ...store(
    ['effector'],
    ['createStore', 'createEvent', 'createEffect', 'combine', 'sample'],
    ['watch', 'subscribe'],
    'call',
  ),
  ...store(
    ['xstate', '@xstate/react', '@xstate/store'],
    ['createActor', 'interpret', 'useActorRef', 'useInterpret', 'createStore'],
    ['subscribe'],
    'unsubscribe',
  ),
  ...store(
    ['@tanstack/react-query', '@tanstack/query-core'],
    ['QueryClient', 'useQueryClient'],
    ['subscribe'],
  ),
  ...store(
    ['history'],
    ['createBrowserHistory', 'createHashHistory', 'createMemoryHistory'],
    ['listen', 'block'],
  ),
  ...store(
    ['react-router', 'react-router-dom'],
    ['createBrowserRouter', 'createHashRouter', 'createMemoryRouter', 'useHistory'],
    ['subscribe', 'listen', 'block'],
  ),
  ...store(['nanoevents'], ['createNanoEvents'], ['on']),
  ...store(['emittery'], ['default'], ['on', 'onAny']).map((row) => ({
    ...row,
    endedBy: ['off', 'offAny', 'clearListeners'],
  })),
  ...store(['vuex'], ['createStore', 'Store', 'useStore'], ['watch', 'subscribe', 'subscribeAction']),
  { ...observes('subscribe', ['valtio', 'valtio/vanilla']), noun: 'listener', observes: false },
  {
    ...observes('subscribeKey', ['valtio/utils', 'valtio/vanilla/utils']),
    noun: 'listener',
    observes: false,
  },
]
