import { useState } from 'react'
import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import type { DeskStay } from '@jucai/contract/stays'
import {
  bedKindLabels,
  nightWords,
  spanWords,
  stayPurposeLabels,
  stayStateLabels,
} from '@jucai/contract/stay-vocabulary'
import { clockOffset, call } from '@/api'
import { useAttempt } from '@/attempt'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Choice } from '@/components/choice'
import { Empty } from '@/components/empty'
import { Loaded, useLoaded } from '@/components/loaded'
import { Notice } from '@/components/notice'
import { Page } from '@/components/page'
import { SignInFirst } from '@/components/sign-in-first'
import { Tag } from '@/components/tag'
import { TextInput } from '@/components/text-input'
import { toast } from '@/components/toast'
import { useSession } from '@/session'
import { useRefresh } from '@/use-refresh'
import { codeText } from '@/words/code-text'
import { momentText } from '@/words/dates'
import { wordsOf } from '@/words/problems'
import { Board } from './board'
import '../stays.scss'

/** Only the mini-program opens a camera here. */
const scans = process.env.TARO_ENV === 'weapp'
const isCode = (text: string): boolean => /^tc1:/i.test(codeText(text))

const panels = [
  { value: 'today', label: '今天' },
  { value: 'board', label: '床位' },
] as const

/** The desk of a hostel: check-in, today’s guests, and which beds are free. */
export default function DeskPage() {
  const me = useSession((session) => session.me)
  const hostels = useLoaded(() => call('GET /hostels'))
  const places = (me?.assignments ?? []).flatMap(({ role, station }) =>
    role === 'clerk' && station && hostels.data?.items.some(({ id }) => id === station.id) ? [station] : [],
  )
  const [chosen, setChosen] = useState<string>()
  const [panel, setPanel] = useState<(typeof panels)[number]['value']>('today')
  const place = places.find(({ id }) => id === chosen) ?? places[0]
  return (
    <Page title="驿站前台" up="/pages/mine/index">
      {!me && <SignInFirst text="请用工作账号登录。" />}
      {me && !place && (
        <Loaded of={hostels}>
          {() => (
            <Card>
              <Empty
                icon="building-2"
                title="这里给驿站用"
                text="您的站点还不是驿站。需要时请人才办负责人在电脑端“人才驿站”里设好。"
              />
            </Card>
          )}
        </Loaded>
      )}
      {place && (
        <View className="stack">
          {places.length > 1 && (
            <Choice
              label="哪个驿站"
              options={places.map(({ id, name }) => ({ value: id, label: name }))}
              value={place.id}
              onChange={setChosen}
            />
          )}
          <Choice label={place.name} options={panels} value={panel} onChange={setPanel} />
          {panel === 'today' ? (
            <Today key={place.id} hostel={place.id} />
          ) : (
            <Board key={place.id} hostel={place.id} />
          )}
        </View>
      )}
    </Page>
  )
}

function Today({ hostel }: { hostel: string }) {
  const loaded = useLoaded(() => call('GET /hostels/:hostel/day', { params: { hostel } }))
  useRefresh(loaded.reload)
  const leave = async (stay: DeskStay) => {
    try {
      await call('PUT /hostels/:hostel/stays/:stay/left', { params: { hostel, stay: stay.id } })
      toast('已办理离店')
    } catch (error) {
      toast(wordsOf(error), 'circle-alert')
    }
    await loaded.reload()
  }
  return (
    <>
      <CheckIn hostel={hostel} onDone={loaded.reload} />
      <Loaded of={loaded}>
        {({ arriving, leaving, staying, notOut }) => (
          <>
            {notOut.length > 0 && (
              <Notice kind="care" title="昨天该走、没来办离店的">
                {`系统已经替他们记为离店。今天请到床位看看，人和东西是不是都走了：${notOut
                  .map((stay) => `${stay.maskedName}，床位 ${stay.bed}，${stay.number}`)
                  .join('；')}。`}
              </Notice>
            )}
            <List title="今天入住" items={arriving} none="今天没有人入住。" onLeave={leave} />
            <List title="今天离店" items={leaving} none="今天没有人离店。" onLeave={leave} />
            <List title="在住" items={staying} none="没有别的人在住。" onLeave={leave} />
          </>
        )}
      </Loaded>
    </>
  )
}

