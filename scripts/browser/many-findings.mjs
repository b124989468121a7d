import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/** Five leaks of five kinds, as a class and a function of a common length have them. */
const leaky = (number) => `import { open } from 'node:fs/promises'

const sessions${number} = new Map()

export class View${number} {
  constructor(element, rows) {
    this.element = element
    this.rows = rows
    // Whoever looks at the rows wants to see them at any width.
    window.addEventListener('resize', () => this.draw())
    setInterval(() => {
      this.rows.splice(0, this.rows.length - 100)
      this.draw()
    }, 1000)
  }

  draw() {
    this.element.textContent = this.rows.join(', ')
  }

  observe(target) {
    const observer = new ResizeObserver(() => this.draw())
    observer.observe(document.body)
    target.append(this.element)
  }

  async load(path) {
    const file = await open(path)
    const text = await file.readFile('utf8')
    this.rows.push(...text.split('\\n'))
    await file.close()
  }

  login(sessionId, user) {
    sessions${number}.set(sessionId, { user, at: Date.now(), view: 'View${number}' })
  }

  destroy() {}
}
`

/** Writes so many files into a folder, forty to a folder of it. */
export function writeLeakyFiles(folder, count) {
  for (let number = 0; number < count; number += 1) {
    const inside = path.join(folder, `packages/part-${Math.floor(number / 40)}/src`)
    mkdirSync(inside, { recursive: true })
    writeFileSync(path.join(inside, `view-${number}.js`), leaky(number))
  }
}
