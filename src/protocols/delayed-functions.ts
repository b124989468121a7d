/** A function that puts calls of another one off, and a method by which a call that waits is given up. */
export interface DelayedFunctionRow {
  /** The name it is exported under; of a module's only export, the name does not matter. */
  name: string
  modules: readonly string[]
  cancel: string
}

export const DELAYED_FUNCTIONS: readonly DelayedFunctionRow[] = [
  {
    name: 'debounce',
    modules: ['lodash', 'lodash-es', 'lodash/debounce', 'lodash-es/debounce', 'lodash.debounce'],
    cancel: 'cancel',
  },
  {
    name: 'throttle',
    modules: ['lodash', 'lodash-es', 'lodash/throttle', 'lodash-es/throttle', 'lodash.throttle'],
    cancel: 'cancel',
  },
  { name: 'debounce', modules: ['es-toolkit', 'es-toolkit/function', 'es-toolkit/compat'], cancel: 'cancel' },
  { name: 'throttle', modules: ['es-toolkit', 'es-toolkit/function', 'es-toolkit/compat'], cancel: 'cancel' },
  { name: 'debounce', modules: ['throttle-debounce'], cancel: 'cancel' },
  { name: 'throttle', modules: ['throttle-debounce'], cancel: 'cancel' },
  { name: 'debounce', modules: ['just-debounce-it'], cancel: 'cancel' },
  { name: 'debounce', modules: ['debounce'], cancel: 'clear' },
]
