import { useState } from 'react'
import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { extraOf } from '@jucai/contract/client'
import type { DeskLease } from '@jucai/contract/lease-shapes'
import { leaseStateLabels } from '@jucai/contract/lease-vocabulary'
import { dayInWords } from '@jucai/contract/policies/days'
import { call, clockOffset } from '@/api'
import { useAttempt } from '@/attempt'
import { useCityStore } from '@/city-store'
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
import { openPage } from '@/page-address'
import { randomBytes } from '@/random'
import { useSession } from '@/session'
import { useRefresh } from '@/use-refresh'
import { wordsOf } from '@/words/problems'
import { RepairRow } from './repair-row'
import '../leases.scss'

const panels = [
  { value: 'keys', label: '交接' },
  { value: 'repairs', label: '报修' },
] as const

/** The desk of a project: keys, inspections, and what is to be repaired. */
export default function LeaseDeskPage() {
  const me = useSession((session) => session.me)
  const city = useCityStore((store) => store.city)
  const isApartment = (id: string) =>
    city?.stations.find((station) => station.id === id)?.kind === 'apartment'
  const stations = (me?.assignments ?? []).flatMap(({ role, station }) =>
    role === 'clerk' && station && isApartment(station.id) ? [station] : [],
  )
  const [chosen, setChosen] = useState<string>()
  const [panel, setPanel] = useState<(typeof panels)[number]['value']>('keys')
  const place = stations.find(({ id }) => id === chosen) ?? stations[0]
  return (
    <Page title="公寓前台" up="/pages/mine/index">
      {!me && <SignInFirst text="请用工作账号登录。" />}
      {me && !place && (
        <Card>
          <Empty icon="building-2" title="这里给公寓前台用" text="您还不是哪个公寓的工作人员。" />
        </Card>
      )}
      {place && (
        <View className="stack">
          {stations.length > 1 && (
            <Choice
              label="哪个公寓"
              options={stations.map(({ id, name }) => ({ value: id, label: name }))}
              value={place.id}
              onChange={setChosen}
            />
          )}
          <Choice label={place.name} options={panels} value={panel} onChange={setPanel} />
          <Today key={place.id} apartment={place.id} panel={panel} />
        </View>
      )}
    </Page>
  )
}

function Today({ apartment, panel }: { apartment: string; panel: 'keys' | 'repairs' }) {
  const loaded = useLoaded(() => call('GET /apartments/:apartment/lease-day', { params: { apartment } }))
  useRefresh(loaded.reload)
  return (
    <>
      {panel === 'keys' && <HandOver apartment={apartment} onDone={loaded.reload} />}
      <Loaded of={loaded}>
        {({ arriving, leaving, repairs }) =>
          panel === 'keys' ? (
            <>
              <List
                title="要入住"
                apartment={apartment}
                items={arriving}
                none="三天内没有人入住。"
                kind="move-in"
              />
              <List
                title="要退房"
                apartment={apartment}
                items={leaving}
                none="七天内没有人退房。"
                kind="move-out"
              />
            </>
          ) : (
            <Card title="没有修完的" aside={`${repairs.length} 件`} flush={repairs.length > 0}>
              {repairs.length === 0 && <View className="small">都修好了。</View>}
              {repairs.map((repair) => (
                <RepairRow
                  key={repair.id}
                  apartment={apartment}
                  repair={repair}
                  onChanged={() => void loaded.reload()}
                />
              ))}
            </Card>
          )
        }
      </Loaded>
    </>
  )
}

const newDigits = async (): Promise<string> =>
  String((await randomBytes(4)).reduce((value, byte) => value * 256 + byte, 0) % 1_000_000).padStart(6, '0')

