import { NOTHING, type EffectHook, type Framework } from './framework.js'

const watcher = (name: string, callback: number, registrar: number): EffectHook => ({
  name,
  callback,
  cleanup: 'registered',
  registrar,
  noun: 'watcher',
  otherwise: 'another',
  ends: true,
})

const STARTS = ['beforeCreate', 'created', 'beforeMount', 'mounted', 'activated']

/** Vue, its composition library, and its class components. */
export const VUE: Framework = {
  ...NOTHING,
  name: 'Vue',
  modules:
    /^(?:vue|@vue\/[\w-]+|@vueuse\/[\w-]+|vue-demi|vue-property-decorator|vue-class-component|vue-facing-decorator|nuxt-property-decorator|#imports)(?:\/|$)/,
  files: 'vue',
  isImportedByBuild: true,
  effects: [
    watcher('watch', 1, 2),
    watcher('watchEffect', 0, 0),
    watcher('watchPostEffect', 0, 0),
    watcher('watchSyncEffect', 0, 0),
  ],
  startHooks: ['onBeforeMount', 'onMounted', 'onActivated'],
  endHooks: [
    'onUnmounted',
    'onBeforeUnmount',
    'onScopeDispose',
    'tryOnScopeDispose',
    'tryOnUnmounted',
    'tryOnBeforeUnmount',
    'onDeactivated',
    'onWatcherCleanup',
    'onInvalidate',
  ],
  otherHooks: ['ref', 'shallowRef', 'reactive', 'shallowReactive', 'computed', 'customRef', 'onUpdated'],
  lifecycles: STARTS.map(
    (start) => [start, start === 'activated' ? 'deactivated' : 'beforeUnmount'] as const,
  ),
  areMembersEveryday: true,
  endMembers: ['unmounted', 'beforeDestroy', 'destroyed'],
  updateMembers: ['updated'],
  bases: /^Vue$/,
  decorators: ['Component', 'Options'],
  options: {
    calls: ['defineComponent', 'defineNuxtComponent', 'extend', 'component', 'mixin', 'directive'],
    keys: ['template', 'props', 'data', 'computed', 'methods', 'watch', 'components', 'mixins', 'emits'],
    setup: 'setup',
  },
  end: 'onUnmounted',
  cleanup: {
    hooks: ['onUnmounted', 'onBeforeUnmount', 'onScopeDispose'],
    from: ['vue', 'vue-demi', '@vue/composition-api', '#imports'],
  },
}
