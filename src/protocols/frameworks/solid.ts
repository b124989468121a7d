import { NOTHING, type EffectHook, type Framework } from './framework.js'

const computation = (name: string): EffectHook => ({
  name,
  callback: 0,
  cleanup: 'registered',
  otherwise: 'another',
  ends: true,
})

export const SOLID: Framework = {
  ...NOTHING,
  name: 'Solid',
  modules: /^(?:solid-js|@solidjs\/[\w-]+|@solid-primitives\/[\w-]+)(?:\/|$)/,
  effects: ['createEffect', 'createRenderEffect', 'createComputed'].map(computation),
  startHooks: ['onMount'],
  endHooks: ['onCleanup'],
  otherHooks: ['createSignal', 'createMemo', 'createStore', 'createResource', 'createEffect'],
  end: 'onCleanup',
  cleanup: { hooks: ['onCleanup'], from: ['solid-js'], nests: true },
}