function HandOver({ apartment, onDone }: { apartment: string; onDone(): Promise<void> }) {
  const [digits, setDigits] = useState<string>()
  const [typed, setTyped] = useState('')
  const [fault, setFault] = useState<{ words: string; missing: readonly string[] }>()
  const [done, setDone] = useState<DeskLease>()
  const attempt = useAttempt()
  const begin = async () => {
    setFault(undefined)
    setDone(undefined)
    setDigits(await newDigits())
  }
  const handOver = async (code: string) => {
    if (!digits) return
    setFault(undefined)
    try {
      const scannedAt = new Date(Date.now() + clockOffset.ms).toISOString()
      setDone(
        await call(
          'POST /apartments/:apartment/keys',
          { params: { apartment }, body: { code, scannedAt, challenge: digits } },
          { attempt },
        ),
      )
      setDigits(undefined)
      setTyped('')
    } catch (error) {
      setFault({ words: wordsOf(error), missing: extraOf(error, 'no-key-today')?.missing ?? [] })
    }
    await onDone()
  }
  const scan = async () => {
    const found = await Taro.scanCode({ scanType: ['qrCode'] }).catch(() => null)
    if (found?.result) await handOver(found.result)
  }
  return (
    <Card title="交钥匙">
      <View className="stack">
        {!digits && !done && (
          <View className="small">
            只交给本人：给对方六位口令，对方填上后扫人才码。签约、交款、验房齐了才交得出。
          </View>
        )}
        {digits && (
          <>
            <View className="small">请对方在人才码页点“输入现场口令”，填上这六位，再扫：</View>
            <View className="lease-digits" aria-label={`现场口令 ${[...digits].join(' ')}`}>
              {digits}
            </View>
            {process.env.TARO_ENV === 'weapp' ? (
              <Button wide kind="star" icon="scan-line" onClick={scan}>
                扫人才码
              </Button>
            ) : (
              <>
                <TextInput
                  label="人才码的文字"
                  hint="用扫码枪扫入"
                  maxLength={4000}
                  autoComplete="off"
                  value={typed}
                  error={undefined}
                  onChange={setTyped}
                />
                <Button
                  wide
                  disabledReason={typed.trim() === '' && '先扫码'}
                  onClick={() => handOver(typed.trim())}
                >
                  交钥匙
                </Button>
              </>
            )}
          </>
        )}
        {fault && (
          <Notice kind="bad" title="没有交出钥匙" live>
            {fault.missing.length > 0 ? `还差：${fault.missing.join('；')}。` : fault.words}
          </Notice>
        )}
        {done && (
          <Notice kind="good" title={`${done.maskedName} 已入住 ${done.flat}`} live>
            {`租期到${dayInWords(done.lastDay)}。`}
          </Notice>
        )}
        <Button kind={digits ? 'quiet' : 'primary'} wide icon="key-round" onClick={begin}>
          {digits ? '换一个口令' : '交钥匙'}
        </Button>
      </View>
    </Card>
  )
}

interface ListProps {
  title: string
  apartment: string
  items: readonly DeskLease[]
  none: string
  kind: 'move-in' | 'move-out'
}
function List({ title, apartment, items, none, kind }: ListProps) {
  return (
    <Card title={title} aside={`${items.length} 户`} flush={items.length > 0}>
      {items.length === 0 && <View className="small">{none}</View>}
      {items.map((lease) => {
        const inspection = lease.inspections.find((one) => one.kind === kind)
        return (
          <View key={lease.id} className="lease-desk-row">
            <View className="lease-person">
              <View className="strong">{`${lease.flat} · ${lease.maskedName}`}</View>
              <Tag tone={lease.state === 'paid' ? 'good' : 'plain'}>{leaseStateLabels[lease.state]}</Tag>
            </View>
            <View className="small">
              {kind === 'move-in'
                ? `${dayInWords(lease.firstDay)}起租`
                : `${dayInWords(lease.leaveOn ?? lease.lastDay)}退房`}
            </View>
            {lease.missing.length > 0 && <View className="small">{`还差：${lease.missing.join('；')}`}</View>}
            <View className="lease-do">
              <Button
                kind="secondary"
                icon="camera"
                label={`${lease.flat}${kind === 'move-in' ? '入住验房' : '退房验房'}`}
                onClick={() =>
                  openPage(`/leases/inspect/index?apartment=${apartment}&lease=${lease.id}&kind=${kind}`)
                }
              >
                {kind === 'move-in' ? (inspection ? '再看验房' : '入住验房') : '退房验房'}
              </Button>
            </View>
          </View>
        )
      })}
    </Card>
  )
}
