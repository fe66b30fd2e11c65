import fs from 'node:fs'
import { needSchema } from './core/migrate'
import { readEnvironment } from './env'
import { bookBody, newestVersion } from './policies'
import { explainAndExit, openStore, UsageError } from './serve'

/**
 * Writes the book in force into a file as it was written, examples and all, to go on from: `npm run export:policies --
 * book.json`. What phones are given is another text: without examples, and with pinyin among the search words.
 */
const main = async () => {
  const [file] = process.argv.slice(2)
  if (!file) throw new UsageError('用法：npm run export:policies -- <政策库.json>')
  if (fs.existsSync(file)) throw new UsageError(`已经有文件 ${file}，请换一个名字`)
  const store = await openStore(readEnvironment(), needSchema)
  try {
    const version = await newestVersion(store.db)
    fs.writeFileSync(file, `${JSON.stringify(await bookBody(store.db, version), null, 2)}\n`)
    process.stdout.write(`第 ${version} 版政策库已写入 ${file}\n`)
  } finally {
    await store.close()
  }
}

main().catch(explainAndExit)
