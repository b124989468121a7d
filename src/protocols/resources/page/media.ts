import { alike, ended, resource, sole, type ResourceProtocol } from '../protocol.js'

const examples = (path: string): string[] =>
  ['three/addons', 'three/examples/jsm'].flatMap((root) => [`${root}/${path}`, `${root}/${path}.js`])

const HIGHCHARTS = [
  'highcharts',
  'highcharts/highstock',
  'highcharts/highmaps',
  'highcharts/highcharts-gantt',
] as const

/** What plays, moves and draws: players, sounds, animations, charts, maps, scenes. */
export const mediaResources = (): readonly ResourceProtocol[] => [
  // Players and sounds.
  ...alike(
    { ...sole('player', 'destroy', 'reset'), fluent: new Set(['create']) },
    ['dashjs'],
    'dashjs.MediaPlayer()',
  ),
  ...alike(sole('player', 'destroy'), ['artplayer'], 'new Artplayer(input)'),
  ...alike(sole('player', 'destroy'), ['dplayer'], 'new DPlayer(input)'),
  ...alike(sole('player', 'destroy'), ['aplayer'], 'new APlayer(input)'),
  ...alike(sole('player', 'destroy'), ['xgplayer'], 'new Player(input)'),
  ...alike(sole('player', 'destroy'), ['jmuxer'], 'new JMuxer(input)'),
  ...alike(
    ended('loop', 'dispose'),
    ['tone'],
    'new Tone.Loop(input).start()',
    'new Tone.Sequence(input).start()',
    'new Tone.Part(input).start()',
  ),
  ...alike(ended('sound', 'unloadAsync'), ['expo-av'], 'new Audio.Sound()'),
  ...alike(ended('player', 'remove', 'release'), ['expo-audio'], 'createAudioPlayer(input)'),
  ...alike(ended('player', 'release'), ['expo-video'], 'createVideoPlayer(input)'),
  ...alike(sole('sound', 'release'), ['react-native-sound'], 'new Sound(input)'),
  // What looks through the camera.
  ...alike({ ...ended('scanner', 'stop'), awaits: true }, ['html5-qrcode'], 'new Html5Qrcode(input).start()'),
  ...alike(
    { ...ended('scanner', 'clear'), awaits: true },
    ['html5-qrcode'],
    'new Html5QrcodeScanner(input).render()',
  ),
  ...alike(
    { ...ended('camera', 'stop'), awaits: true },
    ['@mediapipe/camera_utils'],
    'new Camera(input).start()',
  ),
  ...alike(
    { ...ended('vision task', 'close'), awaits: true },
    [
      '@mediapipe/face_mesh',
      '@mediapipe/hands',
      '@mediapipe/pose',
      '@mediapipe/holistic',
      '@mediapipe/selfie_segmentation',
    ],
    'new FaceMesh(input)',
    'new Hands(input)',
    'new Pose(input)',
    'new Holistic(input)',
    'new SelfieSegmentation(input)',
  ),
  // Animations that follow the page.
  resource({
    ...ended('scroll animation', 'kill'),
    // `ScrollTrigger.getAll().forEach((each) => each.kill())`
    closers: ['killAll', 'getAll'],
    acquire: {
      name: 'create',
      form: 'method',
      modules: ['gsap/ScrollTrigger', 'gsap/dist/ScrollTrigger', 'gsap/all'],
      receiver: /^ScrollTrigger$/,
    },
    example: 'ScrollTrigger.create(input)',
  }),
  resource({
    ...ended('smooth scrolling', 'kill'),
    acquire: {
      name: 'create',
      form: 'method',
      modules: ['gsap/ScrollSmoother', 'gsap/dist/ScrollSmoother', 'gsap/all'],
      receiver: /^ScrollSmoother$/,
    },
    example: 'ScrollSmoother.create(input)',
  }),
  resource({
    ...ended('gesture observer', 'kill'),
    acquire: {
      name: 'create',
      form: 'method',
      modules: ['gsap/Observer', 'gsap/dist/Observer', 'gsap/all'],
      receiver: /^Observer$/,
    },
    example: 'Observer.create(input)',
  }),
  ...alike(sole('scroll animation', 'destroy'), ['scrollmagic'], 'new ScrollMagic.Controller(input)'),
  ...alike(sole('scroll animation', 'destroy'), ['parallax-js'], 'new Parallax(input)'),
  ...alike(sole('animation', 'destroy'), ['@lottiefiles/dotlottie-web'], 'new DotLottie(input)'),
  ...alike(sole('globe', 'destroy'), ['cobe'], 'createGlobe(input)'),
  ...alike(
    sole('background animation', 'destroy'),
    [
      'vanta/dist/vanta.net.min',
      'vanta/dist/vanta.waves.min',
      'vanta/dist/vanta.birds.min',
      'vanta/dist/vanta.fog.min',
    ],
    'VANTA(input)',
  ),
  // Scenes.
  ...alike(ended('renderer', 'dispose'), ['three/webgpu', 'three'], 'new WebGPURenderer(input)'),
  ...alike(
    ended('camera control', 'dispose'),
    [
      ...examples('controls/MapControls'),
      ...examples('controls/OrbitControls'),
      'three-stdlib',
      'three/addons',
    ],
    'new MapControls(input)',
  ),
  ...alike(
    ended('camera control', 'dispose'),
    [...examples('controls/FirstPersonControls'), 'three-stdlib', 'three/addons'],
    'new FirstPersonControls(input)',
  ),
  ...alike(
    ended('camera control', 'dispose'),
    ['three/addons', 'three/addons/controls/OrbitControls', 'three-orbitcontrols', 'three-orbit-controls'],
    'new OrbitControls(input)',
  ),
  ...alike(sole('camera control', 'dispose'), ['camera-controls'], 'new CameraControls(input)'),
  // These keep a pool of workers.
  ...alike(
    ended('model loader', 'dispose'),
    [...examples('loaders/DRACOLoader'), 'three-stdlib'],
    'new DRACOLoader(input)',
  ),
  ...alike(
    ended('model loader', 'dispose'),
    [...examples('loaders/KTX2Loader'), 'three-stdlib'],
    'new KTX2Loader(input)',
  ),
  ...alike(
    ended('rendering engine', 'dispose'),
    ['@babylonjs/core/Engines/engine', '@babylonjs/core/Engines/engine.js'],
    'new Engine(input)',
  ),
  ...alike(
    ended('scene', 'dispose'),
    ['@babylonjs/core/scene', '@babylonjs/core/scene.js'],
    'new Scene(input)',
  ),
  ...alike(ended('renderer', 'destroy'), ['@pixi/app'], 'new Application(input)'),
  ...alike(ended('renderer', 'destroy'), ['@pixi/core'], 'new Renderer(input)'),
  ...alike(ended('ticker', 'destroy', 'stop'), ['pixi.js', '@pixi/ticker'], 'new Ticker().start()'),
  ...alike(sole('animation', 'stop'), ['konva'], 'new Konva.Animation(input).start()'),
  ...alike(ended('application', 'dispose'), ['@splinetool/runtime'], 'new Application(input)'),
  ...alike(ended('rendering engine', 'destroy'), ['@cornerstonejs/core'], 'new RenderingEngine(input)'),
  ...alike({ ...ended('physics runner'), functions: ['stop'] }, ['matter-js'], 'Matter.Runner.run(input)'),
  // Graphs, charts and maps.
  ...alike(sole('graph', 'kill'), ['sigma'], 'new Sigma(input)'),
  ...alike(ended('graph', 'destroy'), ['@cosmograph/cosmos', '@cosmos.gl/graph'], 'new Graph(input)'),
  ...alike(
    sole('chart', 'destroy'),
    HIGHCHARTS,
    'Highcharts.stockChart(input)',
    'Highcharts.mapChart(input)',
    'Highcharts.ganttChart(input)',
  ),
  ...alike(
    ended('chart', 'destroy'),
    ['highcharts/highstock', 'highcharts/highmaps', 'highcharts/highcharts-gantt'],
    'Highcharts.chart(input)',
  ),
  ...alike(
    ended('chart', 'release'),
    ['@visactor/vchart', '@visactor/vtable'],
    'new VChart(input)',
    'new ListTable(input)',
    'new PivotTable(input)',
  ),
  ...alike(
    ended('chart', 'destroy'),
    ['@antv/g2plot'],
    'new Line(input).render()',
    'new Column(input).render()',
    'new Pie(input).render()',
    'new Area(input).render()',
    'new Bar(input).render()',
  ),
  ...alike(ended('chart', 'destroy'), ['frappe-charts'], 'new Chart(input)'),
  // Without a target a map lets go of its element and of the page.
  ...alike(
    { ...sole('map', 'dispose'), consumers: ['setTarget'] },
    ['ol/Map', 'ol/Map.js'],
    'new OlMap(input)',
  ),
]
