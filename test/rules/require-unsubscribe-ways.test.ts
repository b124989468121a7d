import { requireUnsubscribe } from '../../src/rules/require-unsubscribe.js'
import { certaintyTester } from '../certainty-tester.js'

const check = certaintyTester('require-unsubscribe', requireUnsubscribe)

const effect = (body: string): string => `
  import { useContext, useEffect, useRef } from 'react'
  import { store } from './store'
  import { Shared } from './shared'
  export function Panel({ feed }) {
    const shared = useContext(Shared)
    const own = useRef(null)
    useEffect(() => {
      ${body}
    }, [])
    return null
  }
`

check('an effect that listens to what is there before it', ['untypedJs'], {
  silent: [
    { name: 'returned', code: effect('return store.subscribe(() => draw())') },
    { name: 'ended by the cleanup', code: effect('const off = store.subscribe(() => draw()); return off') },
    { name: "the component's own", code: effect('own.current.onChange(() => draw())') },
    { name: 'made by the effect', code: effect('const view = new View(); view.onChange(() => draw())') },
    { name: 'one time', code: effect('store.onReady(() => draw()); store.once(() => draw())') },
    { name: 'what a call answers, as requests are', code: effect('store.load().subscribe(() => draw())') },
  ],
  likely: [
    {
      name: 'of another module',
      code: effect('store.subscribe(() => draw())'),
      errors: [
        {
          messageId: 'dropped',
          at: 'store.subscribe(() => draw())',
          data: {
            noun: 'listener',
            holder: '`store`',
            until: 'as long as it lives',
            end: 'end it',
            where: 'a cleanup of this effect',
          },
          suggestions: [
            { messageId: 'returnHandle', output: effect('return store.subscribe(() => draw())') },
          ],
        },
      ],
    },
    {
      name: 'given to the component',
      code: effect('feed.listen(() => draw()); log()'),
      errors: [{ messageId: 'dropped', at: 'feed.listen(() => draw())' }],
    },
    {
      name: 'shared by a hook',
      code: effect('shared.onChange(() => draw()); log()'),
      errors: [{ messageId: 'dropped', at: 'shared.onChange(() => draw())' }],
    },
    {
      name: 'behind a wait that the component may not live to see the end of',
      code: effect(`
      let off
      const start = async () => {
        await store.load()
        off = store.subscribe(() => draw())
      }
      start()
      return () => off?.()`),
      errors: [
        {
          messageId: 'startsPastEnd',
          at: 'store.subscribe(() => draw())',
          data: {
            noun: 'listener',
            owner: 'this effect',
            holder: '`store`',
            until: 'as long as it lives',
            where: 'the cleanup of useEffect',
            at: '`await store.load()`',
          },
        },
      ],
    },
  ],
})

check('what begins when the work that is waited for is over', ['untypedJs'], {
  likely: [
    {
      name: 'of what hands back its end',
      code: `
        export function follow(load, draw) {
          let handle
          load().then((stream) => {
            handle = stream.subscribe(draw)
          })
          return () => {
            if (handle) handle.unsubscribe()
          }
        }
      `,
      errors: [{ messageId: 'startsPastEnd', at: 'stream.subscribe(draw)' }],
    },
  ],
})

check('an instance that listens to what it is given', ['untypedJs'], {
  silent: [
    {
      name: 'a class without an end',
      code: `
        export class Panel { constructor(model) { model.onDidChange(() => this.draw()) } draw() {} }
      `,
    },
    {
      name: 'an event whose result may be nothing',
      code: `
        export class Panel {
          constructor(model) { model.onPaint(() => this.draw()) }
          draw() {}
          dispose() { this.element.remove() }
        }
      `,
    },
    {
      name: 'what a method is told',
      code: `
        export class Panel {
          run(token) { token.onCancellationRequested(() => this.stop()); return work(token) }
          stop() {}
          dispose() { this.element.remove() }
        }
      `,
    },
  ],
  likely: [
    {
      name: 'by its constructor, and ends',
      code: `
        export class Panel {
          constructor(model) {
            this.model = model
            model.onDidChange(() => this.draw())
            this.model.changes.subscribe(() => this.draw())
          }
          draw() {}
          dispose() { this.element.remove() }
        }
      `,
      errors: [
        {
          suggestions: [
            {
              messageId: 'keepAndEnd',
              output: `
        export class Panel {
          constructor(model) {
            this.model = model
            this.subscription = model.onDidChange(() => this.draw())
            this.model.changes.subscribe(() => this.draw())
          }
          draw() {}
          dispose() { this.subscription.dispose(); this.element.remove() }
        }
      `,
            },
          ],
          messageId: 'dropped',
          at: 'model.onDidChange(() => this.draw())',
        },
        { messageId: 'dropped', at: 'this.model.changes.subscribe(() => this.draw())' },
      ],
    },
    {
      name: 'a field that keeps what ends it, and that nothing reads',
      code: `
        import dispatcher from './dispatcher'
        export class Panel {
          mount() { this.token = dispatcher.register((action) => this.take(action)) }
          take() {}
          destroy() { this.element.remove() }
        }
      `,
      errors: [
        {
          messageId: 'neverUsed',
          at: 'dispatcher.register((action) => this.take(action))',
          data: {
            noun: 'listener',
            handle: 'this.token',
            holder: '`dispatcher`',
            until: 'as long as it lives',
            where: 'destroy()',
            endHandle: 'End it by this.token',
          },
        },
      ],
    },
  ],
})

