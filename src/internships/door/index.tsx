import { useState } from 'react'
import { View } from '@tarojs/components'
import Taro, { useRouter } from '@tarojs/taro'
import type { InternToday } from '@jucai/contract/internship-shapes'
import { dayKindLabels } from '@jucai/contract/internship-vocabulary'
import { timeInChina } from '@jucai/contract/china-time'
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
import { useSession } from '@/session'
import { useRefresh } from '@/use-refresh'
import { codeText } from '@/words/code-text'
import { dayText } from '@/words/dates'
import { wordsOf } from '@/words/problems'
import { dayTones } from '../words'
import '../internships.scss'

/** Only the mini-program opens a camera here. */
const scans = process.env.TARO_ENV === 'weapp'

/** At the door: an intern's talent code is scanned, by somebody of the base or by the clerk of the station. */
export default function DoorPage() {
  const { employer } = useRouter().params
  const signedIn = useSession(({ token }) => token !== null)
  const up = employer ? `/internships/base/index?employer=${employer}` : '/staff/scan/index'
  return (
    <Page title="见习到岗登记" up={up}>
      {!signedIn ? (
        <Card>
          <SignInFirst />
        </Card>
      ) : employer ? (
        <OfBase employer={employer} />
      ) : (
        <OfStation />
      )}
    </Page>
  )
}

interface Door {
  id: string
  name: string
}

function OfStation() {
  const me = useSession((session) => session.me)
  const stations = (me?.assignments ?? []).flatMap(({ role, station }) =>
    role === 'clerk' && station ? [station] : [],
  )
  if (stations.length === 0)
    return (
      <Card>
        <Empty icon="building-2" title="这里给工作站用" text="基地的人请从“见习基地”里打开到岗登记。" />
      </Card>
    )
  return (
    <Scan
      doors={stations}
      send={(station, scan, options) =>
        call('POST /stations/:station/internship-attendance', { params: { station }, body: scan }, options)
      }
    />
  )
}

function OfBase({ employer }: { employer: string }) {
  const loaded = useLoaded(() =>
    call('GET /employers/:employer/internship-attendance', { params: { employer } }),
  )
  useRefresh(loaded.reload)
  return (
    <Loaded of={loaded}>
      {({ day, isWorkday, items }) => {
        const doors = [...new Map(items.map(({ station }) => [station.id, station])).values()]
        return (
          <View className="stack">
            {doors.length > 0 && (
              <Scan
                doors={doors}
                onDone={loaded.reload}
                send={(stationId, scan, options) =>
                  call(
                    'POST /employers/:employer/internship-attendance',
                    { params: { employer }, body: { stationId, ...scan } },
                    options,
                  )
                }
              />
            )}
            <Card title={`今天，${dayText(day)}`} aside={isWorkday ? '工作日' : '休息日'}>
              {items.length === 0 ? (
                <Empty icon="users" title="今天没有见习的人" text="协议签完、到了开始日的人会在这里。" />
              ) : (
                <View aria-role="list">
                  {items.map((one) => (
                    <Today key={one.internshipId} one={one} />
                  ))}
                </View>
              )}
            </Card>
          </View>
        )
      }}
    </Loaded>
  )
}

function Today({ one }: { one: InternToday }) {
  return (
    <View className="intern-wish" aria-role="listitem">
      <View className="intern-wish-main">
        <View className="strong">{one.name}</View>
        <View className="small">{`${one.number} · ${one.station.name}`}</View>
        {one.kind === 'present' && one.at && <View className="tiny">{`${timeInChina(one.at)} 登记`}</View>}
      </View>
      <Tag tone={one.kind ? dayTones[one.kind] : 'plain'}>
        {one.kind ? dayKindLabels[one.kind] : '还没到'}
      </Tag>
    </View>
  )
}

interface ScanProps {
  doors: readonly Door[]
  send(
    door: string,
    scan: { code: string; scannedAt: string },
    options: { attempt: ReturnType<typeof useAttempt> },
  ): Promise<{ name: string; at: string }>
  onDone?: () => Promise<void>
}

function Scan({ doors, send, onDone }: ScanProps) {
  const [chosen, setChosen] = useState(doors[0]?.id ?? '')
  const [typed, setTyped] = useState('')
  const [fault, setFault] = useState<string>()
  const [done, setDone] = useState<{ name: string; at: string }>()
  const attempt = useAttempt()
  const take = async (text: string) => {
    setFault(undefined)
    setDone(undefined)
    try {
      // A page opened at once has had no reply yet, and would say when by a clock that may be wrong.
      if (!clockOffset.known) await call('GET /me')
      const scannedAt = new Date(Date.now() + clockOffset.ms).toISOString()
      setDone(await send(chosen, { code: codeText(text).slice(0, 4000), scannedAt }, { attempt }))
      setTyped('')
    } catch (error) {
      setFault(wordsOf(error))
    }
    await onDone?.()
  }
  const scan = async () => {
    const found = await Taro.scanCode({ scanType: ['qrCode'] }).catch(() => null)
    if (found?.result) await take(found.result)
  }
  return (
    <Card title="扫码登记">
      <View className="stack">
        {doors.length > 1 && (
          <Choice
            label="你在哪个登记点"
            options={doors.map(({ id, name }) => ({ value: id, label: name }))}
            value={chosen}
            onChange={setChosen}
          />
        )}
        {scans ? (
          <Button wide kind="star" icon="scan-line" onClick={scan}>
            扫人才码
          </Button>
        ) : (
          <Notice title="浏览器里不能扫码">
            把对方的人才码文本粘贴到下面；要扫码，在微信小程序里打开这一页。
          </Notice>
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
        {fault && (
          <Notice kind="bad" title="没有登记" live>
            {fault}
          </Notice>
        )}
        {done && (
          <Notice kind="good" title={`${done.name} 到岗`} live>
            {`${timeInChina(done.at)} 登记。一天登记一次，不用再扫。`}
          </Notice>
        )}
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
  )
}
