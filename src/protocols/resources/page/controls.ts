import { alike, ended, resource, sole, type ResourceProtocol } from '../protocol.js'

/** What a page is handled by: editors, sliders, menus, fields, tables, what is dragged. */
export const controlResources = (): readonly ResourceProtocol[] => [
  // Editors.
  ...alike(ended('editor', 'destroy'), ['@wangeditor/editor'], 'createEditor(input)'),
  ...alike({ ...ended('editor', 'destroy'), awaits: true }, ['@milkdown/crepe'], 'new Crepe(input).create()'),
  ...alike(sole('editor', 'destruct'), ['jodit'], 'Jodit.make(input)'),
  ...alike(
    ended('editor', 'destroy'),
    ['vanilla-jsoneditor', 'svelte-jsoneditor'],
    'createJSONEditor(input)',
    'new JSONEditor(input)',
  ),
  // Sliders.
  ...alike(ended('slider', 'destroy'), ['tiny-slider', 'tiny-slider/src/tiny-slider'], 'tns(input)'),
  ...alike(sole('slider', 'destroy'), ['siema'], 'new Siema(input)'),
  ...alike(sole('image viewer', 'destroy'), ['glightbox'], 'GLightbox(input)'),
  ...alike(sole('image viewer', 'detach'), ['medium-zoom'], 'mediumZoom(input)'),
  ...alike(sole('scroll bar', 'destroy'), ['smooth-scrollbar'], 'SmoothScrollbar.init(input)'),
  // Tooltips and dialogs.
  ...alike(ended('tooltip', 'destroy'), ['tippy.js'], 'delegate(input)', 'createSingleton(input)'),
  ...[
    'Modal',
    'Tooltip',
    'Popover',
    'Dropdown',
    'Collapse',
    'Offcanvas',
    'Carousel',
    'ScrollSpy',
    'Toast',
  ].flatMap((name) =>
    alike(
      sole('popover', 'dispose'),
      [`bootstrap/js/dist/${name.toLowerCase()}`, `bootstrap/js/src/${name.toLowerCase()}`],
      `new ${name}(input)`,
    ),
  ),
  ...alike(
    ended('dialog', 'destroy'),
    ['flowbite'],
    'new Modal(input)',
    'new Drawer(input)',
    'new Dropdown(input)',
    'new Popover(input)',
    'new Tooltip(input)',
  ),
  resource({
    ...ended('control', 'destroy'),
    acquire: {
      name: 'init',
      form: 'method',
      modules: ['materialize-css', '@materializecss/materialize'],
      receiver: /^(?:Sidenav|Parallax|ScrollSpy|Pushpin)$/,
    },
    example: 'Sidenav.init(input)',
  }),
  ...alike(ended('focus trap', 'deactivate'), ['focus-trap'], 'createFocusTrap(input).activate()'),
  // What is dragged and selected.
  ...alike(
    ended('drag and drop', 'destroy'),
    ['@shopify/draggable'],
    'new Draggable(input)',
    'new Droppable(input)',
    'new Swappable(input)',
    'new Sortable(input)',
  ),
  ...alike(sole('drag and drop', 'destroy'), ['moveable'], 'new Moveable(input)'),
  ...alike(sole('selection', 'destroy'), ['selecto'], 'new Selecto(input)'),
  ...alike(
    sole('selection', 'destroy'),
    ['@viselect/vanilla', '@simonwep/selection-js'],
    'new SelectionArea(input)',
  ),
  ...alike(ended('gesture recognizer', 'destroy'), ['hammerjs'], 'new Hammer.Manager(input)'),
  // Fields.
  ...alike(sole('phone input', 'destroy'), ['intl-tel-input'], 'intlTelInput(input)'),
  ...alike(sole('color picker', 'destroyAndRemove', 'destroy'), ['@simonwep/pickr'], 'Pickr.create(input)'),
  ...alike(
    sole('date picker', 'destroy'),
    ['vanillajs-datepicker', 'vanillajs-datepicker/Datepicker'],
    'new Datepicker(input)',
  ),
  ...alike(ended('completion list', 'destroy'), ['@algolia/autocomplete-js'], 'autocomplete(input)'),
  ...alike(sole('search', 'dispose'), ['instantsearch.js'], 'instantsearch(input).start()'),
  // Tables.
  ...alike(
    sole('data grid', 'destroy'),
    ['simple-datatables', 'datatables.net', 'datatables.net-dt', 'datatables.net-bs5'],
    'new DataTable(input)',
  ),
  // What turns pages.
  ...alike({ ...sole('page transition', 'destroy'), awaits: true }, ['swup'], 'new Swup(input)'),
]
