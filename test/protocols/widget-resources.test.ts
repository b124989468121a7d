import { describe } from 'vitest'

import { requireRelease } from '../../src/rules/require-release.js'
import { ruleTester } from '../rule-tester.js'
import { UNKNOWN, leaks, likelyLeaks, silent } from './release-cases.js'

describe('widgets', () => {
  const likely = likelyLeaks([
    {
      name: 'an editor that nothing disposes of',
      code: `
import * as monaco from 'monaco-editor'
export function show(element, text) {
  const editor = monaco.editor.create(element)
  editor.setValue(text)
}`,
      messageId: 'neverReleased',
      at: 'monaco.editor.create(element)',
      data: {
        name: 'editor',
        until: UNKNOWN,
        advice: 'Call editor.dispose() when done, also on failure.',
        noun: 'editor',
      },
    },
    {
      name: 'a chart that is thrown away',
      code: `
import Chart from 'chart.js/auto'
export function draw(canvas, data) { new Chart(canvas, { data }) }`,
      messageId: 'dropped',
      at: 'new Chart(canvas, { data })',
      data: { noun: 'chart', acquirer: 'new Chart()', until: UNKNOWN, release: 'destroy()' },
    },
    {
      name: 'a chart of the library that its own name is not known of',
      code: `
import * as charts from 'echarts/core'
export function draw(element, option) { let chart = charts.init(element); chart.setOption(option) }`,
      messageId: 'neverReleased',
      at: 'charts.init(element)',
    },
  ])
  ruleTester('everywhere').run('require-release', requireRelease, {
    valid: [
      ...likely.valid,
      ...silent({
        'disposed of by the effect that made it': `
import { useEffect } from 'react'
import * as monaco from 'monaco-editor'
export function Editor({ element }) {
  useEffect(() => { const editor = monaco.editor.create(element); return () => editor.dispose() }, [element])
}`,
        'kept in a reference': `
import { useEffect } from 'react'
import { Chart } from 'chart.js'
export function Plot({ canvas, ref }) {
  useEffect(() => { ref.current = new Chart(canvas, {}); return () => ref.current.destroy() }, [canvas])
}`,
        'kept by its element': `
import Swiper from 'swiper'
export function slide(element) { const slider = new Swiper(element); element.slider = slider }`,
        'disposed of by its library': `
import * as echarts from 'echarts'
export function print(element, option) { const chart = echarts.init(element); chart.setOption(option); echarts.dispose(chart) }`,
        'made while the page loads': `
import L from 'leaflet'
const map = L.map('map')
map.setView([0, 0], 3)`,
        'an exception, for which a page does not care': `
import Hls from 'hls.js'
export async function probe(video, url) { const hls = new Hls(); await attach(video, url); hls.destroy() }`,
        'a Map of the language': `
import maplibregl from 'maplibre-gl'
export function count(names) { const counts = new Map(); for (const name of names) counts.set(name, maplibregl.version) }`,
        'a map over an array': `
import L from 'leaflet'
export function markers(points) { const all = points.map((point) => L.marker(point)); return all.length }`,
        'a model that the editor is given': `
import * as monaco from 'monaco-editor'
export function open(editor, text) { const model = monaco.editor.createModel(text); editor.setModel(model) }`,
        'a chart that is never drawn': `
import ApexCharts from 'apexcharts'
export function options(element) { const chart = new ApexCharts(element, {}); chart.log() }`,
        'a create of another module': `
import { create } from 'zustand'
export function store() { const state = create(() => ({})); return state.length }`,
      }),
    ],
    invalid: [
      ...likely.invalid,
      ...leaks([
        {
          name: 'a player that an early return leaves: the code itself ends it elsewhere',
          code: `
import videojs from 'video.js'
export function probe(element, skip) {
  let player = videojs(element)
  if (skip) return 0
  const length = player.duration()
  player.dispose()
  return length
}`,
          messageId: 'openOnReturn',
          at: 'videojs(element)',
          data: {
            name: 'player',
            until: UNKNOWN,
            advice: 'Call player.dispose() there too.',
            exit: 'on `return 0`',
          },
        },
      ]),
    ],
  })
})

