import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import path from 'node:path'

/**
 * Checks who imports whom (.dependency-cruiser.cjs), and that the checker saw every module: one version of
 * it reported success on nothing.
 */
const roots = ['contract', 'server', 'src', 'console', 'mock']
const isModule = (name: string) => /\.tsx?$/.test(name) && !name.endsWith('.d.ts')
const modulesBelow = (directory: string): string[] =>
  readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
    const at = path.posix.join(directory, entry.name)
    if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : modulesBelow(at)
    return isModule(entry.name) ? [at] : []
  })

interface Report {
  summary: { violations: { from: string; to: string; rule: { name: string }; comment?: string }[] }
  modules: { source: string }[]
}

const cruise = path.join('node_modules', 'dependency-cruiser', 'bin', 'dependency-cruise.mjs')
const result = spawnSync(
  process.execPath,
  [cruise, ...roots, '--config', '.dependency-cruiser.cjs', '--output-type', 'json'],
  { encoding: 'utf8', maxBuffer: 1 << 28 },
)
if (result.status !== 0 && result.stdout === '') {
  process.stderr.write(result.stderr)
  process.exit(1)
}
const report = JSON.parse(result.stdout) as Report
const seen = new Set(report.modules.map(({ source }) => source))
const modules = roots.flatMap(modulesBelow)
const unseen = modules.filter((module) => !seen.has(module))
for (const { from, to, rule } of report.summary.violations)
  process.stdout.write(`✗ ${rule.name}: ${from} → ${to}\n`)
for (const module of unseen) process.stdout.write(`✗ not seen by the checker: ${module}\n`)
const failures = report.summary.violations.length + unseen.length
process.stdout.write(`import rules: ${modules.length} modules, ${failures} violations\n`)
process.exit(failures === 0 ? 0 : 1)
