import fs from 'node:fs'
import { createSchema } from './core/migrate'
import { readEnvironment } from './env'
import { bookFromFile, openableNow, publishBook } from './policies'
import { programs } from './programs'
import { explainAndExit, openStore, UsageError } from './serve'

/**
 * Publishes a book of policies as the next version: `npm run publish:policies -- book.json "which paper it was
 * taken from"`. Refused with every fault, and with every example that comes out otherwise.
 */
const main = async () => {
  const [file, source] = process.argv.slice(2)
  if (!file || !source) throw new UsageError('用法：npm run publish:policies -- <政策库.json> <来源说明>')
  if (!fs.existsSync(file)) throw new UsageError(`没有文件 ${file}，请检查路径`)
  const book = bookFromFile(fs.readFileSync(file, 'utf8'))
  const store = await openStore(readEnvironment(), createSchema)
  try {
    const there = await openableNow(
      store.db,
      programs.map(({ key }) => key),
    )
    const version = await publishBook(store.db, { book, source }, new Date(), there)
    process.stdout.write(`已发布第 ${version} 版政策库\n`)
  } finally {
    await store.close()
  }
}

main().catch(explainAndExit)
