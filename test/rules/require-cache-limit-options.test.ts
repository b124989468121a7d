import { requireCacheLimit } from '../../src/rules/require-cache-limit.js'
import { certaintyTester } from '../certainty-tester.js'

const cases = certaintyTester('require-cache-limit', requireCacheLimit)

/** A module that adds entries to what a declaration makes. */
const withCache = (declaration: string, module: string, name: string, add = 'cache.set(id, value)'): string =>
  `import ${name} from '${module}'\n${declaration}\nexport const put = (id, value) => ${add}`

cases('options that look like a limit', ['everywhere'], {
  known: [
    {
      name: 'ttl of lru-cache',
      code: withCache('const cache = new LRUCache({ ttl: 1000 })', 'lru-cache', '{ LRUCache }'),
      errors: [
        {
          messageId: 'noLimit',
          at: 'ttl: 1000',
          data: {
            option: 'ttl',
            because: 'takes none out by itself',
            what: '`cache`',
            entry: 'an entry',
            key: 'new `id`',
            remedy: 'Set `max` or `ttlAutopurge`.',
          },
          suggestions: [
            {
              messageId: 'setOption',
              data: { option: 'ttlAutopurge', value: 'true' },
              output: withCache(
                'const cache = new LRUCache({ ttlAutopurge: true, ttl: 1000 })',
                'lru-cache',
                '{ LRUCache }',
              ),
            },
          ],
        },
      ],
    },
    {
      name: 'ttlAutopurge that is off, with a comment',
      code: withCache(
        'export const cache = new LRUCache({ /* a */ ttl: 1000, ttlAutopurge: false, // b\n})',
        'lru-cache',
        '{ LRUCache }',
      ),
      errors: [
        {
          messageId: 'noLimit',
          at: 'ttl: 1000',
          suggestions: [
            {
              messageId: 'setOption',
              data: { option: 'ttlAutopurge', value: 'true' },
              output: withCache(
                'export const cache = new LRUCache({ /* a */ ttl: 1000, ttlAutopurge: true, // b\n})',
                'lru-cache',
                '{ LRUCache }',
              ),
            },
          ],
        },
      ],
    },
    {
      name: 'max of lru-cache that is no number of entries',
      code: withCache('const cache = new LRUCache({ max: Infinity, })', 'lru-cache', '{ LRUCache }'),
      errors: [
        {
          messageId: 'noLimit',
          at: 'max: Infinity',
          suggestions: [
            {
              messageId: 'setOption',
              data: { option: 'max', value: '1000' },
              output: withCache('const cache = new LRUCache({ max: 1000, })', 'lru-cache', '{ LRUCache }'),
            },
          ],
        },
      ],
    },
    {
      name: 'checkperiod of 0, last',
      code: withCache(
        'const cache = new NodeCache({ stdTTL: 60, checkperiod: 0 })',
        'node-cache',
        'NodeCache',
      ),
      errors: [
        {
          messageId: 'noLimit',
          at: 'checkperiod: 0',
          suggestions: [
            {
              messageId: 'removeOption',
              data: { option: 'checkperiod' },
              output: withCache('const cache = new NodeCache({ stdTTL: 60 })', 'node-cache', 'NodeCache'),
            },
          ],
        },
      ],
    },
    {
      name: 'checkperiod of 0, first',
      code: withCache(
        'const cache = new NodeCache({ checkperiod: 0, stdTTL: 60 })',
        'node-cache',
        'NodeCache',
      ),
      errors: [
        {
          messageId: 'noLimit',
          at: 'checkperiod: 0',
          suggestions: [
            {
              messageId: 'removeOption',
              data: { option: 'checkperiod' },
              output: withCache('const cache = new NodeCache({ stdTTL: 60 })', 'node-cache', 'NodeCache'),
            },
          ],
        },
      ],
    },
    {
      name: 'checkperiod of 0, with a time to live for each entry',
      code: withCache(
        'const cache = new NodeCache({ checkperiod: 0 })',
        'node-cache',
        'NodeCache',
        'cache.set(id, value, 60)',
      ),
      errors: [
        {
          messageId: 'noLimit',
          at: 'checkperiod: 0',
          suggestions: [
            {
              messageId: 'removeOption',
              data: { option: 'checkperiod' },
              output: withCache(
                'const cache = new NodeCache({  })',
                'node-cache',
                'NodeCache',
                'cache.set(id, value, 60)',
              ),
            },
          ],
        },
      ],
    },
    {
      name: 'checkperiod of 0 where nothing expires',
      code: withCache('const cache = new NodeCache({ checkperiod: 0 })', 'node-cache', 'NodeCache'),
      errors: [{ messageId: 'noLimit', at: 'checkperiod: 0' }],
    },
    {
      name: 'checkperiod alone',
      code: withCache('const cache = new NodeCache({ checkperiod: 60 })', 'node-cache', 'NodeCache'),
      errors: [
        {
          messageId: 'noLimit',
          at: 'checkperiod: 60',
          suggestions: [
            {
              messageId: 'setOption',
              data: { option: 'stdTTL', value: '3600' },
              output: withCache(
                'const cache = new NodeCache({ stdTTL: 3600, checkperiod: 60 })',
                'node-cache',
                'NodeCache',
              ),
            },
          ],
        },
      ],
    },
    {
      name: 'maxBatchSize of a DataLoader',
      code: withCache(
        'const users = new DataLoader(batch, { maxBatchSize: 100 })',
        'dataloader',
        'DataLoader',
        'users.load(id)',
      ),
      errors: [
        {
          messageId: 'noLimit',
          at: 'maxBatchSize: 100',
          data: {
            option: 'maxBatchSize',
            because: 'only limits how many keys are loaded at once',
            what: '`users`',
            entry: 'an entry',
            key: 'new `id`',
            remedy: 'Make one for each request, or set `cache: false`.',
          },
        },
      ],
    },
    {
      name: 'primitive of memoizee',
      code: "import memoizee from 'memoizee'\nexport const load = memoizee((userId) => find(userId), { primitive: true })",
      errors: [
        {
          messageId: 'noLimit',
          at: 'primitive: true',
          suggestions: [
            {
              messageId: 'setOption',
              data: { option: 'max', value: '1000' },
              output:
                "import memoizee from 'memoizee'\nexport const load = memoizee((userId) => find(userId), { max: 1000, primitive: true })",
            },
          ],
        },
      ],
    },
    {
      name: 'a size without end',
      code: "import moize from 'moize'\nexport const load = moize((userId) => find(userId), { maxSize: Number.POSITIVE_INFINITY })",
      errors: [
        {
          messageId: 'noLimit',
          at: 'maxSize: Number.POSITIVE_INFINITY',
          suggestions: [
            {
              messageId: 'setOption',
              data: { option: 'maxSize', value: '1000' },
              output:
                "import moize from 'moize'\nexport const load = moize((userId) => find(userId), { maxSize: 1000 })",
            },
          ],
        },
      ],
    },
    {
      name: 'maxAge of Infinity, and parentheses',
      code: "import memoize from 'memoize'\nexport const load = memoize(((userId) => find(userId)), { maxAge: Infinity })",
      errors: [
        {
          messageId: 'unbounded',
          at: 'memoize',
          line: 2,
          suggestions: [
            {
              messageId: 'setOption',
              data: { option: 'maxAge', value: '3_600_000' },
              output:
                "import memoize from 'memoize'\nexport const load = memoize(((userId) => find(userId)), { maxAge: 3_600_000 })",
            },
          ],
        },
      ],
    },
    {
      name: 'no options yet, in parentheses with a comma after them',
      code: "import memoize from 'memoize'\nexport const load = memoize((/* a */ (userId) => find(userId)),)",
      errors: [
        {
          messageId: 'unbounded',
          at: 'memoize',
          line: 2,
          suggestions: [
            {
              messageId: 'setOption',
              data: { option: 'maxAge', value: '3_600_000' },
              output:
                "import memoize from 'memoize'\nexport const load = memoize((/* a */ (userId) => find(userId)), { maxAge: 3_600_000 })",
            },
          ],
        },
      ],
    },
    {
      name: 'a construction without parentheses',
      code: withCache('const cache = new NodeCache', 'node-cache', 'NodeCache'),
      errors: [
        {
          messageId: 'unbounded',
          at: 'new NodeCache',
          suggestions: [
            {
              messageId: 'setOption',
              data: { option: 'stdTTL', value: '3600' },
              output: withCache('const cache = new NodeCache({ stdTTL: 3600 })', 'node-cache', 'NodeCache'),
            },
          ],
        },
      ],
    },
    {
      name: 'options that stand elsewhere',
      code: withCache(
        'const options = { ttl: 1000 }\nconst cache = new LRUCache(options)',
        'lru-cache',
        '{ LRUCache }',
      ),
      errors: [{ messageId: 'noLimit', at: 'ttl: 1000' }],
    },
  ],
  silent: [
    {
      name: 'ttl of lru-cache beside max',
      code: withCache('const cache = new LRUCache({ ttl: 1000, max: 500 })', 'lru-cache', '{ LRUCache }'),
    },
    {
      name: 'a limit of the size',
      code: withCache(
        'const cache = new LRUCache({ maxSize: 5000, sizeCalculation: (each) => each.length })',
        'lru-cache',
        '{ LRUCache }',
      ),
    },
    {
      name: 'checkperiod of 0 beside maxKeys',
      code: withCache(
        'const cache = new NodeCache({ stdTTL: 60, maxKeys: 500, checkperiod: 0 })',
        'node-cache',
        'NodeCache',
      ),
    },
    {
      name: 'checkperiod from elsewhere',
      code: withCache(
        'const cache = new NodeCache({ stdTTL: 60, checkperiod: period })',
        'node-cache',
        'NodeCache',
      ),
    },
    {
      name: 'a size without end beside an age',
      code: "import moize from 'moize'\nexport const load = moize((userId) => find(userId), { maxSize: Infinity, maxAge: 1000 })",
    },
    {
      name: 'options that are changed later',
      code: withCache(
        'const options = { ttl: 1000 }\nif (isSmall) options.max = 500\nconst cache = new LRUCache(options)',
        'lru-cache',
        '{ LRUCache }',
      ),
    },
    {
      name: 'a time to live beside a size of 0',
      code: withCache('const cache = lru(0, 60_000)', 'tiny-lru', '{ lru }'),
    },
  ],
})
