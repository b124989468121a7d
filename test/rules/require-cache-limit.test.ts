import { describe } from 'vitest'

import { requireCacheLimit, type MessageId } from '../../src/rules/require-cache-limit.js'
import { certaintyTester } from '../certainty-tester.js'
import { ruleTester, type ExpectedReport } from '../rule-tester.js'

const cases = certaintyTester('require-cache-limit', requireCacheLimit)

type Report = ExpectedReport<MessageId>

const unbounded = (at: string, data?: Record<string, string>, line?: number): Report[] => [
  { messageId: 'unbounded', at, ...(data && { data }), ...(line !== undefined && { line }) },
]

const LODASH_REMEDY = 'Assign an LRU cache to its property `cache`.'

cases('how long it lives', ['everywhere'], {
  known: [
    {
      name: 'a constant of the module',
      code: "import { memoize } from 'lodash'\nconst load = memoize((userId) => fetch(userId))\nexport const get = (id) => load(id)",
      errors: unbounded(
        'memoize',
        {
          what: '`load`',
          entry: 'a result',
          key: 'new `userId`',
          maker: '`memoize` of lodash',
          remedy: LODASH_REMEDY,
        },
        2,
      ),
    },
    {
      name: 'an exported one',
      code: "import { memoize } from 'lodash'\nexport const load = memoize(function (token) { return check(token) })",
      errors: [{ messageId: 'unbounded', at: 'memoize', line: 2 }],
    },
    {
      name: 'a default export',
      code: "import _ from 'lodash'\nexport default _.memoize((token) => check(token))",
      errors: unbounded('_.memoize', {
        what: 'This memoized function',
        entry: 'a result',
        key: 'new `token`',
        maker: '`memoize` of lodash',
        remedy: LODASH_REMEDY,
      }),
    },
    {
      name: 'a static field',
      code: "import memoizee from 'memoizee'\nexport class Users { static load = memoizee((userId) => fetch(userId)) }",
      errors: [
        {
          messageId: 'unbounded',
          at: 'memoizee',
          line: 2,
          data: {
            what: '`Users.load`',
            entry: 'a result',
            key: 'new `userId`',
            remedy: 'Set `max` or `maxAge`.',
          },
          suggestions: [
            {
              messageId: 'setOption',
              data: { option: 'max', value: '1000' },
              output:
                "import memoizee from 'memoizee'\nexport class Users { static load = memoizee((userId) => fetch(userId), { max: 1000 }) }",
            },
          ],
        },
      ],
    },
    {
      name: 'a property of an object of the module',
      code: "import memoize from 'lodash/memoize'\nexport const api = { load: memoize((userId) => fetch(userId)) }",
      errors: [{ messageId: 'unbounded', at: 'memoize', line: 2 }],
    },
    {
      name: 'module.exports',
      code: "const memoize = require('lodash.memoize')\nmodule.exports = { load: memoize((userId) => fetch(userId)) }",
      errors: [{ messageId: 'unbounded', at: 'memoize', line: 2 }],
    },
    {
      name: 'exports.name',
      code: "const { memoize: remember } = require('lodash')\nexports.load = remember((userId) => fetch(userId))",
      errors: [{ messageId: 'unbounded', at: 'remember', line: 2 }],
    },
    {
      name: 'the field of a class whose one instance the module makes',
      code: "import DataLoader from 'dataloader'\nclass Users { loader = new DataLoader(batch) }\nexport const users = new Users()",
      errors: unbounded('new DataLoader(batch)'),
    },
    {
      name: 'made where there is none yet',
      code: "import DataLoader from 'dataloader'\nlet loader\nexport function load(id) {\n  if (!loader) loader = new DataLoader(batch)\n  return loader.load(id)\n}",
      errors: unbounded('new DataLoader(batch)', {
        what: '`loader`',
        entry: 'an entry',
        key: 'new `id`',
        maker: 'a DataLoader',
        remedy: 'Make one for each request, or set `cache: false`.',
      }),
    },
    {
      name: 'made with ??= where there is none yet',
      code: "import DataLoader from 'dataloader'\nlet loader\nexport function load(id) { return (loader ??= new DataLoader(batch)).load(id) }",
      errors: unbounded('new DataLoader(batch)'),
    },
    {
      name: 'kept by the global object',
      code: "import DataLoader from 'dataloader'\nglobalThis.users = new DataLoader(batch)",
      errors: unbounded('new DataLoader(batch)'),
    },
    {
      name: 'within a closure that runs at once',
      code: '(function () {\n  var load = _.memoize(function (userId) { return fetch(userId) })\n  window.load = function (id) { return load(id) }\n})()',
      errors: unbounded('_.memoize'),
    },
    {
      name: 'frozen',
      code: "import { memoize } from 'lodash'\nexport const api = Object.freeze({ load: memoize((userId) => fetch(userId)) })",
      errors: [{ messageId: 'unbounded', at: 'memoize', line: 2 }],
    },
  ],
  likely: [
    {
      name: 'the field of a class of which there is one, as a rule',
      code: "import NodeCache from 'node-cache'\nexport class UserService { #cache = new NodeCache(); put(id, user) { this.#cache.set(id, user) } }",
      errors: [
        {
          messageId: 'unbounded',
          at: 'new NodeCache()',
          suggestions: [
            {
              messageId: 'setOption',
              data: { option: 'stdTTL', value: '3600' },
              output:
                "import NodeCache from 'node-cache'\nexport class UserService { #cache = new NodeCache({ stdTTL: 3600 }); put(id, user) { this.#cache.set(id, user) } }",
            },
          ],
        },
      ],
    },
    {
      name: 'given to a call whose result stays',
      code: "import { memoize } from 'lodash'\nexport const load = traced('load', memoize((userId) => fetch(userId)))",
      errors: [{ messageId: 'unbounded', at: 'memoize', line: 2 }],
    },
    {
      name: 'in a program that begins with #!',
      code: "#!/usr/bin/env node\nimport { memoize } from 'lodash'\nexport const load = memoize((userId) => fetch(userId))",
      errors: [{ messageId: 'unbounded', at: 'memoize', line: 3 }],
    },
  ],
  silent: [
    {
      name: 'made per call',
      code: "import { memoize } from 'lodash'\nexport function handle(request) { const load = memoize((userId) => fetch(userId)); return load(request.id) }",
    },
    {
      name: 'made per request',
      code: "import DataLoader from 'dataloader'\nexport const context = ({ request }) => ({ users: new DataLoader((ids) => batch(request, ids)) })",
    },
    {
      name: 'made in a hook',
      code: "import { memoize } from 'lodash'\nimport { useMemo } from 'react'\nexport function useLoad() { return useMemo(() => memoize((userId) => fetch(userId)), []) }",
    },
    {
      name: 'a field of an ordinary class',
      code: "import DataLoader from 'dataloader'\nexport class Request { users = new DataLoader(batch) }",
    },
    {
      name: 'a variable of the module that each call replaces',
      code: "import DataLoader from 'dataloader'\nlet loader\nexport function begin() { loader = new DataLoader(batch) }\nexport const load = (id) => loader.load(id)",
    },
    {
      name: 'a variable that is given several in turn',
      code: "import DataLoader from 'dataloader'\nlet loader = new DataLoader(batch)\nsetInterval(() => { loader = new DataLoader(batch) }, 60_000)\nexport const load = (id) => loader.load(id)",
    },
    {
      name: 'given to a method that runs it and forgets it',
      code: "import { memoize } from 'lodash'\nexport const rows = ids.map(memoize((userId) => find(userId)))",
    },
    {
      name: 'a function of the same name that is none of the library',
      code: "import { memoize } from './memoize'\nimport { once } from 'lodash'\nexport const load = memoize((userId) => fetch(userId))\nexport const first = once(load)",
    },
    {
      name: 'a parameter of the same name',
      code: "import { memoize } from 'lodash'\nexport const make = (memoize) => memoize((userId) => fetch(userId))",
    },
    {
      name: 'a test',
      code: "import { memoize } from 'lodash'\nimport { test } from 'vitest'\nconst load = memoize((userId) => fetch(userId))\ntest('x', () => load(1))",
    },
    { name: 'an empty file', code: '' },
  ],
})

