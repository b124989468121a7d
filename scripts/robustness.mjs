import { spawnSync } from 'node:child_process'
import { parseArgs } from 'node:util'

// Generated programs, as many as are asked for: `npm run test:robustness -- --runs 5000 --seed 7`. A program that fails is
// made as small as it can be, and printed with the seed that makes it again.
const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '1000' },
    seed: { type: 'string', default: String(Date.now() % 1e9) },
  },
})
const { status } = spawnSync(
  'npx',
  ['vitest', 'run', '--project', 'unit', '--reporter=default', 'test/robustness/generated.test.ts'],
  { stdio: 'inherit', env: { ...process.env, ROBUSTNESS_RUNS: values.runs, ROBUSTNESS_SEED: values.seed } },
)
process.exitCode = status ?? 1
