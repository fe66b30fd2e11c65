import assert from 'node:assert/strict'
import { spawn, type ChildProcess } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { test } from 'node:test'
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core'

const root = path.join(__dirname, '..', '..')

/** How many times slower than this machine the pages run: `E2E_SLOW=6` makes a slow phone. */
const slowness = Math.max(1, Number(process.env.E2E_SLOW ?? 1))
/** How long a page may take over one step. Long, because a busy machine is no fault; a fault costs this once. */
export const patienceMs = 45_000 * Math.ceil(slowness / 2)

/** How long a stage may take to be set: where it loads a sample of its own, a busy machine needs minutes. */
export const stageMs = 600_000

/** Has each page of a context wait as long as {@link patienceMs}, and run as slowly as is asked for. */
const paced = (context: BrowserContext): BrowserContext => {
  context.setDefaultTimeout(patienceMs)
  if (slowness > 1)
    context.on('page', (page) => {
      const slow = async () => {
        const session = await context.newCDPSession(page)
        await session.send('Emulation.setCPUThrottlingRate', { rate: slowness })
      }
      slow().catch(() => undefined) // it was closed at once
    })
  return context
}

/** The sample city on a data directory of its own, as `npm start` runs it, and a browser. */
export interface Stage {
  address: string
  browser: Browser
  /** A phone: 375 × 812, Chinese. */
  phone(options?: { colorScheme?: 'light' | 'dark' }): Promise<BrowserContext>
  /** A desk: 1440 × 900, Chinese. */
  desk(options?: { colorScheme?: 'light' | 'dark'; width?: number }): Promise<BrowserContext>
  /** Kills the server the hard way and starts it again on the same data, with its clock at `clock` where one is given. */
  restart(clock?: string): Promise<void>
  close(): Promise<void>
}

const isFree = (port: number) =>
  new Promise<boolean>((resolve) => {
    const probe = net.createServer()
    probe.once('error', () => resolve(false))
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)))
  })
/**
 * A port below those that systems hand out to connections: one of these could be taken again in the minute that a sample
 * takes to load, or while a server is down between two days.
 */
const freePort = async (): Promise<number> => {
  for (;;) {
    const port = randomInt(20_000, 32_000)
    if (await isFree(port)) return port
  }
}

const startServer = (port: number, dataDir: string, clock?: string) =>
  new Promise<ChildProcess>((resolve, reject) => {
    const child = spawn(
      process.execPath,
      [
        ...['--import', 'tsx', '--import', './test/end-to-end/hurried-chores.ts', 'mock/main.ts'],
        ...['--port', String(port), '--data', dataDir],
        ...(clock === undefined ? [] : ['--clock', clock]),
      ],
      {
        cwd: root,
        env: { ...process.env, JUCAI_METRICS_PORT: '0', DATABASE_URL: '' },
        stdio: ['ignore', 'pipe', 'inherit'],
        detached: true,
      },
    )
    let said = ''
    child.stdout?.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      if (said.includes('已就绪')) resolve(child)
    })
    child.once('exit', (code) =>
      reject(new Error(`the server ended with ${code} before it was ready:\n${said}`)),
    )
  })

const killHard = (child: ChildProcess) =>
  new Promise<void>((resolve) => {
    child.once('exit', () => resolve())
    process.kill(-(child.pid as number), 'SIGKILL')
  })

const chromiumFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

const newDataDir = () => mkdtempSync(path.join(os.tmpdir(), 'jucai-e2e-'))

/**
 * Loads the sample city once.
 * @returns the data directory, for {@link openStage} to start from as `JUCAI_E2E_SAMPLE`
 */
export const loadSample = async (): Promise<string> => {
  const dataDir = newDataDir()
  const server = await startServer(await freePort(), dataDir)
  const gone = new Promise((resolve) => {
    server.once('close', resolve)
  }) // its child's output has ended too
  process.kill(-(server.pid as number), 'SIGTERM')
  await gone
  return dataDir
}

/** A browser alone, for what needs no server. */
export const openBrowser = (): Promise<Browser> => {
  const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
    existsSync,
  )
  if (!executablePath)
    throw new Error('没有找到 Chromium。在 Debian 上：apt-get install chromium fonts-noto-cjk')
  return chromium.launch({ executablePath, args: chromiumFlags })
}

/**
 * Sets the stage, on a copy of the loaded sample where there is one; with `clock`, on a sample of its own that is loaded
 * at that moment, from which the server's clock runs on. `E2E_CLOCK` is that of stages that ask for none, to see them on
 * another day.
 */
