// Filters and groups the findings. Without it the page shows all of them, by rule.
;(() => {
  const FACETS = ['rule', 'holder', 'file']
  const THEME = 'leaks-report-theme'

  const find = (selector) => document.querySelector(selector)
  const form = find('form')
  const themes = find('.theme')
  // In the order of the files, in which each group has its own.
  const articles = [...document.querySelectorAll('article')].sort((a, b) => numberOf(a) - numberOf(b))

  setUpTheme()
  if (form) setUpFilters()
  addEventListener('beforeprint', () => {
    for (const details of document.querySelectorAll('article details')) details.open = true
  })

  function numberOf({ id }) {
    return Number(id.slice(1))
  }

  function setUpTheme() {
    const kept = read(THEME)
    const chosen = themes.querySelector(`[value="${kept === 'light' || kept === 'dark' ? kept : 'auto'}"]`)
    chosen.checked = true
    apply(chosen.value)
    themes.hidden = false
    themes.addEventListener('change', ({ target }) => {
      apply(target.value)
      keep(THEME, target.value)
    })
  }

  function apply(theme) {
    document.documentElement.dataset.theme = theme
  }

  /** A page that is opened from a disk may have no storage. */
  function read(key) {
    try {
      return localStorage.getItem(key)
    } catch {
      return null
    }
  }

  function keep(key, value) {
    try {
      localStorage.setItem(key, value)
    } catch {
      // The choice holds for this visit.
    }
  }

  function setUpFilters() {
    const query = find('#query')
    const grouping = find('#grouping')
    const clear = find('#clear')
    const shown = find('#shown')
    const groups = find('#groups')
    const boxes = [...form.querySelectorAll('[type=checkbox]')]
    const panel = form.querySelector('details')
    let words = new Map()
    let grouped = 'rule'

    form.hidden = false
    // On a small screen the findings come first.
    if (matchMedia('(width < 60rem)').matches) panel.open = false
    form.addEventListener('submit', (event) => event.preventDefault())
    form.addEventListener('change', filter)
    grouping.addEventListener('change', group)
    clear.addEventListener('click', () => {
      query.value = ''
      for (const box of boxes) box.checked = false
      filter()
      query.focus()
    })
    let waiting = 0
    query.addEventListener('input', () => {
      clearTimeout(waiting)
      waiting = setTimeout(filter, 120)
    })
    // A browser that comes back to the page fills in what was chosen before.
    addEventListener('pageshow', () => {
      group()
      filter()
    })

    function filter() {
      const wanted = query.value.toLowerCase().split(/\s+/).filter(Boolean)
      const chosen = new Map(
        FACETS.map((facet) => [
          facet,
          new Set(boxes.filter(({ name, checked }) => name === facet && checked).map(({ value }) => value)),
        ]),
      )
      let count = 0
      for (const article of articles) {
        const isShown =
          FACETS.every(
            (facet) => chosen.get(facet).size === 0 || chosen.get(facet).has(article.dataset[facet]),
          ) && wanted.every((word) => textOf(article).includes(word))
        article.hidden = !isShown
        if (isShown) count += 1
      }
      for (const section of groups.children) {
        const inside = [...section.querySelectorAll('article')].filter(({ hidden }) => !hidden).length
        section.hidden = inside === 0
        section.querySelector('h2 span').textContent = inside
      }
      const isFiltered = wanted.length > 0 || boxes.some(({ checked }) => checked)
      clear.disabled = !isFiltered
      shown.textContent = isFiltered
        ? `${count === 0 ? 'None' : count} of ${articles.length} findings.`
        : `${articles.length} finding${articles.length === 1 ? '' : 's'}.`
    }

    function textOf(article) {
      if (!words.has(article)) words.set(article, article.textContent.toLowerCase())
      return words.get(article)
    }

    function group() {
      const facet = grouping.value
      if (facet === grouped) return
      grouped = facet
      const sections = boxes
        .filter(({ name }) => name === facet)
        .map((box) => {
          const section = document.createElement('section')
          const heading = document.createElement('h2')
          const note = document.createElement('p')
          const head = document.createElement('div')
          head.className = 'group'
          heading.append(`${box.nextElementSibling.textContent} `, document.createElement('span'))
          note.textContent = box.dataset.note ?? ''
          head.append(heading, note)
          section.append(head)
          return section
        })
      for (const article of articles) sections[Number(article.dataset[facet])].append(article)
      groups.replaceChildren(...sections)
      filter()
    }
  }
})()