cases('what makes its keys', ['everywhere'], {
  known: [
    {
      name: 'a resolver that answers something endless',
      code: "import { memoize } from 'lodash'\nexport const load = memoize((query, options) => run(query, options), (query, options) => options.userId)",
      errors: [{ messageId: 'unbounded', at: 'memoize', line: 2 }],
    },
    {
      name: 'a later parameter, where all of them count',
      code: "import moize from 'moize'\nexport const load = moize.infinite((kind, userId) => fetch(kind, userId), { isPromise: true })",
      errors: [
        {
          messageId: 'unbounded',
          at: 'moize.infinite',
          suggestions: [
            {
              messageId: 'setOption',
              data: { option: 'maxSize', value: '1000' },
              output:
                "import moize from 'moize'\nexport const load = moize.infinite((kind, userId) => fetch(kind, userId), { maxSize: 1000, isPromise: true })",
            },
          ],
        },
      ],
    },
    {
      name: 'what calls of the file give it',
      code: "import { memoize } from 'lodash'\nconst load = memoize((key) => fetch(key))\nexport const get = (request) => load(request.params.name)",
      errors: [{ messageId: 'unbounded', at: 'memoize', line: 2 }],
    },
    {
      name: 'a new object at each call',
      code: "import { memoize } from 'lodash'\nconst load = memoize((options) => fetch(options))\nexport const get = (name) => load({ name })",
      errors: [{ messageId: 'unbounded', at: 'memoize', line: 2 }],
    },
    {
      name: 'a named function that stands elsewhere in the file',
      code: "import { memoize } from 'underscore'\nasync function load(email) { return find(email) }\nexport const get = memoize(load)",
      errors: [{ messageId: 'unbounded', at: 'memoize', line: 3 }],
    },
  ],
  likely: [
    {
      name: 'nothing tells how many',
      code: "import { memoize } from 'lodash'\nexport const parse = memoize((template) => compile(template))",
      errors: [{ messageId: 'unbounded', at: 'memoize', line: 2 }],
    },
    {
      name: 'a function of another file',
      code: "import { memoize } from 'lodash'\nimport { work } from './work'\nexport const run = memoize(work)",
      errors: [{ messageId: 'unbounded', at: 'memoize', line: 3 }],
    },
    {
      name: 'an id of a part of the program',
      code: "import { memoize } from 'lodash'\nexport const texts = memoize((localeId) => read(localeId))",
      errors: [{ messageId: 'unbounded', at: 'memoize', line: 2 }],
    },
    {
      name: 'a query that the page is written with',
      code: "import { memoize } from 'lodash'\nexport const media = memoize((query) => window.matchMedia(query))",
      errors: [{ messageId: 'unbounded', at: 'memoize', line: 2 }],
    },
    {
      name: 'a function that brings a part of the program',
      code: "import { memoize } from 'lodash'\nexport const loadScript = memoize((url) => inject(url))",
      errors: [{ messageId: 'unbounded', at: 'memoize', line: 2 }],
    },
    {
      name: 'a new object at each call, where two that are alike are one key',
      code: "import memoize from 'fast-memoize'\nconst load = memoize((options) => fetch(options))\nexport const get = (name) => load({ name })",
      errors: [{ messageId: 'unbounded', at: 'memoize', line: 2 }],
    },
    {
      name: 'a later parameter, where the first one counts',
      code: "import { memoize } from 'lodash'\nexport const load = memoize((kind, userId) => fetch(kind, userId))",
      errors: [{ messageId: 'unbounded', at: 'memoize', line: 2 }],
    },
  ],
  silent: [
    {
      name: 'no parameters',
      code: "import { memoize } from 'lodash'\nexport const settings = memoize(() => read())",
    },
    {
      name: 'a callback only',
      code: "import async from 'async'\nexport const settings = async.memoize((callback) => read(callback))",
    },
    {
      name: 'a resolver that answers constants',
      code: "import { memoize } from 'lodash'\nexport const load = memoize((userId) => find(userId), (userId) => (userId ? 'some' : 'none'))",
    },
    {
      name: 'length: 0',
      code: "import memoizee from 'memoizee'\nexport const load = memoizee((userId) => find(userId), { length: 0 })",
    },
    {
      name: 'constants at all calls',
      code: "import { memoize } from 'lodash'\nconst load = memoize((name) => read(name))\nexport const a = () => load('a')\nexport const b = () => load('b')",
    },
  ],
})

