import fs from 'node:fs'
import path from 'node:path'
import { sql, type Kysely } from 'kysely'
import type { Database } from '../../server/core/db'
import type { SmsGateway, WeChat } from '../../server/core/ports'

/** What left for outside, in a file that outlives the process. */
export interface SentLog {
  sms(gateway: SmsGateway): SmsGateway
  wechat(wechat: WeChat): WeChat
  read(): string[]
}

/** Long enough that some kills come between the sending and the mark. */
const gatewayMs = 120
const pause = () =>
  new Promise((resolve) => {
    setTimeout(resolve, gatewayMs)
  })

/**
 * Opens it in the data directory. A message counts as sent the moment the gateway has it, before it
 * answers.
 */
export const openSentLog = (dataDir: string): SentLog => {
  const file = path.join(dataDir, 'sent.jsonl')
  const note = async (line: unknown) => {
    fs.appendFileSync(file, `${JSON.stringify(line)}\n`)
    await pause()
  }
  return {
    sms: (gateway) => ({
      ...gateway,
      sendNotice: async (phone, notice, requestId) => {
        await note(['sms', requestId])
        return gateway.sendNotice(phone, notice, requestId)
      },
    }),
    // A page and a state are told once: here no application comes to a state twice.
    wechat: (wechat) => ({
      ...wechat,
      sendSubscribeMessage: async (openId, message) => {
        await note(['wechat', openId, message.page, message.topic, message.values[1]])
        return wechat.sendSubscribeMessage(openId, message)
      },
    }),
    read: () =>
      fs.existsSync(file)
        ? fs
            .readFileSync(file, 'utf8')
            .split('\n')
            .filter((line) => line !== '')
        : [],
  }
}

/**
 * What is wrong between what left and what is written down about it: each a sentence. What was on its way
 * when the process died may have left or not, and is not sent again.
 */
export const unevenDeliveries = async (db: Kysely<Database>, sent: SentLog): Promise<string[]> => {
  const { rows } = await sql<{
    channel: string
    sent: number
    unknown: number
  }>`select channel, count(*) filter (where state = 'sent') as sent, count(*) filter (where state in ('sending', 'uncertain')) as unknown from delivery group by channel`.execute(
    db,
  )
  const lines = sent.read()
  const twice = lines.filter((line, at) => lines.indexOf(line) < at)
  const faults = twice.slice(0, 3).map((line) => `sent twice: ${line}`)
  for (const row of rows) {
    const left = lines.filter((line) => line.startsWith(`["${row.channel}"`)).length
    if (left < row.sent || left > row.sent + row.unknown)
      faults.push(
        `${left} messages left by ${row.channel}, ${row.sent} are marked sent and ${row.unknown} unknown`,
      )
  }
  return faults
}
