import { requireUnsubscribe } from '../../src/rules/require-unsubscribe.js'
import { certaintyTester } from '../certainty-tester.js'

const check = certaintyTester('require-unsubscribe', requireUnsubscribe)

check('what is called back for something that ends', ['everywhere'], {
  silent: [
    {
      name: 'and is ended with it',
      code: `
        export class Docks {
          create() {
            const bar = makeBar()
            const listening = this.settings.onSettingChanged(() => bar.update())
            bar.disposed.connect(() => listening.dispose())
            return bar
          }
        }
      `,
    },
    {
      name: 'of which nothing says that it ends',
      code: `
        export class Docks {
          create() {
            const bar = makeBar()
            this.settings.onSettingChanged(() => bar.update())
            return bar
          }
        }
      `,
    },
  ],
  likely: [
    {
      name: 'and stays',
      code: `
        export class Docks {
          create() {
            const bar = makeBar()
            bar.disposed.connect(() => this.hide())
            this.settings.onSettingChanged(() => bar.update())
            return bar
          }
        }
      `,
      errors: [
        {
          messageId: 'dropped',
          at: 'this.settings.onSettingChanged(() => bar.update())',
          data: {
            noun: 'listener',
            holder: '`this.settings`',
            until: 'as long as it lives',
            end: 'end it',
            where: 'a teardown of Docks',
          },
        },
      ],
    },
  ],
})

check('a subscription that is kept beside another one', ['untypedTs', 'typedDom'], {
  silent: [
    {
      name: 'to an answer that is dropped',
      code: `
        import { Component, OnDestroy } from '@angular/core'
        import { Subscription } from 'rxjs'
        @Component({})
        export class List implements OnDestroy {
          private changes = new Subscription()
          constructor(private items: Items) {}
          begin() {
            this.changes = this.items.changes$.subscribe(() => this.show())
            this.items.remove(1).subscribe(() => this.show())
          }
          show() {}
          ngOnDestroy() {
            this.changes.unsubscribe()
          }
        }
      `,
    },
  ],
  likely: [
    {
      name: 'and that the end forgets',
      code: `
        import { Component, OnDestroy } from '@angular/core'
        import { Subscription } from 'rxjs'
        @Component({})
        export class List implements OnDestroy {
          private changed = new Subscription()
          private sorted = new Subscription()
          constructor(private items: Items) {
            this.changed = this.items.changes$.subscribe(() => this.show())
            this.sorted = this.items.order().subscribe(() => this.show())
          }
          show() {}
          ngOnDestroy() {
            this.changed.unsubscribe()
          }
        }
      `,
      errors: [
        {
          messageId: 'streamNotEnded',
          at: 'this.items.order().subscribe(() => this.show())',
          data: {
            source: '`this.items.order`',
            until: 'as long as it lives',
            keptIn: 'this.sorted',
            where: 'ngOnDestroy()',
          },
          suggestions: [
            {
              messageId: 'endAtEnd',
              data: { call: 'this.sorted.unsubscribe()', where: 'ngOnDestroy()' },
              output: `
        import { Component, OnDestroy } from '@angular/core'
        import { Subscription } from 'rxjs'
        @Component({})
        export class List implements OnDestroy {
          private changed = new Subscription()
          private sorted = new Subscription()
          constructor(private items: Items) {
            this.changed = this.items.changes$.subscribe(() => this.show())
            this.sorted = this.items.order().subscribe(() => this.show())
          }
          show() {}
          ngOnDestroy() {
            this.sorted.unsubscribe()
            this.changed.unsubscribe()
          }
        }
      `,
            },
          ],
        },
      ],
    },
  ],
  known: [
    {
      name: 'to what says by its name that it goes on',
      code: `
        import { Component, OnDestroy } from '@angular/core'
        import { Subscription } from 'rxjs'
        @Component({})
        export class List implements OnDestroy {
          private changed = new Subscription()
          constructor(private items: Items, private names: Names) {
            this.changed = this.items.changes$.subscribe(() => this.show())
            this.names.nameChanges().subscribe(() => this.show())
          }
          show() {}
          ngOnDestroy() {
            this.changed.unsubscribe()
          }
        }
      `,
      errors: [
        {
          messageId: 'streamSiblingEnded',
          at: 'this.names.nameChanges().subscribe(() => this.show())',
          data: {
            source: '`this.names.nameChanges`',
            until: 'as long as it lives',
            owner: 'List',
            likewise: 'Keep the subscription too, and call unsubscribe() in ngOnDestroy().',
            sibling: '`this.items.changes$.subscribe(…)`',
          },
        },
      ],
    },
  ],
})

check('a reaction of a component', ['untypedTs', 'typedDom'], {
  silent: [
    {
      name: 'to what is its own',
      code: `
        import { autorun } from 'mobx'
        import { Component } from 'react'
        export class Cart extends Component<{ open: boolean }> {
          componentDidMount() {
            autorun(() => show(this.total))
          }
        }
      `,
    },
  ],
  likely: [
    {
      name: 'to what it is given',
      code: `
        import { autorun } from 'mobx'
        import { Component } from 'react'
        export class Cart extends Component<{ order: { total: number } }> {
          componentDidMount() {
            autorun(() => show(this.props.order.total))
          }
        }
      `,
      errors: [
        {
          messageId: 'dropped',
          at: 'autorun(() => show(this.props.order.total))',
          data: {
            noun: 'reaction',
            holder: 'What it reads',
            until: 'as long as it lives',
            end: 'call it',
            where: 'componentWillUnmount()',
          },
        },
      ],
    },
  ],
})

check('a subscription beside one that is ended', ['untyped'], {
  likely: [
    {
      name: 'which is kept, and what listens is given',
      code: `
        export class Feed {
          start(news, prices, observer) {
            this.first = news.subscribe(observer)
            this.second = prices.subscribe(observer)
          }
          stop() { this.first.unsubscribe() }
        }
      `,
      errors: [
        {
          messageId: 'streamNotEnded',
          at: 'prices.subscribe(observer)',
          data: { source: '`prices`', until: 'as long as it lives', keptIn: 'this.second', where: 'stop()' },
          suggestions: [
            {
              messageId: 'endAtEnd',
              data: { call: 'this.second.unsubscribe()', where: 'stop()' },
              output: `
        export class Feed {
          start(news, prices, observer) {
            this.first = news.subscribe(observer)
            this.second = prices.subscribe(observer)
          }
          stop() { this.second?.unsubscribe(); this.first.unsubscribe() }
        }
      `,
            },
          ],
        },
      ],
    },
  ],
  silent: [
    {
      name: 'which is kept, where none is ended',
      code: `
        export class Feed {
          start(prices, observer) { this.second = prices.subscribe(observer) }
          stop() { this.view.stop() }
        }
      `,
    },
  ],
})