function CheckIn({ hostel, onDone }: { hostel: string; onDone(): Promise<void> }) {
  const [number, setNumber] = useState('')
  const [fault, setFault] = useState<string>()
  const [done, setDone] = useState<DeskStay>()
  const attempt = useAttempt()
  const checkIn = async (body: { number: string } | { code: string; scannedAt: string }) => {
    setFault(undefined)
    setDone(undefined)
    try {
      setDone(await call('POST /hostels/:hostel/check-ins', { params: { hostel }, body }, { attempt }))
      setNumber('')
    } catch (error) {
      setFault(wordsOf(error))
    }
    await onDone()
  }
  const checkInByCode = (code: string) =>
    checkIn({ code, scannedAt: new Date(Date.now() + clockOffset.ms).toISOString() })
  const scan = async () => {
    const found = await Taro.scanCode({ scanType: ['qrCode'] }).catch(() => null)
    if (found?.result) await checkInByCode(found.result)
  }
  return (
    <Card title="办理入住">
      <View className="stack">
        {scans ? (
          <Button wide kind="star" icon="scan-line" onClick={scan}>
            扫人才码
          </Button>
        ) : (
          <Notice title="浏览器里不能扫码">
            请对方报住宿编号，或把人才码文本粘贴到下面。要扫码，在微信小程序里打开这一页。
          </Notice>
        )}
        <TextInput
          label={scans ? '住宿编号' : '住宿编号，或人才码文本'}
          hint="对方手机上“我的住宿”里有，例如 YZ000123。请核对证件"
          maxLength={scans ? 20 : 4000}
          autoComplete="off"
          value={number}
          error={undefined}
          onChange={setNumber}
        />
        {fault && (
          <Notice kind="bad" title="没有办成" live>
            {fault}
          </Notice>
        )}
        {done && (
          <Notice kind="good" title={`${done.maskedName} 已入住`} live>
            {`床位 ${done.bed}，住到${nightWords(done.toDay)}离店。`}
          </Notice>
        )}
        <Button
          wide
          disabledReason={number.trim() === '' && '先填编号'}
          onClick={() =>
            isCode(number) ? checkInByCode(codeText(number)) : checkIn({ number: number.trim() })
          }
        >
          {isCode(number) ? '按人才码办理' : '按编号办理'}
        </Button>
      </View>
    </Card>
  )
}

interface ListProps {
  title: string
  items: readonly DeskStay[]
  none: string
  onLeave(stay: DeskStay): Promise<void>
}

function List({ title, items, none, onLeave }: ListProps) {
  return (
    <Card title={title} aside={`${items.length} 位`} flush={items.length > 0}>
      {items.length === 0 && <View className="small">{none}</View>}
      {items.map((stay) => (
        <View key={stay.id} className="desk-stay">
          <View className="desk-top">
            <View>
              <View className="strong">{`${stay.maskedName} · 床位 ${stay.bed || '已放出'}`}</View>
              <View className="desk-number">{stay.number}</View>
            </View>
            <Tag tone={stay.state === 'checked-in' ? 'good' : stay.state === 'no-show' ? 'care' : 'plain'}>
              {stayStateLabels[stay.state]}
            </Tag>
          </View>
          <View className="small">
            {[
              spanWords(stay.fromDay, stay.toDay),
              bedKindLabels[stay.kind],
              stayPurposeLabels[stay.purpose],
            ].join(' · ')}
          </View>
          {stay.state === 'booked' && (
            <View className="tiny">{`${momentText(stay.arriveBy)}前到店${stay.arrivesLate ? '，说了要晚到' : ''}`}</View>
          )}
          {stay.state === 'checked-in' && (
            <View className="desk-do">
              <Button kind="secondary" label={`${stay.maskedName} 离店`} onClick={() => onLeave(stay)}>
                离店
              </Button>
            </View>
          )}
        </View>
      ))}
    </Card>
  )
}