describe('what types say of its keys', () => {
  ruleTester('untypedTs', 'typedNode').run('require-cache-limit', requireCacheLimit, {
    valid: [
      "import { memoize } from 'lodash'\nexport const load = memoize((userId: 'one' | 'two') => find(userId))",
      "import { memoize } from 'lodash'\nexport const load = memoize((userId: boolean = true) => find(userId))",
      "import { memoize } from 'lodash'\nconst table = { a: 1 }\nexport const load = memoize((userId: keyof typeof table) => find(userId))",
    ],
    invalid: [
      {
        code: "import memoize = require('lodash/memoize')\nexport const load = memoize<(userId: string) => object>((userId: string): object => find(userId)) as Load",
        errors: [{ messageId: 'unbounded', at: 'memoize', line: 2 }],
      },
    ],
  })
  ruleTester('typedNode').run('require-cache-limit', requireCacheLimit, {
    valid: [
      "import { memoize } from 'lodash'\nenum Kind { One, Two }\nexport const load = memoize((userId: Kind) => find(userId))",
      {
        code: "import { memoize } from 'lodash'\ndeclare const work: () => void\nexport const run = memoize(work)",
        options: [{ likely: true }],
      },
    ],
    invalid: [
      {
        code: "import { memoize } from 'lodash'\ndeclare const work: (id: string) => void\nexport const run = memoize(work)",
        options: [{ likely: true }],
        errors: [{ messageId: 'unbounded', at: 'memoize', line: 3 }],
      },
    ],
  })
  ruleTester('untypedTs', 'typedNode').run('require-cache-limit', requireCacheLimit, {
    valid: [
      {
        code: "import DataLoader from 'dataloader'\n@Injectable({ scope: Scope.REQUEST })\nexport class UserLoaders { users = new DataLoader(batch) }",
        options: [{ likely: true }],
      },
    ],
    invalid: [
      {
        code: "import DataLoader from 'dataloader'\n@Injectable()\nexport class UserLoaders { private readonly users = new DataLoader<string, User>(batch) }",
        options: [{ likely: true }],
        errors: [{ messageId: 'unbounded', at: 'new DataLoader<string, User>(batch)' }],
      },
    ],
  })
})

