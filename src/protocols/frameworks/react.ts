import { NOTHING, type EffectHook, type Framework } from './framework.js'

const effect = (name: string, ends: boolean): EffectHook => ({
  name,
  callback: 0,
  cleanup: 'returned',
  otherwise: 'same',
  ends,
})

/** React, Preact, and libraries of hooks for them. */
export const REACT: Framework = {
  ...NOTHING,
  name: 'React',
  modules: /^(?:react|preact|react-dom|@types\/react|react-use|ahooks|usehooks-ts)(?:\/|$)/,
  effects: [
    effect('useEffect', true),
    effect('useLayoutEffect', true),
    effect('useInsertionEffect', true),
    effect('useIsomorphicLayoutEffect', true),
    { ...effect('useSyncExternalStore', true), noun: 'function' },
    effect('useEffectOnce', false),
    effect('useMount', false),
    effect('useAsyncEffect', false),
  ],
  endHooks: ['useUnmount', 'useOnDestroy'],
  lifecycles: [
    ['getInitialState', 'componentWillUnmount'],
    ['componentDidMount', 'componentWillUnmount'],
    ['componentWillMount', 'componentWillUnmount'],
    ['UNSAFE_componentWillMount', 'componentWillUnmount'],
    ['componentDidUpdate', 'componentWillUnmount'],
  ],
  mistaken: new Map([
    ['componentDidUnmount', 'componentWillUnmount'],
    ['componentDidUnMount', 'componentWillUnmount'],
    ['componentWillDismount', 'componentWillUnmount'],
  ]),
  updateMembers: ['componentDidUpdate'],
  bases: /^(?:Pure)?Component$/,
  options: { calls: ['createClass', 'createReactClass'], keys: [], setup: '' },
}
