import { describe } from 'vitest'

import { requireRelease } from '../../src/rules/require-release.js'
import { ruleTester } from '../rule-tester.js'
import { FOREVER, UNKNOWN, leaks, likelyLeaks, silent } from './release-cases.js'

describe('tensors and matrices', () => {
  const likely = likelyLeaks([
    {
      name: 'a tensor that only functions of its library use',
      code: `
import * as tf from '@tensorflow/tfjs'
export function norm(values) {
  const tensor = tf.tensor1d(values)
  return tf.norm(tensor).dataSync()
}`,
      messageId: 'neverReleased',
      at: 'tf.tensor1d(values)',
      data: {
        name: 'tensor',
        until: UNKNOWN,
        advice: 'Call tensor.dispose() when done, also on failure.',
        noun: 'tensor',
      },
    },
    {
      name: 'a tensor that nothing can reach any more',
      code: `
import * as tf from '@tensorflow/tfjs'
export function scale(image) { return tf.browser.fromPixels(image).div(255) }`,
      messageId: 'dropped',
      at: 'tf.browser.fromPixels(image)',
      data: { noun: 'tensor', acquirer: 'fromPixels()', until: UNKNOWN, release: 'dispose()' },
    },
  ])
  ruleTester('everywhere').run('require-release', requireRelease, {
    valid: [
      ...likely.valid,
      ...silent({
        'tidied up around it': `
import * as tf from '@tensorflow/tfjs'
export const norm = (values) => tf.tidy(() => { const tensor = tf.tensor1d(values); return tf.norm(tensor).dataSync() })`,
        'disposed of by its library, with others': `
import * as tf from '@tensorflow/tfjs'
export function norm(values) {
  const tensor = tf.tensor1d(values)
  const norm = tf.norm(tensor)
  const result = norm.dataSync()
  tf.dispose([tensor, norm])
  return result
}`,
        'given to a model, which may keep it': `
import * as tf from '@tensorflow/tfjs'
export function predict(model, values) { const input = tf.tensor2d(values); return model.predict(input) }`,
        'disposed of, but not where something fails': `
import * as tf from '@tensorflow/tfjs'
export function norm(values) { const tensor = tf.tensor(values); check(values); tensor.dispose() }`,
        'a function of the same name': `
import { tensor } from './algebra.js'
export function rank(values) { const product = tensor(values); return product.rank }`,
        'a matrix that is deleted': `
import cv from '@techstark/opencv-js'
export function grey(image) { const target = new cv.Mat(); cv.cvtColor(image, target, 7); cv.imshow('c', target); target.delete() }`,
        'a matrix in a list': `
import cv from '@techstark/opencv-js'
export function grey(image, list) { const target = new cv.Mat(); cv.cvtColor(image, target, 7); list.push(target) }`,
        'a matrix of something else': `
import { Mat } from './floor.js'
export function lay() { const mat = new Mat(); return mat.area }`,
      }),
    ],
    invalid: [
      ...likely.invalid,
      ...leaks([
        {
          name: 'a matrix that only functions of its library use',
          code: `
import cv from '@techstark/opencv-js'
export function brightness(image) {
  const grey = new cv.Mat()
  cv.cvtColor(image, grey, cv.COLOR_RGBA2GRAY)
  return cv.mean(grey)[0]
}`,
          messageId: 'neverReleased',
          at: 'new cv.Mat()',
          data: {
            name: 'grey',
            until: UNKNOWN,
            advice: 'Call grey.delete() in `finally`.',
            noun: 'image matrix',
          },
          output: `
import cv from '@techstark/opencv-js'
export function brightness(image) {
  const grey = new cv.Mat()
  try {
    cv.cvtColor(image, grey, cv.COLOR_RGBA2GRAY)
    return cv.mean(grey)[0]
  } finally {
    grey.delete()
  }
}`,
        },
      ]),
    ],
  })
})

describe('engines', () => {
  const likely = likelyLeaks([
    {
      name: 'a session for each call',
      known: true,
      code: `
import * as ort from 'onnxruntime-node'
export async function classify(path, feeds) {
  let session = await ort.InferenceSession.create(path)
  return await session.run(feeds)
}`,
      messageId: 'neverReleased',
      at: 'ort.InferenceSession.create(path)',
    },
  ])
  ruleTester('everywhere').run('require-release', requireRelease, {
    valid: [
      ...likely.valid,
      ...silent({
        'a session for all calls': `
import * as ort from 'onnxruntime-node'
let session
export async function classify(path, feeds) { session ??= await ort.InferenceSession.create(path); return await session.run(feeds) }`,
        'a renderer of the page': `
import * as THREE from 'three'
const renderer = new THREE.WebGLRenderer()
document.body.appendChild(renderer.domElement)`,
        'a geometry and a material, which their mesh holds': `
import * as THREE from 'three'
export function box(scene) { const geometry = new THREE.BoxGeometry(); const material = new THREE.Material(); scene.add(new THREE.Mesh(geometry, material)) }`,
        'a worker of something else': `
import { createWorker } from './threads.js'
export async function start() { const worker = await createWorker(); return worker.pid }`,
        'a converter that has not loaded': `
import { FFmpeg } from '@ffmpeg/ffmpeg'
export function version() { const ffmpeg = new FFmpeg(); return ffmpeg.version }`,
      }),
    ],
    invalid: [
      ...likely.invalid,
      ...leaks([
        {
          name: 'a worker that an exception leaves running',
          code: `
const { createWorker } = require('tesseract.js')
exports.read = async function (image) {
  const worker = await createWorker('eng')
  const { data } = await worker.recognize(image)
  await worker.terminate()
  return data.text
}`,
          messageId: 'openOnThrow',
          at: "createWorker('eng')",
          data: {
            name: 'worker',
            exit: 'when `await worker.recognize(image)` throws',
            until: `,${FOREVER}`,
            advice: 'Call worker.terminate() in `finally`.',
          },
          output: `
const { createWorker } = require('tesseract.js')
exports.read = async function (image) {
  const worker = await createWorker('eng')
  try {
    const { data } = await worker.recognize(image)
    return data.text
  } finally {
    await worker.terminate()
  }
}`,
        },
      ]),
    ],
  })
})