check('beside a list of results', ['untypedTs'], {
  known: [
    {
      name: 'that a collector is given at once, without a suggestion',
      code: `
        export class Tree {
          @inject(Model) protected readonly model: Model
          protected readonly toDispose = new DisposableCollection()
          init() {
            this.toDispose.pushAll([this.model.onDidOpen(() => this.draw()), this.model.onDidClose(() => this.draw())])
            this.model.onSelectionChanged(() => this.draw())
          }
          draw() {}
        }
      `,
      errors: [{ messageId: 'siblingKept', at: 'this.model.onSelectionChanged(() => this.draw())' }],
    },
  ],
  likely: [
    {
      name: 'a function of the component itself, given to a dispatcher of another module',
      code: `
        import dispatcher from './dispatcher'
        export class List extends React.Component {
          componentDidMount() { dispatcher.register(this.take) }
          take = (action) => {}
          componentWillUnmount() { this.element = null }
        }
      `,
      errors: [{ messageId: 'dropped', at: 'dispatcher.register(this.take)' }],
    },
  ],
})

check('a way out that leaves it', ['untypedTs'], {
  silent: [
    {
      name: 'ended in a finally, a stream that ends, one of the call',
      code: `
        import { of } from 'rxjs'
        import { ticks$ } from './ticks'
        export async function record(send) {
          const ticks = ticks$.subscribe(send)
          try { await send(1) } finally { ticks.unsubscribe() }
          const ones = of(1).subscribe(send)
          await send(2)
          ones.unsubscribe()
        }
      `,
    },
    {
      name: 'kept for later',
      code: `
        import { ticks$ } from './ticks'
        export class Recorder {
          private readonly all = []
          async start(send) {
            const ticks = ticks$.subscribe(send)
            await send(1)
            this.all.push(ticks)
          }
          stop() { for (const each of this.all) each.unsubscribe() }
        }
      `,
    },
  ],
  known: [
    {
      name: 'ended on success only',
      code: `
        import { ticks$ } from './ticks'
        export async function record(send) {
          const ticks = ticks$.subscribe(send)
          await send(1)
          ticks.unsubscribe()
        }
      `,
      errors: [
        {
          messageId: 'staysOnExit',
          at: 'ticks$.subscribe(send)',
          data: {
            noun: 'subscription',
            exit: 'when `await send(1)` throws',
            handle: 'ticks',
            holder: '`ticks$`',
            until: 'as long as it lives',
            endHandle: 'Call ticks.unsubscribe()',
          },
        },
      ],
    },
  ],
})

check('a list that collects what nothing ends', ['untypedTs'], {
  silent: [
    {
      name: 'of others: of a context, of a base class, of whoever gives it',
      code: `
        import { workspace } from 'vscode'
        export class Watch extends Base {
          constructor(private readonly list: Disposable[], private readonly context: Context) {
            super()
            this.list.push(workspace.onDidSaveTextDocument(save))
            this.context.subscriptions.push(workspace.onDidSaveTextDocument(save))
            this.disposables.push(workspace.onDidSaveTextDocument(save))
          }
          dispose() {}
        }
      `,
    },
  ],
  known: [
    {
      name: 'of its own',
      code: `
        import { workspace } from 'vscode'
        export class Watch {
          private readonly list: Disposable[] = []
          constructor() { this.list.push(workspace.onDidSaveTextDocument(save)) }
          dispose() { this.view.dispose() }
        }
      `,
      errors: [
        {
          messageId: 'neverEmptied',
          at: 'workspace.onDidSaveTextDocument(save)',
          data: {
            noun: 'listener',
            handle: 'this.list',
            where: 'dispose()',
            holder: '`workspace`',
            until: 'until the extension host ends',
          },
        },
      ],
    },
  ],
})

const component = (members: string): string => `
import { Component, Input } from '@angular/core'
import { Subject, interval, of } from 'rxjs'
import { takeUntil } from 'rxjs/operators'
@Component({ selector: 'x-panel', template: '' })
export class PanelComponent {
  private readonly destroyed = new Subject<void>()
  @Input() source: Source
  constructor(private readonly feed: Feed) {}
  ngOnDestroy() { this.destroyed.next() }
  ${members}
}
`

