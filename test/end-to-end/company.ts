import type { BrowserContext, Page } from 'playwright-core'
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { after, before } from 'node:test'
import assert from 'node:assert/strict'
import { target } from '../faults/client'
import { complaintsOf, openStage, signInAs, sitDownAs, stageMs, type Stage } from './stage'

/** Who takes part in a story, each at a page of their own. */
export interface Company {
  pages: Record<string, Page>
  /** What any of the pages complained of. */
  complaints(): string[]
  stage(): Stage
  at(name: string): Page
  /** A phone; signed in as one of the sample's named people where one is given. */
  phone(name: string, as?: string): Promise<Page>
  /** A desk at the console, signed in anew. */
  sit(name: string): Promise<Page>
  /** A browser of its own, for what is none of these. */
  look(name: string, context: BrowserContext): Promise<Page>
  /** A picture of a page as it stands, where `STORY_SHOTS` names a folder. */
  shot(name: string, page: Page): Promise<void>
}

/** Opens a stage, with a clock of its own where one is given, before the first test of a file, and clears it after the last. */
export const openCompany = (clock?: string): Company => {
  let stage: Stage | undefined
  const pages: Record<string, Page> = {}
  const complaints: string[][] = []
  const onStage = () => stage ?? assert.fail('the stage is not set yet')
  const look = async (name: string, context: BrowserContext): Promise<Page> => {
    const page = await context.newPage()
    complaints.push(complaintsOf(page))
    return (pages[name] = page)
  }
  before(
    async () => {
      stage = await openStage(clock)
      target.address = stage.address
    },
    { timeout: stageMs },
  )
  after(() => stage?.close())
  return {
    pages,
    complaints: () => complaints.flat(),
    stage: onStage,
    at: (name) => pages[name] ?? assert.fail(`nobody is ${name}`),
    look,
    phone: async (name, as) => {
      const context = await onStage().phone()
      await context.grantPermissions(['clipboard-read', 'clipboard-write'])
      if (as) await signInAs(context, as)
      return look(name, context)
    },
    sit: async (name) => {
      const desk = await onStage().desk({ width: 1280 })
      await sitDownAs(desk, name)
      return look(name, desk)
    },
    shot: async (name, page) => {
      const shots = process.env.STORY_SHOTS
      if (!shots) return
      mkdirSync(shots, { recursive: true })
      await page.waitForTimeout(400) // motion of 240 ms has ended
      await page.screenshot({ path: path.join(shots, `${name}.png`), fullPage: true })
    },
  }
}
