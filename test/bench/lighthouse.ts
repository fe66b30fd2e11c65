import { spawn, type ChildProcess } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import fastify from 'fastify'
import { compress } from '../../config/site'
import { serveSite } from '../../server/site'
import { bareDir, writeBareApp } from './bare-app'
import { build } from './build'
import { atLeast, median, type Line } from './line'

const root = path.resolve(__dirname, '../..')
const runs = 3
const readyMs = 300_000
const categories = ['performance', 'accessibility', 'best-practices', 'seo'] as const
/** How far the performance of home may stay behind that of an app that shows a number and a button. */
const behindBare = 4
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

type Category = (typeof categories)[number]
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
        `--only-categories=${categories.join(',')}`,
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

/** A bare app built with our settings, served by the code that serves ours. */
const serveBare = async (): Promise<{ address: string; close(): Promise<void> }> => {
  writeBareApp()
  await build('h5', bareDir)
  const folder = path.join(bareDir, 'dist-h5')
  compress(folder)
  const http = fastify()
  await serveSite(http, folder, null)
  return { address: await http.listen({ host: '127.0.0.1', port: 0 }), close: () => http.close() }
}

const scores = (reports: readonly Report[], category: Category): number =>
  median(reports.map((report) => Math.round((report.categories[category].score ?? 0) * 100)))

const explain = (report: Report | undefined) => {
  for (const { title, score, scoreDisplayMode } of Object.values(report?.audits ?? {}))
    if (score !== null && score < 0.9 && scoreDisplayMode !== 'informative')
      process.stdout.write(`  ${score} ${title}\n`)
}

/**
 * Lighthouse on the H5 home of the sample city, mobile settings, the median of three runs. Its performance
 * figure follows the machine, so it is held against that of a bare app measured in turn with ours.
 */
export const lighthouse = async (): Promise<Line[]> => {
  const data = fs.mkdtempSync(path.join(os.tmpdir(), 'jucai-bench-'))
  const bare = await serveBare()
  const site = await startSite(data)
  site.process.removeAllListeners('exit')
  try {
    const [ours, theirs]: [Report[], Report[]] = [[], []]
    for (let run = 0; run < runs; run += 1) {
      ours.push(await audit(`${site.address}/`))
      theirs.push(await audit(`${bare.address}/`))
    }
    const reference = scores(theirs, 'performance')
    const lines = categories.map((category): Line => {
      const name = `Lighthouse ${category}, H5 home, mobile`
      return category === 'performance'
        ? {
            ...atLeast(name, scores(ours, category), reference - behindBare),
            reference,
            bound: `≥ bare − ${behindBare}`,
          }
        : atLeast(name, scores(ours, category), 100)
    })
    if (lines.some(({ holds }) => !holds)) explain(ours[0])
    return lines
  } finally {
    await bare.close()
    await new Promise((resolve) => {
      site.process.once('exit', resolve)
      site.process.kill()
    })
    fs.rmSync(data, { recursive: true, force: true })
  }
}
