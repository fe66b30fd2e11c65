import { spawn, type ChildProcess } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { atLeast, median, type Line } from './line'

const root = path.resolve(__dirname, '../..')
const runs = 3
const readyMs = 300_000
const bounds = { performance: 95, accessibility: 100, 'best-practices': 100, seo: 100 }
const browserFlags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** Debian's name and place, unless CHROME_PATH says another. */
const browser = process.env.CHROME_PATH ?? '/usr/bin/chromium'

/** The sample city as `npm start` serves it, with data of its own, at the address it prints. */
const startSite = (data: string): Promise<{ address: string; process: ChildProcess }> =>
  new Promise((resolve, reject) => {
    const child = spawn(
      process.execPath,
      ['--import', 'tsx', path.join(root, 'mock/main.ts'), '--port', '0', '--data', data],
      { cwd: root, env: { ...process.env, JUCAI_METRICS_PORT: '0' }, stdio: ['ignore', 'pipe', 'inherit'] },
    )
    let output = ''
    const late = setTimeout(() => {
      child.kill()
      reject(new Error(`the site was not ready in time:\n${output}`))
    }, readyMs)
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString()
      const address = /已就绪：(http:\S+)/.exec(output)?.[1]
      if (address) {
        clearTimeout(late)
        resolve({ address, process: child })
      }
    })
    child.once('exit', (code) => {
      clearTimeout(late)
      reject(new Error(`the site ended with ${code}:\n${output}`))
    })
  })

type Category = keyof typeof bounds
interface Report {
  runtimeError?: { code: string }
  categories: Record<Category, { score: number | null }>
  audits: Record<string, { score: number | null; title: string; scoreDisplayMode: string }>
}

const auditOnce = (address: string): Promise<Report> =>
  new Promise((resolve, reject) => {
    const child = spawn(
      process.execPath,
      [
        path.join(root, 'node_modules/lighthouse/cli/index.js'),
        address,
        '--output=json',
        '--quiet',
        `--only-categories=${Object.keys(bounds).join(',')}`,
        `--chrome-flags=${browserFlags.join(' ')}`,
      ],
      {
        env: { ...process.env, CHROME_PATH: browser },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    )
    const [output, complaints]: [Buffer[], Buffer[]] = [[], []]
    child.stdout.on('data', (chunk: Buffer) => output.push(chunk))
    child.stderr.on('data', (chunk: Buffer) => complaints.push(chunk))
    child.once('close', () => {
      const report = Buffer.concat(output).toString()
      if (report) resolve(JSON.parse(report) as Report)
      else reject(new Error(`lighthouse: ${Buffer.concat(complaints).toString().slice(-2000)}`))
    })
  })

/**
 * Now and then the browser's trace lacks the start of the page, on busy machines above all; then once more.
 */
const audit = async (address: string): Promise<Report> => {
  const first = await auditOnce(address)
  const report = first.runtimeError?.code === 'NO_NAVSTART' ? await auditOnce(address) : first
  if (report.runtimeError) throw new Error(`lighthouse: ${report.runtimeError.code}`)
  return report
}

/** Lighthouse on the H5 home of the sample city, mobile settings, the median of three runs. */
export const lighthouse = async (): Promise<Line[]> => {
  const data = fs.mkdtempSync(path.join(os.tmpdir(), 'jucai-bench-'))
  const site = await startSite(data)
  site.process.removeAllListeners('exit')
  try {
    const reports: Report[] = []
    for (let run = 0; run < runs; run += 1) reports.push(await audit(`${site.address}/`))
    const lines = (Object.entries(bounds) as [Category, number][]).map(([category, bound]) =>
      atLeast(
        `Lighthouse ${category}, H5 home, mobile`,
        median(reports.map(({ categories }) => Math.round((categories[category].score ?? 0) * 100))),
        bound,
      ),
    )
    if (lines.some(({ holds }) => !holds)) {
      for (const { title, score, scoreDisplayMode } of Object.values(reports[0]?.audits ?? {}))
        if (score !== null && score < 0.9 && scoreDisplayMode !== 'informative')
          process.stdout.write(`  ${score} ${title}\n`)
    }
    return lines
  } finally {
    await new Promise((resolve) => {
      site.process.once('exit', resolve)
      site.process.kill()
    })
    fs.rmSync(data, { recursive: true, force: true })
  }
}
