// Books notifications as fast as it can, several at once, until it is killed: a server of which nothing else is asked.
// Its parent sends what was paid, and hears of each number once it is committed.
import { openDatabase } from '../../server/core/db'
import { receive, type PaidTrade } from '../../server/ledger/receive'

const db = openDatabase(process.env.CHILD_DATABASE as string)
const workers = 6

process.once('message', (sent: (Omit<PaidTrade, 'paidAt'> & { paidAt: string })[]) => {
  const work = async (): Promise<void> => {
    for (let trade = sent.shift(); trade; trade = sent.shift()) {
      const paid = { ...trade, paidAt: new Date(trade.paidAt) }
      await db.transaction().execute((tx) => receive({ db: tx, now: paid.paidAt }, paid))
      process.send?.(paid.tradeNo)
    }
  }
  void Promise.all(Array.from({ length: workers }, work)).then(() => process.exit(0))
})
process.on('disconnect', () => process.exit(0)) // nobody is left to kill this
process.send?.('ready')
