import { describe } from 'vitest'

import { requireRelease } from '../../src/rules/require-release.js'
import { FOREVER, UNKNOWN, leaks, silent } from '../protocols/release-cases.js'
import { ruleTester } from '../rule-tester.js'

describe('what an effect opens', () => {
  ruleTester('dom').run('require-release', requireRelease, {
    valid: [
      ...silent({
        'released by the cleanup': `
import { useEffect } from 'react'
import Chart from 'chart.js/auto'
export function Plot({ canvas, data }) {
  useEffect(() => {
    const chart = new Chart(canvas, data)
    return () => chart.destroy()
  }, [data])
}`,
        'in a ref that the cleanup releases': `
import { useEffect, useRef } from 'react'
import Chart from 'chart.js/auto'
export function Plot({ canvas, data }) {
  const chart = useRef()
  useEffect(() => {
    chart.current = new Chart(canvas, data)
    return () => chart.current.destroy()
  }, [data])
}`,
        'in a ref that another effect releases': `
import { useEffect, useRef } from 'react'
import Chart from 'chart.js/auto'
export function Plot({ canvas, data }) {
  const chart = useRef()
  useEffect(() => { chart.current = new Chart(canvas, data) }, [data])
  useEffect(() => () => chart.current?.destroy(), [])
}`,
        'in a ref that is handed on': `
import { useEffect, useRef } from 'react'
import Chart from 'chart.js/auto'
export function Plot({ canvas, data, onReady }) {
  const chart = useRef()
  useEffect(() => { chart.current = new Chart(canvas, data); onReady(chart.current) }, [data])
}`,
      }),
    ],
    invalid: leaks([
      {
        name: 'in a variable that nothing releases',
        code: `
import { useEffect } from 'react'
import Chart from 'chart.js/auto'
export function Plot({ canvas, data }) {
  useEffect(() => {
    const chart = new Chart(canvas, data)
    chart.update( /* at once */ )
  }, [data])
}`,
        messageId: 'neverReleased',
        at: 'new Chart(canvas, data)',
        data: {
          name: 'chart',
          advice: 'Call chart.destroy() in a cleanup of this effect.',
          until: UNKNOWN,
          noun: 'chart',
        },
        cleanupOutput: `
import { useEffect } from 'react'
import Chart from 'chart.js/auto'
export function Plot({ canvas, data }) {
  useEffect(() => {
    const chart = new Chart(canvas, data)
    chart.update( /* at once */ )
    return () => {
      chart.destroy()
    }
  }, [data])
}`,
      },
      {
        name: 'in a ref that nothing releases',
        code: `
import { useEffect, useRef } from 'react'
import * as monaco from 'monaco-editor'
export function Code({ element, text }) {
  const editor = useRef()
  useEffect(() => { editor.current = monaco.editor.create(element) }, [])
  useEffect(() => { editor.current?.setValue(text) }, [text])
}`,
        messageId: 'neverReleased',
        at: 'monaco.editor.create(element)',
        data: {
          name: 'editor.current',
          advice: 'Call editor.current.dispose() in a cleanup of this effect.',
          until: UNKNOWN,
          noun: 'editor',
        },
        cleanupOutput: `
import { useEffect, useRef } from 'react'
import * as monaco from 'monaco-editor'
export function Code({ element, text }) {
  const editor = useRef()
  useEffect(() => { editor.current = monaco.editor.create(element); return () => { editor.current?.dispose() } }, [])
  useEffect(() => { editor.current?.setValue(text) }, [text])
}`,
      },
    ]),
  })
})

describe('what is put on an element of others', () => {
  ruleTester('dom').run('require-release', requireRelease, {
    valid: [
      ...silent({
        'the root of the page': `
import { createRoot } from 'react-dom/client'
function start(element) { const root = createRoot(element); root.render('hello'); return root }
start(document.body)`,
        unmounted: `
import { createRoot } from 'react-dom/client'
export function show(element, node) {
  const root = createRoot(element)
  root.render(node)
  return () => root.unmount()
}`,
      }),
    ],
    invalid: leaks([
      {
        name: 'a root that nothing keeps',
        code: `
import { createRoot } from 'react-dom/client'
export function show(element, node) { createRoot(element).render(node) }`,
        messageId: 'dropped',
        at: 'createRoot(element)',
        data: { noun: 'React root', acquirer: 'createRoot()', release: 'unmount()', until: UNKNOWN },
      },
    ]),
  })
})

describe('who releases it', () => {
  ruleTester('node').run('require-release', requireRelease, {
    valid: silent({
      'a renamed release': `
import { openSync as o, closeSync as c, readSync } from 'node:fs'
export function read(path, buffer) {
  const fd = o(path)
  try { return readSync(fd, buffer) } finally { c(fd) }
}`,
      'a collection that is given it before it is closed': `
import { open } from 'node:fs/promises'
export async function read(path, files) {
  const file = await open(path)
  files.add(file)
  await file.stat()
  await file.close()
}`,
      'what wraps it is returned': `
export async function ask(connection, wrap) {
  const channel = await connection.openChannel()
  const messages = wrap(channel)
  const answer = messages.read()
  if (answer.ok) return messages.unwrap()
  await channel.close()
}`,
      'a chain that has handled its failures': `
import { Client } from 'pg'
export async function run(config, log) {
  const client = new Client(config)
  await client.connect()
  client.query('select 1').catch(log).then(() => client.end())
}`,
    }),
    invalid: leaks([
      {
        name: 'in an inferred resource, a throw of its own',
        code: `
export async function load(store, key) {
  let session = await store.openSession(key)
  if (!session.isValid) throw new Error('invalid')
  await session.close()
}`,
        messageId: 'openOnThrow',
        at: 'store.openSession(key)',
        data: {
          name: 'session',
          exit: "on `throw new Error('invalid')`",
          advice: 'Call session.close() in `finally`.',
          until: UNKNOWN,
        },
      },
      {
        name: 'a function that returns what it opens and keeps nothing',
        code: `
import { openSync } from 'node:fs'
function openLog(path) { const fd = openSync(path, 'a'); return fd }
export function size(path) { let fd = openLog(path); return fd > 3 }`,
        messageId: 'neverReleased',
        at: 'openLog(path)',
        line: 4,
        data: {
          name: 'fd',
          advice: 'Call closeSync(fd) in `finally`.',
          until: FOREVER,
          noun: 'file descriptor',
        },
      },
    ]),
  })
})
