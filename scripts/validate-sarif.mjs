// Holds what `--format sarif` writes against the rules of SARIF and of code scanning: `npm run test:sarif`.
// Once as the package is, and once as if it had a homepage, which brings addresses into the report.
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'

const MULTITOOL = '@microsoft/sarif-multitool@5.7.0'
const repository = fileURLToPath(new URL('..', import.meta.url))
const folder = mkdtempSync(path.join(tmpdir(), 'leaks-sarif-'))

try {
  const failures = [
    ...validate('without a homepage', repository, { addresses: false }),
    ...validate('with a homepage', packageWithHomepage(), { addresses: true }),
  ]
  for (const failure of failures) console.error(`error: ${failure}`)
  console.log(failures.length === 0 ? 'SARIF: valid' : `SARIF: ${failures.length} failures`)
  process.exitCode = failures.length === 0 ? 0 : 1
} finally {
  rmSync(folder, { recursive: true, force: true })
}

/** Audits a project of leaks and of files that cannot be audited, and answers what is wrong with the report. */
function validate(title, packageFolder, { addresses }) {
  const report = run(process.execPath, [
    path.join(packageFolder, 'dist/cli.js'),
    '--preset',
    'all',
    '--format',
    'sarif',
    'examples',
    brokenProject(),
  ]).stdout
  const file = path.join(folder, 'report.sarif')
  writeFileSync(file, report)
  const [{ tool, results }] = JSON.parse(report).runs
  const remarks = validated(file)
  const count = (level) => remarks.filter((remark) => remark.level === level).length
  const rules = tool.driver.rules.length
  console.log(
    `${title}: ${results.length} results, ${rules} rules, ${Math.round(report.length / 1024)} kB: ` +
      `${count('error')} errors, ${count('warning')} warnings, ${count('note')} notes`,
  )

  const failures = remarks.filter(({ level }) => level === 'error').map(({ text }) => text)
  if (results.length === 0) failures.push('nothing was found to report')
  if (report.includes('file://')) failures.push('the report names a place on this machine')
  const helpUris = tool.driver.rules.filter(({ helpUri }) => helpUri !== undefined).length
  if (helpUris !== (addresses ? rules : 0)) failures.push(`${helpUris} of ${rules} rules have an address`)
  // Without a homepage there is no address of the tool to give, which is the one warning.
  const expected = addresses ? 0 : 1
  if (count('warning') !== expected) failures.push(`${count('warning')} warnings instead of ${expected}`)
  return failures.map((failure) => `${title}: ${failure}`)
}

function validated(file) {
  const output = path.join(folder, 'validated.sarif')
  // The tool is started through a shell, which would take a bare semicolon for the end of the command.
  const options = [
    '--rule-kind',
    '"Sarif;Ghas"',
    '--level',
    '"Error;Warning;Note"',
    '--log',
    'ForceOverwrite',
  ]
  const argv = ['exec', '--yes', `--package=${MULTITOOL}`, '--', 'sarif-multitool', 'validate']
  const { stderr } = run('npm', [...argv, file, '--output', output, ...options])
  let log
  try {
    log = JSON.parse(readFileSync(output, 'utf8'))
  } catch {
    throw new Error(`${MULTITOOL} did not run: ${stderr}`)
  }
  const [{ tool, results }] = log.runs
  return results.map(({ ruleId, ruleIndex, level = 'warning', message }) => {
    const template = tool.driver.rules[ruleIndex]?.messageStrings[message.id]?.text ?? ''
    const text = template.replace(/\{(\d)\}/g, (_, index) => message.arguments[index])
    return { level, text: `${ruleId}: ${text}` }
  })
}

function packageWithHomepage() {
  const copy = path.join(folder, 'package')
  mkdirSync(copy)
  for (const part of ['dist', 'rules-docs'])
    cpSync(path.join(repository, part), path.join(copy, part), { recursive: true })
  symlinkSync(path.join(repository, 'node_modules'), path.join(copy, 'node_modules'))
  const manifest = JSON.parse(readFileSync(path.join(repository, 'package.json'), 'utf8'))
  const homepage = 'https://example.org/eslint-plugin-leaks#readme'
  writeFileSync(path.join(copy, 'package.json'), JSON.stringify({ ...manifest, homepage }))
  return copy
}

/** It lies outside of the folder that is audited from. */
function brokenProject() {
  const root = path.join(folder, 'a project')
  mkdirSync(root, { recursive: true })
  writeFileSync(path.join(root, 'broken.js'), '(')
  writeFileSync(path.join(root, 'tsconfig.json'), '{')
  writeFileSync(path.join(root, 'a component.vue'), '<script>setInterval(')
  writeFileSync(
    path.join(root, 'leak #1.ts'),
    'class A { start() { setInterval(() => {}, 1) } dispose() {} }\n',
  )
  return root
}

function run(command, argv) {
  return spawnSync(command, argv, { cwd: repository, encoding: 'utf8', maxBuffer: 2 ** 28 })
}
