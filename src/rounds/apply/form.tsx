import { useEffect, useRef, useState } from 'react'
import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { ProblemError, extraOf } from '@jucai/contract/client'
import type { MyRound, PublicRound } from '@jucai/contract/rounds'
import { graceMinutes, momentWords } from '@jucai/contract/rounds-vocabulary'
import { call, serverNow } from '@/api'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Choice, Choices } from '@/components/choice'
import { Notice } from '@/components/notice'
import { Page } from '@/components/page'
import { SwitchRow } from '@/components/switch-row'
import { toast } from '@/components/toast'
import { showFirstFault } from '@/first-fault'
import { todayInChina } from '@/words/dates'
import { wordsOf } from '@/words/problems'
import { keepApplication, type KeptApplication } from '../kept-draft'
import { leftWords, poolTitle } from '../words'
import { Standing } from '../round/standing'
import { Household } from './household'
import { Wishes } from './wishes'
import { beginning, faultsFrom, faultsIn, offersOf, type Written } from './writing'

interface FormProps {
  round: PublicRound
  mine: MyRound
  kept: KeptApplication | null
  personId: string
  /** The notice was corrected while this was written. */
  corrected: boolean
  onStale(): Promise<void>
}

/** The application: wishes, classes, household; everything is kept on this phone as it is written. */
export function ApplicationForm({ round, mine, kept, personId, corrected, onStale }: FormProps) {
  const [written, setWritten] = useState(() => beginning(round, mine, kept))
  const [faults, setFaults] = useState<Record<string, string>>({})
  const [refusal, setRefusal] = useState<string>()
  const latest = useRef(written)
  const change = (part: Partial<Written>) => {
    latest.current = { ...latest.current, ...part }
    setWritten(latest.current)
    keepApplication(round.id, { ...latest.current, personId })
    // What was put right says so at once; what is new says nothing until it is left or sent.
    const now = faultsIn(latest.current, mine, todayInChina())
    setFaults((before) =>
      Object.fromEntries(Object.keys(before).flatMap((key) => (now[key] ? [[key, now[key]]] : []))),
    )
  }
  const left = (member: number) => {
    const key = `household/${member}`
    const found = faultsIn(latest.current, mine, todayInChina())[key]
    const isEmpty = latest.current.household.find((one) => one.member === member)?.documentNumber === ''
    if (found && !isEmpty) setFaults((before) => ({ ...before, [key]: found }))
  }
  const told = mine.ticket && mine.ticket.standing !== 'withdrawn' ? '改好了' : '已申请，锁定名单时给号'
  const send = async () => {
    const found = faultsIn(latest.current, mine, todayInChina())
    setFaults(found)
    setRefusal(undefined)
    if (Object.keys(found).length > 0) return showFirstFault()
    try {
      await call('PUT /me/rounds/:round/ticket', {
        params: { round: round.id },
        body: { ...latest.current, revision: round.revision },
      })
      toast(told)
      await Taro.redirectTo({ url: `/rounds/ticket/index?id=${round.id}` })
    } catch (error) {
      await refused(error)
    }
  }
  const refused = async (error: unknown) => {
    if (extraOf(error, 'stale-version')) await onStale()
    if (error instanceof ProblemError && error.errors.length > 0) {
      setFaults(faultsFrom(error.errors, latest.current))
      showFirstFault()
      return
    }
    const late =
      error instanceof ProblemError
        ? ''
        : `就算这时刚好截止，${graceMinutes} 分钟内用同样的内容再点一次，仍按这一次算。`
    setRefusal(`${wordsOf(error)}${late}`)
  }
  useEffect(() => keepApplication(round.id, { ...latest.current, personId }), [round.id, personId])

  const pools = [...new Set(round.homes.map(({ pool }) => pool))]
  return (
    <Page
      title="申请选房"
      up={`/rounds/round/index?id=${round.id}`}
      action={
        <Button wide kind="star" icon="check" onClick={send}>
          {mine.ticket && mine.ticket.standing !== 'withdrawn' ? '保存修改' : '提交申请'}
        </Button>
      }
    >
      <View className="stack">
        <Notice
          title={`${round.title}，${momentWords(round.closesAt)} 截止，${leftWords(round.closesAt, serverNow())}`}
        >
          {`截止以前随时可以改，也可以退出。写的内容存在这部手机上${process.env.TARO_ENV === 'h5' ? '（证件号码不存）' : ''}，关掉再打开还在。`}
        </Notice>
        {corrected && (
          <Notice kind="care" title="这一批的公告刚有更正，还没有提交" live>
            时间或开奖来源变了，写的都在。回到这一批看清楚，再点一次提交。
          </Notice>
        )}
        {refusal && (
          <Notice kind="bad" title="还没有提交成功，写的都在" live>
            {refusal}
          </Notice>
        )}
        <Standing round={round} mine={mine} />
        {pools.length > 1 && (
          <Card>
            <Choice
              label="申请哪一组房"
              hint="只能申请一组，每一组有自己的顺序"
              options={pools.map((value) => ({ value, label: poolTitle(round, value) }))}
              value={written.pool}
              onChange={(pool) => change({ pool, wishes: [] })}
            />
          </Card>
        )}
        <Wishes
          offers={offersOf(round, written.pool)}
          value={written.wishes}
          error={faults.wishes}
          onChange={(wishes) => change({ wishes })}
        />
        {mine.standing.classes.length > 0 && (
          <Card>
            <Choices
              label="我申请按这些类别"
              hint="按截止那天的记录核定。没有记录的，先补上记录，不然不算；不在任何一类也能申请"
              required={false}
              options={mine.standing.classes.map(({ code, title, clause, outcome }) => ({
                value: code,
                label: title,
                note: `${outcome === 'yes' ? '按现在的记录符合' : outcome === 'no' ? '按现在的记录不符合' : '现在没有记录'}（${clause}）`,
              }))}
              value={written.classes}
              onChange={(classes) => change({ classes })}
            />
          </Card>
        )}
        <Household
          relatives={mine.standing.household}
          value={written.household}
          faults={faults}
          onChange={(household) => change({ household })}
          onLeave={left}
        />
        <View className="card card-flush">
          <SwitchRow
            title="选房时间需要长一点"
            note={`${round.longerSlotMinutes} 分钟，一般是 ${round.slotMinutes} 分钟。看不清、手不方便、要和家人商量，都可以打开，不用说明`}
            checked={written.longerSlot}
            onChange={(longerSlot) => change({ longerSlot })}
          />
        </View>
      </View>
    </Page>
  )
}
