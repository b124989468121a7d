import { requireListenerRemoval } from '../../src/rules/require-listener-removal.js'
import { certaintyTester } from '../certainty-tester.js'

const check = certaintyTester('require-listener-removal', requireListenerRemoval)

const status = (connect: string, end: string): string => `
  export class Status {
    constructor(context) {
      this.context = context
      this.context.statusChanged.connect(this.show, this)
      ${connect}
    }
    show() {}
    draw() {}
    dispose() {
      ${end}
    }
  }
`

const DISCONNECT = 'this.context.statusChanged.disconnect(this.show, this)'

check('signals, which name no event', ['untypedJs'], {
  silent: [
    { name: 'each is disconnected', code: status('', DISCONNECT) },
    { name: 'all that the instance receives at once', code: status('', 'Signal.clearData(this)') },
    {
      name: 'its own signal, and one that tells of the end',
      code: status(
        'this.changed.connect(() => this.draw()); this.context.disposed.connect(() => this.draw())',
        DISCONNECT,
      ),
    },
    {
      name: 'no signal',
      code: `
        import { database } from './database'
        export class Store {
          open() { database.connect((error) => this.fail(error)) }
          fail() {}
          dispose() { this.element.remove() }
        }
      `,
    },
    {
      name: 'a base class that may take out all that it receives',
      code: `
        export class View extends Widget {
          constructor(model) { super(); this.model = model; model.stateChanged.connect(this.show, this) }
          show() {}
          dispose() { super.dispose() }
        }
      `,
    },
  ],
  known: [
    {
      name: 'one of two is forgotten',
      code: status('this.context.pathChanged.connect(this.draw, this)', DISCONNECT),
      errors: [
        {
          messageId: 'siblingRemoved',
          at: 'this.context.pathChanged.connect(this.draw, this)',
          suggestions: [
            {
              messageId: 'removeBeside',
              output: status(
                'this.context.pathChanged.connect(this.draw, this)',
                `this.context.pathChanged.disconnect(this.draw, this)\n      ${DISCONNECT}`,
              ),
            },
          ],
        },
      ],
    },
  ],
})

check('channels and named listeners', ['untypedJs'], {
  silent: [
    {
      name: 'taken out',
      code: `
        import { Store } from './store'
        export class Bar extends React.Component {
          componentDidMount() { Store.addChangeListener(this.show) }
          show() {}
          componentWillUnmount() { Store.removeChangeListener(this.show) }
        }
      `,
    },
  ],
  known: [
    {
      name: 'a function that takes out several of what another one puts on is its end',
      code: `
        import { opened, read, closed } from './channels'
        export function enable() { opened.subscribe(onOpened); read.subscribe(onRead); closed.subscribe(onClosed) }
        export function disable() { opened.unsubscribe(onOpened); read.unsubscribe(onRead) }
        function onOpened() {}
        function onRead() {}
        function onClosed() {}
      `,
      errors: [
        {
          messageId: 'siblingRemoved',
          at: 'closed.subscribe(onClosed)',
          suggestions: [
            {
              messageId: 'removeBeside',
              output: `
        import { opened, read, closed } from './channels'
        export function enable() { opened.subscribe(onOpened); read.subscribe(onRead); closed.subscribe(onClosed) }
        export function disable() { closed.unsubscribe(onClosed); opened.unsubscribe(onOpened); read.unsubscribe(onRead) }
        function onOpened() {}
        function onRead() {}
        function onClosed() {}
      `,
            },
          ],
        },
      ],
    },
    {
      name: 'nothing takes it out when the component ends',
      code: `
        import { Store } from './store'
        export class Bar extends React.Component {
          componentDidMount() { Store.addChangeListener(this.show) }
          show() {}
          componentWillUnmount() { hide() }
        }
      `,
      errors: [
        {
          messageId: 'neverRemoved',
          at: 'Store.addChangeListener(this.show)',
          suggestions: [
            {
              messageId: 'removeAtEnd',
              output: `
        import { Store } from './store'
        export class Bar extends React.Component {
          componentDidMount() { Store.addChangeListener(this.show) }
          show() {}
          componentWillUnmount() { Store.removeChangeListener(this.show); hide() }
        }
      `,
            },
          ],
        },
      ],
    },
  ],
})

const ticking = (add: string, end: string): string => `
  import { useEffect } from 'react'
  import gsap from 'gsap'
  export function Scroller({ scroll }) {
    useEffect(() => {
      const run = (time) => scroll.to(time)
      ${add}
      return () => { ${end} }
    }, [scroll])
  }
`

check('what runs on each frame of an animation', ['untypedJs'], {
  silent: [
    { name: 'it is taken out', code: ticking('gsap.ticker.add(run)', 'gsap.ticker.remove(run)') },
    { name: 'it runs once', code: ticking('gsap.ticker.add(run, true)', 'scroll.stop()') },
    { name: 'a list of any other name', code: ticking('gsap.frames.add(run)', 'scroll.stop()') },
    { name: 'a thing that is added', code: ticking('gsap.ticker.add({ run })', 'scroll.stop()') },
    {
      name: 'a ticker of its own',
      code: ticking('const ticker = new Ticker(); ticker.add(run)', 'scroll.stop()'),
    },
  ],
  known: [
    {
      name: 'the end leaves it there',
      code: ticking('gsap.ticker.add(run)', 'scroll.stop()'),
      errors: [
        {
          messageId: 'neverRemoved',
          at: 'gsap.ticker.add(run)',
          suggestions: [
            {
              messageId: 'removeAtEnd',
              output: ticking('gsap.ticker.add(run)', 'gsap.ticker.remove(run); scroll.stop()'),
            },
          ],
        },
      ],
    },
  ],
})
