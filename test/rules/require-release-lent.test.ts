import { requireRelease } from '../../src/rules/require-release.js'
import { certaintyTester } from '../certainty-tester.js'

const check = certaintyTester('require-release', requireRelease)

const withMap = (code: string): string => `
import maplibregl from 'maplibre-gl'
export function chart(node, pin) {
  const map = new maplibregl.Map({ container: node })
  ${code}
}`

const MAP = 'new maplibregl.Map({ container: node })'

check('who puts itself into a resource does not take it over', ['untypedJs'], {
  silent: [
    {
      name: 'the end that is handed out ends it',
      code: withMap('pin.addTo(map); return { destroy() { pin.remove(); map.remove() } }'),
    },
    {
      name: 'a function is given it, and puts it anywhere',
      code: withMap('addTo(map); return { destroy() { pin.remove() } }'),
    },
    {
      name: 'a method is told more than where to go',
      code: withMap('pin.addTo(node, map); return { destroy() { pin.remove() } }'),
    },
    {
      name: 'it is what is added',
      code: withMap('pin.add(map); return { destroy() { pin.remove() } }'),
    },
  ],
  likely: [
    {
      name: 'nobody knows whether that ends',
      code: withMap('pin.addTo(map)'),
      errors: [{ messageId: 'neverReleased', at: MAP }],
    },
  ],
  known: [
    {
      name: 'the end that is handed out forgets it',
      code: withMap('pin.addTo(map); return { destroy() { pin.remove() } }'),
      errors: [
        {
          messageId: 'neverReleased',
          at: MAP,
          suggestions: [
            {
              messageId: 'endAtEnd',
              output: withMap('pin.addTo(map); return { destroy() { map.remove(); pin.remove() } }'),
            },
          ],
        },
      ],
    },
  ],
})

const withModel = (code: string): string => `
import { useEffect } from 'react'
import * as monaco from 'monaco-editor'
export function Editor({ host, text, keep }) {
  useEffect(() => {
    const model = monaco.editor.createModel(text, 'json')
    ${code}
  }, [text])
}`

const MODEL = "monaco.editor.createModel(text, 'json')"

check('what only uses what it is given leaves what it finds in its options', ['untypedJs'], {
  silent: [
    {
      name: 'both are ended',
      code: withModel(
        'const editor = monaco.editor.create(host, { model }); return () => { model.dispose(); editor.dispose() }',
      ),
    },
    {
      name: 'another function is given it in its options',
      code: withModel('const editor = keep(host, { model }); return () => { editor.dispose() }'),
    },
  ],
  known: [
    {
      name: 'an editor is made with it',
      code: withModel(
        'const editor = monaco.editor.create(host, { model }); return () => { editor.dispose() }',
      ),
      errors: [
        {
          messageId: 'neverReleased',
          at: MODEL,
          suggestions: [
            {
              messageId: 'endAtEnd',
              output: withModel(
                'const editor = monaco.editor.create(host, { model }); return () => { model.dispose(); editor.dispose() }',
              ),
            },
          ],
        },
      ],
    },
  ],
})
