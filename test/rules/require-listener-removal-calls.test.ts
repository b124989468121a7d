import { requireListenerRemoval } from '../../src/rules/require-listener-removal.js'
import { certaintyTester } from '../certainty-tester.js'

const check = certaintyTester('require-listener-removal', requireListenerRemoval)

const again = (target: string, event: string, name: string) => ({
  target,
  event,
  until: 'as long as it lives',
  again: `each call of ${name}`,
  instead: 'Call off() when done.',
})

check('for what a call hands to others', ['everywhere'], {
  likely: [
    {
      name: 'the source of a stream',
      code: `
export class BlockApi {
  constructor(chain) { this.chain = chain }
  blocks() {
    return new ReadableStream({
      start: (controller) => { this.chain.on('block', (block) => controller.enqueue(block)) },
    })
  }
}`,
      errors: [
        {
          messageId: 'addedAgain',
          at: "this.chain.on('block', (block) => controller.enqueue(block))",
          data: again('this.chain', "'block'", 'blocks()'),
        },
      ],
    },
  ],
  silent: [
    {
      name: 'the source of a stream that can be called off',
      code: `
export class BlockApi {
  constructor(chain) { this.chain = chain }
  blocks() {
    let onBlock
    return new ReadableStream({
      start: (controller) => {
        onBlock = (block) => controller.enqueue(block)
        this.chain.on('block', onBlock)
      },
      cancel: () => { this.chain.off('block', onBlock) },
    })
  }
}`,
    },
    {
      name: 'the elements of a list, for which it is set up',
      code: `
export class Board {
  constructor(bus) { this.bus = bus }
  place(names) {
    names.forEach((name) => { this.bus.on('move', (move) => this.draw(name, move)) })
  }
}`,
    },
    {
      name: 'what the constructor sets up',
      code: `
export class Board {
  constructor(bus, name) {
    this.bus = bus
    this.bus.on('move', (move) => this.draw(name, move))
  }
}`,
    },
  ],
})

check('by what stands in for a method', ['everywhere'], {
  likely: [
    {
      name: 'and calls it on what it is called on',
      code: `
export const wrapSend = (send) =>
  function (message, options) {
    this.connection.on('reply', (reply) => log(message, reply))
    return send.apply(this, arguments)
  }`,
      errors: [
        {
          messageId: 'addedAgain',
          at: "this.connection.on('reply', (reply) => log(message, reply))",
          data: again('this.connection', "'reply'", 'this function'),
        },
      ],
    },
  ],
  silent: [
    {
      name: 'and takes it out when that is done',
      code: `
export const wrapSend = (send) =>
  function (message, options) {
    const onReply = (reply) => log(message, reply)
    this.connection.on('reply', onReply)
    return send.apply(this, arguments).finally(() => this.connection.off('reply', onReply))
  }`,
    },
    {
      name: 'to what it makes itself',
      code: `
export const wrapSend = (send) =>
  function (message, options) {
    this.connection = connect()
    this.connection.on('reply', (reply) => log(message, reply))
    return send.apply(this, arguments)
  }`,
    },
  ],
})

check('on a part of what an instance is given', ['everywhere'], {
  likely: [
    {
      name: 'and keeps until it ends',
      code: `
export class Note {
  show(cell) {
    this.cell = cell
    cell.table.node.addEventListener('wheel', () => this.place())
  }
  dispose() { this.shade.remove() }
}`,
      errors: [
        {
          messageId: 'neverRemoved',
          at: "cell.table.node.addEventListener('wheel', () => this.place())",
          data: {
            target: 'cell.table.node',
            event: "'wheel'",
            until: 'as long as it lives',
            remove: 'removeEventListener',
            arguments: 'function',
            where: 'dispose()',
          },
        },
      ],
    },
  ],
})

check('that takes itself out when its event comes', ['everywhere'], {
  likely: [
    {
      name: 'which it may not do before the work is over',
      code: `
import { permissions } from './permissions'
export async function ask(tool, show) {
  const onAsked = (asked) => {
    if (asked.tool !== tool) return
    permissions.off('asked', onAsked)
    show(asked)
  }
  permissions.on('asked', onAsked)
  return await permissions.request(tool)
}`,
      errors: [
        {
          messageId: 'addedAgain',
          at: "permissions.on('asked', onAsked)",
          data: again('permissions', "'asked'", 'ask()'),
        },
      ],
    },
  ],
  silent: [
    {
      name: 'and is taken out at the end of the work',
      code: `
import { permissions } from './permissions'
export async function ask(tool, show) {
  const onAsked = (asked) => {
    if (asked.tool !== tool) return
    permissions.off('asked', onAsked)
    show(asked)
  }
  permissions.on('asked', onAsked)
  try {
    return await permissions.request(tool)
  } finally {
    permissions.off('asked', onAsked)
  }
}`,
    },
    {
      name: 'of whatever comes first, and nothing of the call',
      code: `
import { bus } from './bus'
export async function begin() {
  const onReady = () => { bus.off('ready', onReady); console.log('ready') }
  bus.on('ready', onReady)
  await bus.start()
}`,
    },
  ],
})

check('with each session of an instance', ['everywhere'], {
  likely: [
    {
      name: 'on what it has from its making on',
      code: `
import { Emitter } from './emitter'
export class Session {
  profile = new Emitter()
  connect(url) {
    this.link = open(url)
    this.profile.on('renamed', (name) => this.show(name))
  }
  disconnect() { this.link.close() }
}`,
      errors: [
        {
          messageId: 'addedAgain',
          at: "this.profile.on('renamed', (name) => this.show(name))",
          data: again('this.profile', "'renamed'", 'connect()'),
        },
      ],
    },
    {
      name: 'whatever another class does with what it has made for itself',
      code: `
import { Emitter } from './emitter'
export class Session {
  profile = new Emitter()
  start() { this.profile.on('renamed', (name) => this.show(name)) }
  stop() { this.hide() }
}
export class Other {
  profile = new Emitter()
  stop() { this.profile.removeAllListeners() }
}`,
      errors: [
        {
          messageId: 'addedAgain',
          at: "this.profile.on('renamed', (name) => this.show(name))",
          data: again('this.profile', "'renamed'", 'start()'),
        },
      ],
    },
  ],
  silent: [
    {
      name: 'whose end takes them out',
      code: `
import { Emitter } from './emitter'
export class Session {
  profile = new Emitter()
  connect() { this.profile.on('renamed', (name) => this.show(name)) }
  disconnect() { this.profile.removeAllListeners() }
}`,
    },
    {
      name: 'on what each session makes',
      code: `
import { Emitter } from './emitter'
export class Session {
  connect() {
    this.profile = new Emitter()
    this.profile.on('renamed', (name) => this.show(name))
  }
  disconnect() { this.hide() }
}`,
    },
    {
      name: 'of which there is one',
      code: `
import { Emitter } from './emitter'
export class Session {
  profile = new Emitter()
  isConnected = false
  connect() {
    if (this.isConnected) return
    this.isConnected = true
    this.profile.on('renamed', (name) => this.show(name))
  }
  disconnect() { this.hide() }
}`,
    },
    {
      name: 'without an end of sessions',
      code: `
import { Emitter } from './emitter'
export class Session {
  profile = new Emitter()
  connect() { this.profile.on('renamed', (name) => this.show(name)) }
}`,
    },
  ],
})
