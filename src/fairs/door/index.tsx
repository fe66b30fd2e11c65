import { useState } from 'react'
import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import type { DoorFair } from '@jucai/contract/fair-shapes'
import { fairStandingLabels } from '@jucai/contract/fair-vocabulary'
import { timeInChina } from '@jucai/contract/china-time'
import { call, clockOffset } from '@/api'
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
import { useSession } from '@/session'
import { useRefresh } from '@/use-refresh'
import { codeText } from '@/words/code-text'
import { momentText } from '@/words/dates'
import { wordsOf } from '@/words/problems'
import { fairTones, whenText } from '../looks'
import '../fairs.scss'

/** Only the mini-program opens a camera here. */
const scans = process.env.TARO_ENV === 'weapp'

interface Door extends DoorFair {
  station: { id: string; name: string }
}

/** At the door of a fair: the talent code of who comes is scanned, and they have come. */
export default function DoorPage() {
  const signedIn = useSession(({ token }) => token !== null)
  const me = useSession((session) => session.me)
  const stations = (me?.assignments ?? []).flatMap(({ role, station }) =>
    role === 'clerk' && station ? [station] : [],
  )
  return (
    <Page title="招聘会入场登记" up="/staff/scan/index">
      {!signedIn ? (
        <Card>
          <SignInFirst />
        </Card>
      ) : stations.length === 0 ? (
        <Card>
          <Empty
            icon="building-2"
            title="这里给工作站用"
            text="工作站的工作人员扫来人的人才码，登记谁到了招聘会。"
          />
        </Card>
      ) : (
        <Doors stations={stations} />
      )}
    </Page>
  )
}

function Doors({ stations }: { stations: readonly Door['station'][] }) {
  const loaded = useLoaded(async () => {
    const pages = await Promise.all(
      stations.map(async (station) =>
        (await call('GET /stations/:station/fairs', { params: { station: station.id } })).items.map(
          (fair): Door => ({ ...fair, station }),
        ),
      ),
    )
    return pages.flat()
  })
  useRefresh(loaded.reload)
  return (
    <Loaded of={loaded}>
      {(doors) => {
        const running = doors.filter(({ standing }) => standing === 'running')
        const coming = doors.filter(({ standing }) => standing !== 'running')
        return (
          <View className="stack">
            {running.length > 0 && <Scan doors={running} onDone={loaded.reload} />}
            {running.length === 0 && (
              <Card>
                <Empty
                  icon="scan-line"
                  title="现在没有要登记入场的招聘会"
                  text="人才办在招聘会上选了你的站点，开始以后就能在这里扫码。"
                />
              </Card>
            )}
            {coming.map((fair) => (
              <Card key={fair.id} title={fair.title}>
                <View className="wrap">
                  <View>{whenText(fair)}</View>
                  <Tag tone={fairTones[fair.standing]}>{fairStandingLabels[fair.standing]}</Tag>
                </View>
                <View className="small">{`${fair.place ?? ''} · 报名 ${fair.signedUp} 人`}</View>
              </Card>
            ))}
          </View>
        )
      }}
    </Loaded>
  )
}

interface Arrived {
  name: string
  cameAt: string
  again: boolean
}

function Scan({ doors, onDone }: { doors: readonly Door[]; onDone(): Promise<void> }) {
  const [chosen, setChosen] = useState(doors[0]?.id ?? '')
  const [typed, setTyped] = useState('')
  const [fault, setFault] = useState<string>()
  const [done, setDone] = useState<Arrived>()
  const attempt = useAttempt()
  const fair = doors.find(({ id }) => id === chosen) ?? doors[0]
  if (!fair) return null
  const take = async (text: string) => {
    setFault(undefined)
    setDone(undefined)
    try {
      setDone(
        await call(
          'POST /stations/:station/fair-arrivals',
          {
            params: { station: fair.station.id },
            body: {
              fair: fair.id,
              code: codeText(text).slice(0, 4000),
              scannedAt: new Date(Date.now() + clockOffset.ms).toISOString(),
            },
          },
          { attempt },
        ),
      )
      setTyped('')
      await onDone()
    } catch (error) {
      setFault(wordsOf(error))
    }
  }
  const scan = async () => {
    const found = await Taro.scanCode({ scanType: ['qrCode'] }).catch(() => null)
    if (found?.result) await take(found.result)
  }
  return (
    <>
      <View className="fair-head">
        <View className="fair-title" aria-role="heading" aria-level={2}>
          {fair.title}
        </View>
        <View className="fair-line">{whenText(fair)}</View>
        <View className="fair-line">{[fair.place, fair.station.name].filter(Boolean).join(' · ')}</View>
        <View className="fair-count" aria-role="status">
          <View className="fair-number">{`到了 ${fair.came} 人`}</View>
          <View className="fair-line">{`报名 ${fair.signedUp} 人`}</View>
        </View>
      </View>
      {fault && (
        <Notice kind="bad" title="没有登记" live>
          {fault}
        </Notice>
      )}
      {done && (
        <Notice
          kind={done.again ? 'info' : 'good'}
          title={`${done.name} ${done.again ? '来过了' : '到了'}`}
          live
        >
          {done.again
            ? `${momentText(done.cameAt)}已经登记，不用再扫。`
            : `${timeInChina(done.cameAt)} 登记。`}
        </Notice>
      )}
      <Card title="扫码登记">
        <View className="stack">
          {doors.length > 1 && (
            <Choice
              label="哪一场"
              options={doors.map(({ id, title }) => ({ value: id, label: title }))}
              value={fair.id}
              onChange={setChosen}
            />
          )}
          {scans ? (
            <Button wide kind="star" icon="scan-line" onClick={scan}>
              扫人才码
            </Button>
          ) : (
            <View className="small">
              浏览器里不能扫码：把对方的人才码文本粘贴到下面，或者在微信小程序里打开。
            </View>
          )}
          <TextInput
            label="人才码文本"
            hint="以 TC1: 开头，复制后一分钟内有效"
            maxLength={4000}
            autoComplete="off"
            required={!scans}
            value={typed}
            error={undefined}
            onChange={setTyped}
          />
          <Button
            wide
            kind={scans ? 'secondary' : 'primary'}
            disabledReason={typed.trim() === '' && '先粘贴文本'}
            onClick={() => take(typed)}
          >
            按文本登记
          </Button>
        </View>
      </Card>
    </>
  )
}