cases('what bounds it', ['everywhere'], {
  silent: [
    {
      name: 'a constant of the file as the limit',
      code: "import memoizee from 'memoizee'\nconst MAX = 10 * 100\nexport const load = memoizee((userId) => fetch(userId), { max: MAX })",
    },
    {
      name: 'a limit from elsewhere',
      code: "import memoizee from 'memoizee'\nexport const load = memoizee((userId) => fetch(userId), { max: Number(process.env.MAX) })",
    },
    {
      name: 'options that are not written out',
      code: "import memoizee from 'memoizee'\nexport const load = memoizee((userId) => fetch(userId), options)\nexport const find = memoizee((userId) => fetch(userId), { ...options, promise: true })",
    },
    {
      name: 'options that are a constant of the file',
      code: "import memoizee from 'memoizee'\nconst options = { maxAge: 1000 }\nexport const load = memoizee((userId) => fetch(userId), options)",
    },
    {
      name: 'arguments that are not written out',
      code: "import memoizee from 'memoizee'\nexport const load = memoizee(...given)",
    },
    {
      name: 'a cache with a limit',
      code: "import memoize from 'memoize'\nimport QuickLRU from 'quick-lru'\nexport const load = memoize((userId) => fetch(userId), { cache: new QuickLRU({ maxSize: 100 }) })",
    },
    {
      name: 'another cache for the function',
      code: "import { memoize } from 'lodash'\nexport const load = memoize((userId) => fetch(userId))\nload.cache = new WeakMap()",
    },
    {
      name: 'another cache for all functions',
      code: "import { memoize } from 'lodash'\nmemoize.Cache = WeakMap\nexport const load = memoize((userId) => fetch(userId))",
    },
    {
      name: 'emptied by its cache',
      code: "import { memoize } from 'lodash'\nexport const load = memoize((userId) => fetch(userId))\nexport const logout = (userId) => load.cache.delete(userId)",
    },
    {
      name: 'emptied by a method',
      code: "import memoizee from 'memoizee'\nexport const load = memoizee((userId) => fetch(userId))\nsetInterval(() => load.clear(), 60_000)",
    },
    {
      name: 'emptied by a function of the library',
      code: "import memoize, { memoizeClear } from 'memoize'\nexport const load = memoize((userId) => fetch(userId))\nsetInterval(() => memoizeClear(load), 60_000)",
    },
    {
      name: 'its cache is handed on',
      code: "import { memoize } from 'lodash'\nexport const load = memoize((userId) => fetch(userId))\nwatch(load.cache)",
    },
    {
      name: 'its cache gets another name',
      code: "import { memoize } from 'lodash'\nexport const load = memoize((userId) => fetch(userId))\nconst { cache } = load\nconst results = load.cache\nexport const forget = (userId) => results.delete(userId)",
    },
    {
      name: 'a loader that is emptied',
      code: "import DataLoader from 'dataloader'\nexport const users = new DataLoader(batch)\nexport const save = (id) => users.clear(id)",
    },
    {
      name: 'a time to live with each entry',
      code: "import NodeCache from 'node-cache'\nconst cache = new NodeCache()\nexport const put = (id, user) => cache.set(id, user, 60)",
    },
    {
      name: 'the number of entries as the only argument',
      code: "import LRU from 'lru-cache'\nconst cache = new LRU(500)\nexport const put = (id, user) => cache.set(id, user)",
    },
    {
      name: 'a size that is set later',
      code: "import LRU from 'lru-cache'\nconst cache = new LRU()\ncache.max = 500\nexport const put = (id, user) => cache.set(id, user)",
    },
    {
      name: 'expired entries that are looked for',
      code: "import { LRUCache } from 'lru-cache'\nconst cache = new LRUCache({ ttl: 1000 })\nsetInterval(() => cache.purgeStale(), 60_000)\nexport const put = (id, user) => cache.set(id, user)",
    },
    {
      name: 'constant keys',
      code: "import NodeCache from 'node-cache'\nconst cache = new NodeCache()\nexport const put = (rates) => cache.set('rates', rates)",
    },
    {
      name: 'kept outside of the process',
      code: "import Keyv from 'keyv'\nconst cache = new Keyv('redis://localhost')\nexport const put = (id, user) => cache.set(id, user)",
    },
    {
      name: 'a module that is a cache, with a time to live',
      code: "import cache from 'memory-cache'\nexport const put = (id, user) => cache.put(id, user, 60_000)",
    },
    {
      name: 'a module that is a cache, and emptied',
      code: "const cache = require('memory-cache')\nexport const put = (id, user) => cache.put(id, user)\nexport const remove = (id) => cache.del(id)",
    },
  ],
  known: [
    {
      name: 'a Map that is made on the spot',
      code: "import pMemoize from 'p-memoize'\nexport const load = pMemoize(async (userId) => fetch(userId), { cache: new Map() })",
      errors: [
        {
          messageId: 'unbounded',
          at: 'pMemoize',
          line: 2,
          suggestions: [
            {
              messageId: 'setOption',
              data: { option: 'cache', value: 'false' },
              output:
                "import pMemoize from 'p-memoize'\nexport const load = pMemoize(async (userId) => fetch(userId), { cache: false })",
            },
          ],
        },
      ],
    },
    {
      name: 'a Map that is assigned while the module loads',
      code: "import { memoize } from 'lodash'\nexport const load = memoize((userId) => fetch(userId))\nload.cache = new Map()",
      errors: [{ messageId: 'unbounded', at: 'memoize', line: 2 }],
    },
    {
      name: 'its cache is only read',
      code: "import { memoize } from 'lodash'\nexport const load = memoize((userId) => fetch(userId))\nexport const isLoaded = (userId) => load.cache.has(userId)\nexport const count = () => load.cache.size",
      errors: [{ messageId: 'unbounded', at: 'memoize', line: 2 }],
    },
    {
      name: 'a time to live for some of the entries',
      code: "import NodeCache from 'node-cache'\nconst cache = new NodeCache()\nexport const put = (id, user) => cache.set(id, user)\nexport const lend = (id, user) => cache.set(id, user, 60)",
      errors: [
        {
          messageId: 'unbounded',
          at: 'new NodeCache()',
          suggestions: [
            {
              messageId: 'setOption',
              data: { option: 'stdTTL', value: '3600' },
              output:
                "import NodeCache from 'node-cache'\nconst cache = new NodeCache({ stdTTL: 3600 })\nexport const put = (id, user) => cache.set(id, user)\nexport const lend = (id, user) => cache.set(id, user, 60)",
            },
          ],
        },
      ],
    },
    {
      name: 'a time to live of 0',
      code: "import cache from 'memory-cache'\nexport const put = (id, user) => cache.put(id, user, 0)",
      errors: unbounded('cache.put(id, user, 0)', {
        what: 'This cache',
        entry: 'an entry',
        key: 'new `id`',
        maker: '`memory-cache`',
        remedy: 'Give `put` a time to live as its third argument.',
      }),
    },
  ],
  likely: [
    {
      name: 'others may add and remove',
      code: "import Keyv from 'keyv'\nexport const cache = new Keyv()\nexport const put = (id, user) => cache.set(id, user)",
      errors: unbounded('new Keyv()'),
    },
    {
      name: 'a version that may have no limit, or refuse to be made',
      code: "import LRU from 'lru-cache'\nconst cache = new LRU()\nexport const put = (id, user) => cache.set(id, user)",
      errors: [
        {
          messageId: 'unbounded',
          at: 'new LRU()',
          suggestions: [
            {
              messageId: 'setOption',
              data: { option: 'max', value: '1000' },
              output:
                "import LRU from 'lru-cache'\nconst cache = new LRU({ max: 1000 })\nexport const put = (id, user) => cache.set(id, user)",
            },
          ],
        },
      ],
    },
  ],
})
