import fs from 'node:fs'
import type { PolicyBook } from '@jucai/contract/policies/book'
import { createSchema } from './core/migrate'
import { readEnvironment } from './env'
import { publishBook } from './policies'
import { explainAndExit, openStore } from './serve'

/**
 * Publishes a book of policies as the next version: `npm run publish:policies -- book.json "which paper it was
 * taken from"`. Refused with every fault, and with every example that comes out otherwise.
 */
const main = async () => {
  const [file, source] = process.argv.slice(2)
  if (!file || !source) throw new Error('用法：npm run publish:policies -- <政策库.json> <来源说明>')
  const book = JSON.parse(fs.readFileSync(file, 'utf8')) as PolicyBook
  const store = await openStore(readEnvironment(), createSchema)
  try {
    const version = await publishBook(store.db, { book, source }, new Date())
    process.stdout.write(`已发布第 ${version} 版政策库\n`)
  } finally {
    await store.close()
  }
}

main().catch(explainAndExit)
