import fs from 'node:fs'
import path from 'node:path'
import readline from 'node:readline/promises'
import { parseArgs } from 'node:util'
import { buildStaleSites, consoleDir, siteDir, sitesAreStale } from '../config/site'
import { readEnvironment, type Environment } from '../server/env'
import { explainAndExit, serve, step, stopOnSignal } from '../server/serve'
import { sampleDeps } from './deps'
import { seedSampleCity } from './seed'

const usage = `用法：npm start -- [--port 8080] [--data .data] [--fresh] [--brand river] [--clock …]
  --port   监听的端口
  --data   数据目录
  --fresh  清空示例城市的数据，从头开始（在终端里会先问一句）
  --brand  换一套品牌配置：star（星城，深蓝）或 river（临江，青绿）；不写就沿用上次的
  --clock  示例城市的时钟从哪一刻走起，如 2026-11-24T10:00+08:00；不写就是现在
`

const momentOf = (text: string | undefined): Date | null => {
  if (text === undefined) return null
  const moment = new Date(text)
  if (Number.isNaN(moment.getTime())) throw new Error(`--clock 读不出是哪一刻：${text}`)
  return moment
}

const options = () => {
  const { values } = parseArgs({
    options: {
      port: { type: 'string' },
      data: { type: 'string' },
      fresh: { type: 'boolean' },
      brand: { type: 'string' },
      clock: { type: 'string' },
      help: { type: 'boolean' },
    },
  })
  const environment = readEnvironment({
    ...process.env,
    ...(values.port ? { PORT: values.port } : {}),
    ...(values.data ? { JUCAI_DATA_DIR: values.data } : {}),
  })
  return {
    environment,
    brand: values.brand,
    start: momentOf(values.clock),
    fresh: values.fresh ?? false,
    help: values.help ?? false,
  }
}

const startOver = async ({ dataDir }: Environment): Promise<void> => {
  if (!fs.existsSync(dataDir)) return
  if (process.stdin.isTTY) {
    const terminal = readline.createInterface({ input: process.stdin, output: process.stdout })
    const answer = await terminal.question(
      `要清空 ${dataDir} 里的全部数据吗？清空后无法找回。输入 yes 继续：`,
    )
    terminal.close()
    if (answer.trim() !== 'yes') {
      process.stdout.write('没有清空，按原有数据启动。\n')
      return
    }
  }
  for (const name of ['database', 'files', 'sample-keys.json'])
    fs.rmSync(path.join(dataDir, name), { recursive: true, force: true })
}

/** Starts the sample city: the real server with sample data and fakes for what is outside. */
const main = async () => {
  const { environment, brand, start, fresh, help } = options()
  if (help) {
    process.stdout.write(usage)
    return
  }
  if (fresh) await startOver(environment)
  const building = sitesAreStale()
    ? step('构建网页（代码有更新时才需要）', buildStaleSites)
    : Promise.resolve()
  building.catch(() => undefined) // reported where it is awaited
  const server = await serve(environment, async (db) => {
    const deps = sampleDeps(environment, db, { siteDir, consoleDir }, start)
    await step('载入示例城市“星城市”', () => seedSampleCity(db, deps, deps.clock(), brand))
    await building
    return deps
  })
  stopOnSignal(server)
  process.stdout.write(
    `\n聚才 · 示例城市“星城市”已就绪：${server.address}\n  接口文档 ${server.address}/api/docs   审核台 ${server.address}/console   停止：Ctrl-C\n`,
  )
}

main().catch(explainAndExit)
