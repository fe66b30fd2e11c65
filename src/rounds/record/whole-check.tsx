import { useEffect, useRef, useState, type CSSProperties } from 'react'
import { View } from '@tarojs/components'
import { checkRecord, type DrawFault } from '@jucai/contract/draw/check'
import { readRecord } from '@jucai/contract/draw/read-record'
import type { PublicRound } from '@jucai/contract/rounds'
import { call } from '@/api'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { wordsOf } from '@/words/problems'
import { CheckLine } from '../check-line'
import { digests } from '../hashes'
import { inSlices, type Stopper } from '../in-slices'
import { keptCommitment } from '../kept-commitment'

type State =
  | { at: 'idle' }
  | { at: 'asking' }
  | { at: 'checking'; percent: number }
  | { at: 'failed'; words: string }
  | { at: 'done'; faults: readonly DrawFault[]; tickets: number; sameAsKept: boolean | null }

/** More than this a phone is not asked to compute: some five seconds on one without a compiler. */
const mostTickets = 20_000
/** Told no more often than this, in percent: each telling crosses to the view. */
const step = 5

/** The whole list computed again on this phone, in slices, so that the page stays usable. */
export function WholeCheck({ round }: { round: PublicRound }) {
  const [state, setState] = useState<State>({ at: 'idle' })
  const stopper = useRef<Stopper>({ stopped: false })
  useEffect(() => () => void (stopper.current.stopped = true), [])
  const run = async () => {
    const own: Stopper = { stopped: false }
    stopper.current = own
    setState({ at: 'asking' })
    try {
      const { record: text } = await call('GET /rounds/:round/record', { params: { round: round.id } })
      const record = readRecord(text)
      if (!record)
        return setState({
          at: 'failed',
          words: '收到的不是完整的抽签记录。请再试一次，还是这样就告诉人才办。',
        })
      let told = 0
      setState({ at: 'checking', percent: 0 })
      const faults = await inSlices(checkRecord(record, digests[record.algorithm]), {
        stopper: own,
        onProgress({ done, all }) {
          const percent = Math.floor((100 * done) / Math.max(all, 1))
          if (percent < told + step) return
          told = percent
          setState({ at: 'checking', percent })
        },
      })
      if (!faults) return
      const kept = keptCommitment(round.code)?.commitment
      setState({
        at: 'done',
        faults,
        tickets: record.tickets,
        sameAsKept: kept === undefined ? null : kept === record.commitment,
      })
    } catch (error) {
      setState({ at: 'failed', words: wordsOf(error) })
    }
  }
  const tooMany = (round.tickets ?? 0) > mostTickets
  return (
    <Card title="在手机上核对整份名单">
      <View className="small">
        {tooMany
          ? `这一批有 ${round.tickets} 个号，手机算得慢。请在电脑上用下面的核对器。`
          : '下载整份名单，把根、承诺值、密钥、每个号的值和顺序全部重算一遍。算的时候可以做别的，离开这一页就停。'}
      </View>
      {/* each in a place of its own, or Taro sends all of the card again when one of them goes */}
      <View aria-role="status">
        <Progress state={state} />
      </View>
      <View className="empty-do">
        {!tooMany && state.at !== 'asking' && state.at !== 'checking' && (
          <Button kind="secondary" icon="shield-check" onClick={() => void run()}>
            {state.at === 'done' ? '再核对一遍' : '开始核对'}
          </Button>
        )}
      </View>
    </Card>
  )
}

function Progress({ state }: { state: State }) {
  if (state.at === 'asking') return <View className="tiny">正在下载名单…</View>
  if (state.at === 'checking')
    return (
      <>
        <View className="place-way" style={{ '--p': `${state.percent}%` } as CSSProperties} />
        <View className="tiny">{`正在核对：${state.percent}%`}</View>
      </>
    )
  if (state.at === 'failed') return <CheckLine holds={null}>{state.words}</CheckLine>
  if (state.at !== 'done') return null
  return (
    <>
      {state.faults.length === 0 && (
        <CheckLine
          holds
        >{`${state.tickets} 个号，名单、根、承诺值、来源、密钥、值、顺序和之后的记录都重新算过`}</CheckLine>
      )}
      {state.faults.slice(0, 20).map(({ part, text }) => (
        <CheckLine key={part + text} holds={false}>
          {text}
        </CheckLine>
      ))}
      <CheckLine holds={state.sameAsKept}>
        {state.sameAsKept === null
          ? '这部手机没有留过这一批的承诺值'
          : state.sameAsKept
            ? '承诺值就是这部手机以前留的那一个'
            : '承诺值不是这部手机以前留的那一个'}
      </CheckLine>
    </>
  )
}
