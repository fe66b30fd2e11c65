import fs from 'node:fs'
import { publishCity, type CityConfig } from './city'
import { createSchema } from './core/migrate'
import { readEnvironment } from './env'
import { policyCodes } from './policies'
import { explainAndExit, openStore } from './serve'

/**
 * Publishes a city's configuration as the next version: `npx tsx server/publish-city.ts city.json "which
 * paper it was taken from"`.
 */
const main = async () => {
  const [file, source] = process.argv.slice(2)
  if (!file || !source) throw new Error('用法：npx tsx server/publish-city.ts <配置文件.json> <来源说明>')
  const config = JSON.parse(fs.readFileSync(file, 'utf8')) as CityConfig
  const store = await openStore(readEnvironment(), createSchema)
  try {
    const version = await publishCity(store.db, config, source, new Date(), {
      policyCodes: await policyCodes(store.db),
    })
    process.stdout.write(`已发布第 ${version} 版城市配置\n`)
  } finally {
    await store.close()
  }
}

main().catch(explainAndExit)
