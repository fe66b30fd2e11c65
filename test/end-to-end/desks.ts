import assert from 'node:assert/strict'
import { after, before } from 'node:test'
import type { BrowserContext, Page } from 'playwright-core'
import { codeAt } from '../../server/office/totp'
import { openStage, sitDownAs, stageMs, type Stage } from './stage'

/** Who sits where in a test of the console, by name. */
export interface Desks {
  pages: Record<string, Page>
  /** What any of the pages complained of. That a request was refused is not one: some are meant to be. */
  complaints: string[]
  at(name: string): Page
  /** A desk of its own; signed in as one of the sample's staff, or with `null` as nobody. */
  sit(name: string, as?: string | null): Promise<BrowserContext>
  /** Another tab at somebody's desk. */
  another(name: string, tab: string): Promise<Page>
  /**
   * What the audit log has of an action, newest first, as its reader sees it. Wants somebody at
   * `audit-admin`.
   */
  recorded(action: string): Promise<string>
}

/**
 * The desks of a file of tests: set up before its first with these people of the sample at them, cleared
 * after its last.
 */
export const openDesks = (...names: readonly string[]): Desks => {
  let stage: Stage
  const complaints: string[] = []
  const pages: Record<string, Page> = {}
  const at = (name: string): Page => pages[name] ?? assert.fail(`nobody sits at ${name}`)
  const watch = (page: Page): Page => {
    page.on('pageerror', (error) => complaints.push(error.message))
    page.on('console', (message) => {
      if (message.type() === 'error' && !/status of 4\d\d/.test(message.text()))
        complaints.push(message.text())
    })
    return page
  }
  const sit: Desks['sit'] = async (name, as = name) => {
    const context = await stage.desk()
    if (as) await sitDownAs(context, as)
    pages[name] = watch(await context.newPage())
    return context
  }
  before(
    async () => {
      stage = await openStage()
      for (const name of names) await sit(name)
    },
    { timeout: stageMs },
  )
  after(() => stage.close())
  return {
    pages,
    complaints,
    at,
    sit,
    another: async (name, tab) => (pages[tab] = watch(await at(name).context().newPage())),
    recorded: async (action) => {
      const audit = at('audit-admin')
      await audit.goto(`/console/audit?action=${action}`)
      const table = audit.getByRole('table', { name: '审计日志' })
      await table.waitFor()
      return table.innerText()
    },
  }
}

const stepMs = 30_000
/**
 * Waits, if the step of one-time codes is about to end, for the next: the code of the step before is then
 * taken for a while.
 */
export const earlyInStep = (): Promise<void> => {
  const left = stepMs - (Date.now() % stepMs)
  return new Promise((resolve) => {
    setTimeout(resolve, left < 20_000 ? left + 100 : 0) // a busy machine fills in a form slowly
  })
}

/**
 * The one-time code of the step at hand, or of one before or after it, which are taken too: three uses in a
 * row need no waiting, when the first comes {@link earlyInStep}.
 */
export const codeIn = (secret: string, steps: -1 | 0 | 1): string =>
  codeAt(secret, new Date(Date.now() + steps * stepMs))

/** Fills in and sends the form of the sign-in page. */
export const signIn = async (page: Page, login: string, password: string, code: string): Promise<void> => {
  await page.getByRole('textbox', { name: '登录名' }).fill(login)
  await page.getByRole('textbox', { name: '密码' }).fill(password)
  await page.getByRole('textbox', { name: '动态码' }).fill(code)
  await page.getByRole('button', { name: '登录', exact: true }).click()
}

/** The page of a case has come in place of the queue, whose buttons have the same names. */
export const caseOn = (page: Page): Promise<void> =>
  page.getByRole('heading', { name: /^[A-Z]{2}-\d{8}-\d{4,}/ }).waitFor()