export const openStage = async (clock = process.env.E2E_CLOCK): Promise<Stage> => {
  const browser = await openBrowser()
  const dataDir = newDataDir()
  if (process.env.JUCAI_E2E_SAMPLE && clock === undefined)
    cpSync(process.env.JUCAI_E2E_SAMPLE, dataDir, { recursive: true })
  const port = await freePort()
  let server = await startServer(port, dataDir, clock).catch(async (error: unknown) => {
    await browser.close() // which would keep the run from ending
    throw error
  })
  let begun = { at: Date.now(), clock }
  const runOn = () => begun.clock && new Date(Date.parse(begun.clock) + Date.now() - begun.at).toISOString()
  const address = `http://127.0.0.1:${port}`
  return {
    address,
    browser,
    phone: async ({ colorScheme = 'light' } = {}) => {
      const context = paced(
        await browser.newContext({
          viewport: { width: 375, height: 812 },
          locale: 'zh-CN',
          timezoneId: 'Asia/Shanghai',
          colorScheme,
          baseURL: address,
        }),
      )
      context.on('response', (reply) => {
        if (reply.status() === 401) signedOutBy.push(`${reply.request().method()} ${reply.url()}`)
      })
      return context
    },
    desk: async ({ colorScheme = 'light', width = 1440 } = {}) =>
      paced(
        await browser.newContext({
          viewport: { width, height: 900 },
          locale: 'zh-CN',
          timezoneId: 'Asia/Shanghai',
          colorScheme,
          reducedMotion: 'reduce',
          baseURL: address,
        }),
      ),
    restart: async (later = runOn()) => {
      await killHard(server)
      server = await startServer(port, dataDir, later)
      begun = { at: Date.now(), clock: later }
    },
    close: async () => {
      await browser.close()
      await killHard(server)
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

/** Requests that were answered with “signed out”: an account that is gone is no fault, and a session that is lost is one. */
const signedOutBy: string[] = []

/** Where a page stands, and what it keeps of who is signed in. */
const whereIs = async (page: Page): Promise<string> => {
  const kept = await page.evaluate(() => localStorage.getItem('session')).catch(() => 'not to be read')
  return `${page.url()}, session ${kept === null ? 'not kept' : kept.includes('\\"token\\":null') ? 'ended' : 'kept'}`
}

/**
 * The steps of one journey: after one that failed, the rest is not tried. What the pages showed is then
 * kept in `.test-results`, each under its name.
 */
export const steps = (
  pages: () => Record<string, Page>,
): ((title: string, run: () => Promise<void>) => void) => {
  let failed = false
  return (title, run) =>
    void test(title, async () => {
      assert.ok(!failed, 'an earlier step failed')
      try {
        await run()
      } catch (error) {
        failed = true
        mkdirSync('.test-results', { recursive: true })
        for (const [name, page] of Object.entries(pages())) {
          await page.screenshot({ path: `.test-results/${name}.png` })
          process.stdout.write(`${name}: ${await whereIs(page)}\n`)
        }
        process.stdout.write(`signed out by: ${signedOutBy.slice(-5).join(', ') || 'nothing'}\n`)
        throw error
      }
    })
}

const stored = (state: object) => JSON.stringify({ data: JSON.stringify({ state, version: 0 }) })

const keep = (context: BrowserContext, name: string, state: object) =>
  context.addInitScript(
    ([key, value]) => {
      if (!localStorage.getItem(key as string)) localStorage.setItem(key as string, value as string)
    },
    [name, stored(state)],
  )

/** Chooses the text size on a phone, as the settings page does. */
export const setTextScale = (context: BrowserContext, textScale: number): Promise<unknown> =>
  keep(context, 'settings', { textScale, theme: 'auto' })

/**
 * Signs a phone in as one of the sample's people, as the button on the sign-in page does.
 * @returns the token of the session
 */
export const signInAs = async (context: BrowserContext, as: string): Promise<string> => {
  const reply = await context.request.post('/api/sample/sign-in', { data: { as } })
  if (!reply.ok()) throw new Error(`the sample has nobody called ${as}`)
  const { token, me } = (await reply.json()) as { token: string; me: unknown }
  await keep(context, 'session', { token, me })
  return token
}

/** Signs a desk in to the console as one of the sample's staff, as the button on its sign-in page does. */
export const sitDownAs = async (context: BrowserContext, as: string): Promise<void> => {
  const reply = await context.request.post('/api/sample/sign-in', { data: { as, office: true } })
  const { token } = (await reply.json()) as { token: string }
  await context.addInitScript((value) => {
    if (window.top === window && !sessionStorage.getItem('jucai-console-session'))
      sessionStorage.setItem('jucai-console-session', value)
  }, token)
}

/** Collects what a page complains of: uncaught errors, and messages of the browser's console. */
export const complaintsOf = (page: Page): string[] => {
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(error.message))
  return complaints
}

/** Checks again until it holds, for what a page does a moment after that which can be waited for. */
export const comesTrue = async (check: () => Promise<void>): Promise<void> => {
  const until = Date.now() + patienceMs
  for (;;) {
    try {
      return await check()
    } catch (error) {
      if (!(error instanceof assert.AssertionError) || Date.now() > until) throw error
    }
    await new Promise((resolve) => {
      setTimeout(resolve, 100)
    })
  }
}

/** What of a page is on its way to what it will be; what moves for long, as the time that a code lasts, is not. */
const movingOn = (page: Page): Promise<string[]> =>
  page.evaluate(() => [
    ...[...document.querySelectorAll('.ant-btn-loading')].map(({ textContent }) => `loading ${textContent}`),
    ...document
      .getAnimations()
      .filter(
        ({ playState, effect }) =>
          playState === 'running' && Number(effect?.getComputedTiming().activeDuration) < 2_000,
      )
      .map(({ effect }) => `moving ${(effect as KeyframeEffect).target?.className ?? ''}`),
  ])

/**
 * axe's rules over a page, once nothing moves: what fades in, or a button that is just coming back, is paler than it will
 * be.
 */
export const axeViolations = async (page: Page): Promise<string[]> => {
  await comesTrue(async () => assert.deepEqual(await movingOn(page), []))
  await page.evaluate(readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8'))
  return page.evaluate(async () => {
    interface Axe {
      run(): Promise<{ violations: { id: string; nodes: { html: string; failureSummary: string }[] }[] }>
    }
    const { violations } = await (window as unknown as { axe: Axe }).axe.run()
    return violations.map(
      ({ id, nodes }) =>
        `${id}: ${nodes
          .map(({ html, failureSummary }) => `${html.slice(0, 160)} ${failureSummary}`)
          .join(' | ')
          .slice(0, 600)}`,
    )
  })
}
