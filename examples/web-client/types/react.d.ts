/** As much of `react` as the example uses, so that there is nothing to install. */
declare module 'react' {
  export function useEffect(effect: () => void | (() => void), dependencies?: readonly unknown[]): void
  export function useState<State>(initial: State): [State, (next: State) => void]
}

declare namespace JSX {
  type Element = object
  interface IntrinsicElements {
    span: { className?: string; children?: unknown }
  }
}