describe('roots of components', () => {
  const likely = likelyLeaks([
    {
      name: 'a root for each call',
      code: `
import { createRoot } from 'react-dom/client'
export function measure(element, node) {
  let root = createRoot(element.firstChild)
  root.render(node)
  return element.offsetHeight
}`,
      messageId: 'neverReleased',
      at: 'createRoot(element.firstChild)',
    },
    {
      name: 'a tree in an element that is someone else’s',
      code: `
import ReactDOM from 'react-dom'
export class Legend { show(node) { ReactDOM.render(node, this.element) } }`,
      messageId: 'neverUndone',
      at: 'ReactDOM.render(node, this.element)',
      data: {
        name: 'this.element',
        acquirer: 'render()',
        until: UNKNOWN,
        release: 'unmountComponentAtNode(this.element)',
      },
    },
    {
      name: 'a tree, by the name of the function alone',
      code: `
const { render: show } = require('react-dom')
exports.open = function (node, element) { show(node, element.firstChild, /* done */ () => {}) }`,
      messageId: 'neverUndone',
      at: 'show(node, element.firstChild, /* done */ () => {})',
    },
    {
      name: 'an application for each dialog',
      code: `
import { createApp } from 'vue'
export function ask(Dialog, element) { let dialog = createApp(Dialog); dialog.mount(element) }`,
      messageId: 'neverReleased',
      at: 'createApp(Dialog)',
    },
    {
      name: 'a component that nothing unmounts',
      code: `
import { mount } from 'svelte'
export function ask(Dialog, target) { let dialog = mount(Dialog, { target }); return dialog.name }`,
      messageId: 'neverReleased',
      at: 'mount(Dialog, { target })',
      data: {
        name: 'dialog',
        until: UNKNOWN,
        advice: 'Call unmount(dialog) when done, also on failure.',
        noun: 'Svelte component',
      },
    },
  ])
  ruleTester('everywhere').run('require-release', requireRelease, {
    valid: [
      ...likely.valid,
      ...silent({
        'the root of the page': `
import { createRoot } from 'react-dom/client'
const root = createRoot(document.getElementById('root'))
root.render(App)`,
        'the tree of the page, from a function': `
import ReactDOM from 'react-dom'
export function main() { ReactDOM.render(App, document.getElementById('root')) }`,
        'the tree of the page': `
import { render } from 'react-dom'
const element = document.querySelector('main')
render(App, element)`,
        'unmounted by another method': `
import ReactDOM from 'react-dom'
export class Legend {
  show(node) { ReactDOM.render(node, this.element) }
  hide() { ReactDOM.unmountComponentAtNode(this.element) }
}`,
        'rendered by a library for tests, which unmounts': `
import { render } from '@testing-library/react'
export function show(node, container) { render(node, container) }`,
        'a method of a root': `
import ReactDOM from 'react-dom/client'
export function show(root, node) { root.render(node, root.element) }`,
        'the application of the page': `
import { createApp } from 'vue'
const app = createApp(App)
app.mount('#app')`,
        'unmounted by whoever opened it': `
import { createApp } from 'vue'
export function ask(Dialog, element) { const dialog = createApp(Dialog); dialog.mount(element); return () => dialog.unmount() }`,
        'unmounted by a function that is made before it is mounted': `
import { createApp } from 'vue'
export function show(Dialog, element) {
  const dialog = createApp(Dialog)
  const unmount = () => dialog.unmount()
  const instance = dialog.mount(element)
  instance.unmount = unmount
  return instance
}`,
        'an application of a server': `
import { createApp } from './app.js'
export function start() { const app = createApp(); app.mount('/api') }`,
        'a mount of a library for tests': `
import { mount } from '@vue/test-utils'
export function show(Dialog) { const dialog = mount(Dialog); return dialog.text() }`,
      }),
    ],
    invalid: likely.invalid,
  })

  const portals = likelyLeaks([
    {
      name: 'JSX',
      filename: 'react.tsx',
      code: `
import { createRoot } from 'react-dom/client'
export function toast(element: HTMLElement, text: string): void {
  createRoot(element!).render(<p>{text}</p>)
}`,
      messageId: 'dropped',
      at: 'createRoot(element!)',
      data: { noun: 'React root', acquirer: 'createRoot()', until: UNKNOWN, release: 'unmount()' },
    },
  ])
  ruleTester('untypedTs', 'typedDom').run('require-release', requireRelease, {
    valid: [
      ...portals.valid,
      ...silent(
        {
          'kept in a field': `
import { createRoot, type Root } from 'react-dom/client'
export class View {
  private root?: Root
  show(element: HTMLElement): void { this.root = createRoot(element); this.root.render(<p />) }
  hide(): void { this.root?.unmount() }
}`,
        },
        'react.tsx',
      ),
    ],
    invalid: portals.invalid,
  })
})
