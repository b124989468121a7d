import { resource, type ResourceProtocol, type ResourceRow } from './protocol.js'

const TENSORFLOW = [
  '@tensorflow/tfjs',
  '@tensorflow/tfjs-core',
  '@tensorflow/tfjs-node',
  '@tensorflow/tfjs-node-gpu',
] as const

const ONNX = [
  'onnxruntime-common',
  'onnxruntime-node',
  'onnxruntime-web',
  'onnxruntime-react-native',
] as const

const OPENCV = ['@techstark/opencv-js', 'opencv-ts', 'opencv-wasm'] as const

/** A caller may have put a `tidy` around it, so that one that nothing disposes of is likely at most. */
const tensor = {
  noun: 'tensor',
  methods: ['dispose'],
  functions: ['dispose'],
  closers: ['tidy'],
  borrowers: TENSORFLOW,
  exceptions: false,
  isLongLived: true,
} as const

const matrix = {
  noun: 'image matrix',
  methods: ['delete'],
  borrowers: OPENCV,
  exceptions: false,
} as const

/** Of a page or program that shows or computes with it until it ends. */
const engine = { exceptions: false, isLongLived: true } as const

const TENSOR_MAKERS = [
  ...['tensor', 'tensor1d', 'tensor2d', 'tensor3d', 'tensor4d', 'tensor5d', 'tensor6d', 'scalar', 'variable'],
  ...['zeros', 'ones', 'zerosLike', 'onesLike', 'fill', 'eye', 'linspace', 'range', 'oneHot'],
  ...['randomNormal', 'randomUniform', 'truncatedNormal', 'stack', 'concat'],
] as const

const rows = (): readonly ResourceRow[] => [
  ...TENSOR_MAKERS.map((name): ResourceRow => ({
    ...tensor,
    acquire: { name, form: 'function', modules: TENSORFLOW },
    example: `tf.${name}(input)`,
  })),
  {
    ...tensor,
    acquire: { name: 'fromPixels', form: 'function', modules: TENSORFLOW },
    example: 'tf.browser.fromPixels(input)',
  },
  {
    ...matrix,
    acquire: { name: 'Mat', form: 'constructor', modules: OPENCV },
    example: 'new cv.Mat()',
  },
  {
    ...matrix,
    noun: 'list of matrices',
    acquire: { name: 'MatVector', form: 'constructor', modules: OPENCV },
    example: 'new cv.MatVector()',
  },
  {
    ...matrix,
    acquire: { name: 'imread', form: 'function', modules: OPENCV },
    example: 'cv.imread(input)',
  },
  ...(['matFromArray', 'matFromImageData'] as const).map((name): ResourceRow => ({
    ...matrix,
    acquire: { name, form: 'function', modules: OPENCV },
    example: `cv.${name}(input)`,
  })),
  {
    ...engine,
    noun: 'inference session',
    acquire: { name: 'create', form: 'function', modules: ONNX },
    methods: ['release'],
    awaits: true,
    types: ['InferenceSession'],
    example: 'await InferenceSession.create(input)',
  },
  {
    noun: 'recognition worker',
    acquire: { name: 'createWorker', form: 'function', modules: ['tesseract.js'] },
    methods: ['terminate'],
    collected: 'never',
    awaits: true,
    example: 'await createWorker(input)',
  },
  {
    ...engine,
    noun: 'video converter',
    acquire: { name: 'FFmpeg', form: 'constructor', modules: ['@ffmpeg/ffmpeg'], opensBy: 'load' },
    methods: ['terminate'],
    types: ['FFmpeg'],
    example: 'new FFmpeg()',
  },
  {
    ...engine,
    noun: 'text encoder',
    acquire: { name: 'get_encoding', form: 'function', modules: ['tiktoken', '@dqbd/tiktoken'] },
    methods: ['free'],
    example: 'get_encoding(input)',
  },
  {
    ...engine,
    noun: 'text encoder',
    acquire: { name: 'encoding_for_model', form: 'function', modules: ['tiktoken', '@dqbd/tiktoken'] },
    methods: ['free'],
    example: 'encoding_for_model(input)',
  },
  {
    ...engine,
    noun: 'renderer',
    acquire: { name: 'WebGLRenderer', form: 'constructor', modules: ['three'] },
    methods: ['dispose', 'forceContextLoss'],
    example: 'new THREE.WebGLRenderer(input)',
  },
  {
    ...engine,
    noun: 'camera control',
    acquire: {
      name: 'OrbitControls',
      form: 'constructor',
      modules: [
        'three/addons/controls/OrbitControls.js',
        'three/examples/jsm/controls/OrbitControls',
        'three/examples/jsm/controls/OrbitControls.js',
        'three-stdlib',
      ],
    },
    methods: ['dispose'],
    example: 'new OrbitControls(input)',
  },
  {
    ...engine,
    noun: 'rendering engine',
    acquire: { name: 'Engine', form: 'constructor', modules: ['@babylonjs/core', 'babylonjs'] },
    methods: ['dispose'],
    example: 'new Engine(input)',
  },
  {
    ...engine,
    noun: 'renderer',
    acquire: { name: 'Application', form: 'constructor', modules: ['pixi.js'] },
    methods: ['destroy'],
    example: 'new Application(input)',
  },
]

/** Memory and objects that a library manages itself: tensors, images, wasm handles, GPU objects. */
export const nativeResources = (): readonly ResourceProtocol[] => rows().map(resource)
