// Says what stands in the way of a release: `node scripts/release-ready.mjs v0.2.0 OWNER/NAME`, as the release workflow does.
import { readFileSync } from 'node:fs'
import process from 'node:process'

const [tag = '', repository = ''] = process.argv.slice(2)
const read = (name) => readFileSync(new URL(`../${name}`, import.meta.url), 'utf8')
const manifest = JSON.parse(read('package.json'))
const url = typeof manifest.repository === 'string' ? manifest.repository : (manifest.repository?.url ?? '')

const obstacles = [
  [tag === `v${manifest.version}`, `the tag is '${tag}', the version in package.json ${manifest.version}`],
  [
    read('CHANGELOG.md')
      .split('\n')
      .some((line) => line.startsWith(`## ${manifest.version} (`) && /\(\d{4}-\d\d-\d\d\)$/.test(line)),
    `CHANGELOG.md has no section '## ${manifest.version} (YYYY-MM-DD)'`,
  ],
  [
    repository !== '' && url.replace(/\.git$/, '').endsWith(repository),
    `package.json names '${url}' as its repository, and provenance needs '${repository}'`,
  ],
].flatMap(([isMet, obstacle]) => (isMet ? [] : [obstacle]))

for (const obstacle of obstacles) console.error(`error: ${obstacle}`)
process.exitCode = obstacles.length > 0 ? 1 : 0