check('one more for each update', ['untypedTs'], {
  silent: [
    {
      name: 'begun once, a stream that ends, another source each time, the former ended first',
      code: component(`
  ngOnInit() { this.feed.items$.pipe(takeUntil(this.destroyed)).subscribe(draw) }
  ngOnChanges() {
    of(1).pipe(takeUntil(this.destroyed)).subscribe(draw)
    this.source.items$.pipe(takeUntil(this.destroyed)).subscribe(draw)
  }
  ngDoCheck() {
    this.destroyed.next()
    this.feed.items$.pipe(takeUntil(this.destroyed)).subscribe(draw)
  }`),
    },
  ],
  likely: [
    {
      name: 'ended together at the end',
      code: component(`
  ngOnChanges() { this.feed.items$.pipe(takeUntil(this.destroyed)).subscribe(draw) }
  @Input() set name(name: string) { interval(10).pipe(takeUntil(this.destroyed)).subscribe(draw) }`),
      errors: [
        {
          messageId: 'oneMorePerUpdate',
          at: 'this.feed.items$.pipe(takeUntil(this.destroyed)).subscribe(draw)',
          data: {
            noun: 'subscription',
            method: 'ngOnChanges',
            owner: 'PanelComponent',
            holder: 'What it listens to',
          },
        },
        {
          messageId: 'oneMorePerUpdate',
          at: 'interval(10).pipe(takeUntil(this.destroyed)).subscribe(draw)',
        },
      ],
    },
  ],
})

const slider = (body: string, target = 'document'): string => `
  export function track(element, onMove) {
    const up = () => element.blur()
    ${target}.addEventListener('pointermove', onMove)
    element.addEventListener('pointerup', up)
    return () => {
      ${target}.removeEventListener('pointermove', onMove)
      element.removeEventListener('pointerup', up)
    }
  }
  export function mark(element, onMove) {
    element.addEventListener('pointerup', onMove)
    return () => element.focus()
  }
  export class Slider extends HTMLElement {
    connectedCallback() { ${body} }
    disconnectedCallback() { this.cleanup?.() }
  }
`

check('a function of the file that answers what takes out its listeners', ['everywhere'], {
  silent: [
    { name: 'kept and called', code: slider('this.cleanup = track(this, () => this.draw())') },
    { name: 'on what goes with the owner', code: slider('track(this, () => this.draw())', 'element') },
    { name: 'answers something else', code: slider('mark(this, () => this.draw())') },
  ],
  known: [
    {
      name: 'dropped, where it listens to what is there for longer',
      filename: 'file.js',
      code: slider('track(this, () => this.draw())'),
      errors: [
        {
          messageId: 'dropped',
          at: 'track(this, () => this.draw())',
          data: {
            noun: 'listener',
            holder: '`document`',
            until: 'as long as it lives',
            end: 'call it',
            where: 'disconnectedCallback()',
          },
          suggestions: [
            {
              messageId: 'keepAndEnd',
              output: slider('this.#unsubscribe = track(this, () => this.draw())')
                .replace('    connectedCallback', '    #unsubscribe\n\n    connectedCallback')
                .replace('this.cleanup', 'this.#unsubscribe?.(); this.cleanup'),
            },
          ],
        },
      ],
    },
  ],
})

check('what is shown for a while, by the name of its base', ['untypedTs'], {
  silent: [
    {
      name: 'kept in the list of the base',
      code: `
        import { TreeWidget } from './tree-widget.js'
        export class Outline extends TreeWidget {
          constructor(private readonly model: Model) {
            super()
            this.toDispose.push(this.model.onSelectionChanged(() => this.update()))
          }
        }
      `,
    },
    {
      name: 'a base of another name',
      code: `
        import { Registry } from './registry.js'
        export class Outline extends Registry {
          constructor(private readonly model: Model) {
            super()
            this.model.onSelectionChanged(() => this.update())
          }
        }
      `,
    },
    {
      name: 'what is called and has not happened',
      code: `
        import { TreeWidget } from './tree-widget.js'
        export class Outline extends TreeWidget {
          constructor(private readonly model: Model) {
            super()
            this.model.onSelect(() => this.update())
          }
        }
      `,
    },
  ],
  likely: [
    {
      name: 'what it was given calls it back when something has happened',
      code: `
        import { TreeWidget } from './tree-widget.js'
        @injectable()
        export class Outline extends TreeWidget {
          constructor(private readonly model: Model) {
            super()
            this.model.onSelectionChanged(() => this.update())
          }
        }
      `,
      errors: [
        {
          messageId: 'dropped',
          at: 'this.model.onSelectionChanged(() => this.update())',
          data: {
            noun: 'listener',
            holder: '`this.model`',
            until: 'as long as it lives',
            end: 'end it',
            where: 'a teardown of Outline',
          },
        },
      ],
    },
  ],
})

check('a callback that may be left out', ['untypedJs'], {
  silent: [
    {
      name: 'is asked for before it is called',
      code: effect('if (feed.onChanged) feed.onChanged(() => draw()); log()'),
    },
    { name: 'is called if it is there', code: effect('feed.onChanged?.(() => draw()); log()') },
  ],
  likely: [
    {
      name: 'unlike an event',
      code: effect('feed.onChanged(() => draw()); log()'),
      errors: [{ messageId: 'dropped', at: 'feed.onChanged(() => draw())' }],
    },
  ],
})

check('an event by its name that a version of its host may lack', ['untypedJs'], {
  likely: [
    {
      name: 'is an event where it is there',
      code: effect('feed.onDidChange?.(() => draw()); log()'),
      errors: [{ messageId: 'dropped', at: 'feed.onDidChange?.(() => draw())' }],
    },
  ],
})
