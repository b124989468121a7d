import { resource, type ResourceProtocol, type ResourceRow } from '../protocol.js'

const MONACO = [
  'monaco-editor',
  'monaco-editor/esm/vs/editor/editor.api',
  'monaco-editor/esm/vs/editor/editor.api.js',
] as const

/** A page shows most of them until it is left, and does not care for one when something fails. */
const widget = { exceptions: false, isLongLived: true } as const

const disposed = { ...widget, methods: ['dispose'] } as const
const destroyed = { ...widget, methods: ['destroy'] } as const
const removed = { ...widget, methods: ['remove'] } as const

const editor = { ...destroyed, noun: 'editor' } as const
const player = { ...destroyed, noun: 'player' } as const
const chart = { ...destroyed, noun: 'chart' } as const
const grid = { ...destroyed, noun: 'data grid' } as const

const rows = (): readonly ResourceRow[] => [
  {
    ...disposed,
    noun: 'editor',
    acquire: { name: 'create', form: 'function', modules: MONACO },
    types: ['IStandaloneCodeEditor'],
    example: 'monaco.editor.create(input)',
  },
  {
    ...disposed,
    noun: 'editor',
    acquire: { name: 'createDiffEditor', form: 'function', modules: MONACO },
    types: ['IStandaloneDiffEditor'],
    example: 'monaco.editor.createDiffEditor(input)',
  },
  {
    ...disposed,
    noun: 'text model',
    acquire: { name: 'createModel', form: 'function', modules: MONACO },
    // An editor disposes of the model that it makes of a text itself, and leaves one that it is given.
    usedBy: /^(?:create|createDiffEditor|setModelLanguage|setModelMarkers|saveViewState)$/,
    example: 'monaco.editor.createModel(input)',
  },
  {
    ...editor,
    acquire: {
      name: 'EditorView',
      form: 'constructor',
      modules: ['@codemirror/view', 'codemirror', 'prosemirror-view'],
    },
    example: 'new EditorView(input)',
  },
  {
    ...editor,
    acquire: {
      name: 'Editor',
      form: 'constructor',
      modules: ['@tiptap/core', '@tiptap/react', '@tiptap/vue-2', '@tiptap/vue-3'],
    },
    example: 'new Editor(input)',
  },
  {
    ...editor,
    acquire: {
      name: 'edit',
      form: 'function',
      modules: ['ace-builds', 'ace-builds/src-noconflict/ace', 'brace'],
    },
    example: 'ace.edit(input)',
  },
  {
    ...editor,
    acquire: { name: 'JSONEditor', form: 'constructor', modules: ['jsoneditor'], isDefault: true },
    example: 'new JSONEditor(input)',
  },
  {
    ...disposed,
    noun: 'terminal',
    acquire: { name: 'Terminal', form: 'constructor', modules: ['@xterm/xterm', '@xterm/headless', 'xterm'] },
    example: 'new Terminal(input)',
  },
  {
    ...player,
    acquire: { name: 'Hls', form: 'constructor', modules: ['hls.js'], isDefault: true },
    types: ['Hls'],
    example: 'new Hls(input)',
  },
  {
    ...player,
    acquire: { name: 'createPlayer', form: 'function', modules: ['flv.js', 'mpegts.js'] },
    example: 'mpegts.createPlayer(input)',
  },
  {
    ...player,
    acquire: { name: 'Player', form: 'constructor', modules: ['shaka-player'] },
    awaits: true,
    example: 'new shaka.Player(input)',
  },
  {
    ...player,
    acquire: { name: 'Plyr', form: 'constructor', modules: ['plyr'], isDefault: true },
    types: ['Plyr'],
    example: 'new Plyr(input)',
  },
  {
    ...player,
    acquire: { name: 'create', form: 'function', modules: ['wavesurfer.js'] },
    types: ['WaveSurfer'],
    example: 'WaveSurfer.create(input)',
  },
  {
    ...disposed,
    noun: 'player',
    acquire: { name: 'videojs', form: 'function', modules: ['video.js'], isDefault: true },
    example: 'videojs(input)',
  },
  {
    ...destroyed,
    noun: 'animation',
    acquire: {
      name: 'loadAnimation',
      form: 'function',
      modules: ['lottie-web', 'lottie-web/build/player/lottie_light'],
    },
    example: 'lottie.loadAnimation(input)',
  },
  {
    ...chart,
    acquire: { name: 'Chart', form: 'constructor', modules: ['chart.js', 'chart.js/auto'], isDefault: true },
    example: 'new Chart(input)',
  },
  {
    ...chart,
    acquire: {
      name: 'ApexCharts',
      form: 'constructor',
      modules: ['apexcharts'],
      isDefault: true,
      opensBy: 'render',
    },
    types: ['ApexCharts'],
    example: 'new ApexCharts(input)',
  },
  {
    ...chart,
    acquire: { name: 'chart', form: 'function', modules: ['highcharts'] },
    example: 'Highcharts.chart(input)',
  },
  {
    ...chart,
    noun: 'graph',
    acquire: { name: 'cytoscape', form: 'function', modules: ['cytoscape'], isDefault: true },
    example: 'cytoscape(input)',
  },
  {
    ...disposed,
    noun: 'chart',
    acquire: { name: 'init', form: 'function', modules: ['echarts', 'echarts/core'] },
    functions: ['dispose'],
    example: 'echarts.init(input)',
  },
  {
    ...destroyed,
    noun: 'calendar',
    acquire: { name: 'Calendar', form: 'constructor', modules: ['@fullcalendar/core', 'fullcalendar'] },
    example: 'new Calendar(input)',
  },
  {
    ...destroyed,
    noun: 'date picker',
    acquire: { name: 'flatpickr', form: 'function', modules: ['flatpickr'], isDefault: true },
    example: 'flatpickr(input)',
  },
  {
    ...grid,
    acquire: { name: 'Tabulator', form: 'constructor', modules: ['tabulator-tables'] },
    types: ['Tabulator'],
    example: 'new Tabulator(input)',
  },
  {
    ...grid,
    acquire: { name: 'TabulatorFull', form: 'constructor', modules: ['tabulator-tables'] },
    types: ['TabulatorFull'],
    example: 'new TabulatorFull(input)',
  },
  {
    ...grid,
    acquire: { name: 'createGrid', form: 'function', modules: ['ag-grid-community'] },
    example: 'createGrid(input)',
  },
  {
    ...removed,
    noun: 'map',
    acquire: { name: 'map', form: 'function', modules: ['leaflet'] },
    example: 'L.map(input)',
  },
  {
    ...removed,
    noun: 'map',
    acquire: { name: 'Map', form: 'constructor', modules: ['mapbox-gl', 'maplibre-gl'] },
    example: 'new maplibregl.Map(input)',
  },
  {
    ...destroyed,
    noun: 'slider',
    acquire: { name: 'Swiper', form: 'constructor', modules: ['swiper', 'swiper/bundle'], isDefault: true },
    types: ['Swiper'],
    example: 'new Swiper(input)',
  },
  {
    ...destroyed,
    noun: 'sortable list',
    acquire: { name: 'Sortable', form: 'constructor', modules: ['sortablejs'], isDefault: true },
    example: 'new Sortable(input)',
  },
  {
    ...destroyed,
    noun: 'sortable list',
    acquire: { name: 'create', form: 'function', modules: ['sortablejs'] },
    example: 'Sortable.create(input)',
  },
  {
    ...destroyed,
    noun: 'image cropper',
    acquire: { name: 'Cropper', form: 'constructor', modules: ['cropperjs'], isDefault: true },
    types: ['Cropper'],
    example: 'new Cropper(input)',
  },
  {
    ...disposed,
    noun: 'canvas',
    acquire: { name: 'Canvas', form: 'constructor', modules: ['fabric'] },
    example: 'new fabric.Canvas(input)',
  },
  {
    ...destroyed,
    noun: 'canvas',
    acquire: { name: 'Stage', form: 'constructor', modules: ['konva'] },
    example: 'new Konva.Stage(input)',
  },
  {
    ...widget,
    noun: 'React root',
    acquire: { name: 'createRoot', form: 'function', modules: ['react-dom/client'] },
    methods: ['unmount'],
    element: 0,
    example: 'createRoot(input)',
  },
  {
    ...widget,
    noun: 'React root',
    acquire: { name: 'hydrateRoot', form: 'function', modules: ['react-dom/client'] },
    methods: ['unmount'],
    element: 0,
    example: 'hydrateRoot(input)',
  },
  {
    ...widget,
    noun: 'React tree',
    acquire: { name: 'render', form: 'function', modules: ['react-dom'] },
    result: { as: 'argument', index: 1 },
    functions: ['unmountComponentAtNode'],
    element: 1,
    example: 'ReactDOM.render(input, container)',
  },
  {
    ...widget,
    noun: 'Vue application',
    acquire: { name: 'createApp', form: 'function', modules: ['vue'] },
    methods: ['unmount'],
    example: 'createApp(input)',
  },
  {
    ...widget,
    noun: 'Svelte component',
    acquire: { name: 'mount', form: 'function', modules: ['svelte'] },
    functions: ['unmount'],
    example: 'mount(input)',
  },
]

/** Widgets of the page: editors, players, charts, maps, component roots. */
export const widgetResources = (): readonly ResourceProtocol[] => rows().map(resource)
