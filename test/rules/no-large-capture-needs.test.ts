import { noLargeCapture } from '../../src/rules/no-large-capture.js'
import { certaintyTester } from '../certainty-tester.js'
import { after } from '../large-capture-case.js'

const cases = certaintyTester('no-large-capture', noLargeCapture)

const reading = (statements: string): string => `import { readFileSync } from 'node:fs'
const kept = []
export function load(path, other) {
  const text = readFileSync(path, 'utf8'), list = text.split('\\n'), data = readFileSync(path)
  ${statements}
}`

const silent = (statements: readonly string[]) => statements.map((each) => ({ code: reading(each) }))

/** Reports of parts that nothing can be suggested for, since they may be others later. */
const changing = (statements: readonly string[]) =>
  statements.map((each) => {
    const code = reading(each)
    return { code, errors: [{ ...after(code, 'kept.push('), suggestions: [] }] }
  })

cases('a function that the kept one calls needs the value', ['everywhere'], {
  silentByDefault: silent([
    'const at = (i) => data[i]; kept.push(() => at(0))',
    'function at(i) { return data[i] } const show = () => at(0); kept.push(() => show())',
    'const read = (to) => text.slice(0, to); kept.push(() => other(read))',
    'class Reader { read() { return text.slice(0, 5) } } kept.push(() => new Reader().read())',
    'const make = () => ({ read: () => text.slice(0, 5) }); const reader = make(); kept.push(() => reader.read())',
    'const save = debounce(() => other(text), 10); kept.push(() => save())',
  ]),
  known: [
    'const size = list.filter((line) => list.includes(line)); kept.push(() => size)',
    'const twice = () => list.concat(list); twice(); kept.push(() => path)',
  ].map((each) => {
    const code = reading(each)
    return { code, errors: [{ ...after(code, 'kept.push('), messageId: 'sibling' as const }] }
  }),
})

cases('the value stays anyway', ['everywhere'], {
  silent: silent([
    'kept.push({ text, size: () => text.length, path: () => path })',
    'kept.push(text); kept.push(() => text.length)',
  ]),
})

cases('what is made of the value may hold it', ['everywhere'], {
  silentByDefault: silent([
    'kept.push({ tree: parse(text), size: () => text.length })',
    'const page = new Page({ text }); kept.push({ page, size: () => text.length })',
    'const { content } = parse(text); kept.push({ content, size: () => text.length })',
  ]),
})

cases('the part may be another one later', ['everywhere'], {
  likely: changing([
    'other(list); kept.push(() => list.length)',
    'kept.push(() => list.length); return list',
    'other(data); kept.push(() => data.readUInt8(0))',
  ]),
})

const getter = reading('kept.push({ get size() { return text.length } })')

cases('a getter is kept with its object', ['everywhere'], {
  known: [
    {
      code: getter,
      errors: [
        {
          ...after(getter, 'get size'),
          suggestions: [
            {
              messageId: 'readBefore',
              output: reading(
                'const textLength = text.length\n  kept.push({ get size() { return textLength } })',
              ),
            },
          ],
        },
      ],
    },
  ],
})

cases('sizes of elements come and go', ['typedDom'], {
  silent: [
    {
      code: `
const kept: (() => number)[] = []
export function add(element: HTMLElement): void {
  kept.push(() => element.offsetWidth)
}`,
    },
  ],
})
