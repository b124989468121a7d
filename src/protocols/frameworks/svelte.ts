import { NOTHING, type EffectHook, type Framework } from './framework.js'

const effect = (name: string, of?: string): EffectHook => ({
  name,
  ...(of === undefined ? {} : { of }),
  callback: 0,
  cleanup: 'returned',
  otherwise: name === 'onMount' ? 'perhaps' : 'same',
  ends: true,
})

export const SVELTE: Framework = {
  ...NOTHING,
  name: 'Svelte',
  modules: /^svelte(?:\/|$)/,
  files: 'svelte',
  effects: [effect('onMount'), effect('$effect'), effect('pre', '$effect'), effect('root', '$effect')],
  startHooks: ['beforeUpdate', 'afterUpdate'],
  endHooks: ['onDestroy'],
  end: 'onDestroy',
  cleanup: { hooks: ['onDestroy'], from: ['svelte'] },
}
