import { useState } from 'react'
import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { extraOf } from '@jucai/contract/client'
import type { DeskLease, Repair } from '@jucai/contract/lease-shapes'
import { leaseStateLabels, type DeskList } from '@jucai/contract/lease-vocabulary'
import { dayInWords } from '@jucai/contract/policies/days'
import { call, clockOffset } from '@/api'
import { useAttempt } from '@/attempt'
import { useCityStore } from '@/city-store'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Choice } from '@/components/choice'
import { Empty } from '@/components/empty'
import { Notice } from '@/components/notice'
import { Page } from '@/components/page'
import { PagedList, usePaged } from '@/components/paged-list'
import { Rows } from '@/components/rows'
import { SignInFirst } from '@/components/sign-in-first'
import { Tag } from '@/components/tag'
import { TextInput } from '@/components/text-input'
import { openPage } from '@/page-address'
import { randomBytes } from '@/random'
import { useSession } from '@/session'
import { useRefresh } from '@/use-refresh'
import { wordsOf } from '@/words/problems'
import { RepairRow, WorkOnRepair } from './repair-row'
import '../leases.scss'

const panels = [
  { value: 'arriving', label: '入住' },
  { value: 'leaving', label: '退房' },
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
  const [panel, setPanel] = useState<(typeof panels)[number]['value']>('arriving')
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
          {panel === 'repairs' ? (
            <Repairs key={place.id} apartment={place.id} />
          ) : (
            <ComingAndGoing key={`${place.id} ${panel}`} apartment={place.id} list={panel} />
          )}
        </View>
      )}
    </Page>
  )
}

function ComingAndGoing({ apartment, list }: { apartment: string; list: DeskList }) {
  const isArriving = list === 'arriving'
  const leases = usePaged((from) =>
    call('GET /apartments/:apartment/desk-leases', { params: { apartment }, query: { ...from, list } }),
  )
  useRefresh(leases.reload)
  return (
    <>
      {isArriving && <HandOver apartment={apartment} onDone={leases.reload} />}
      <PagedList
        of={leases}
        empty={
          <Card title={isArriving ? '要入住' : '要退房'}>
            <View className="small">{isArriving ? '三天内没有人入住。' : '七天内没有人退房。'}</View>
          </Card>
        }
      >
        {(items) => (
          <Card title={isArriving ? '要入住' : '要退房'} flush>
            <Rows items={items} keyOf={({ id }) => id}>
              {(lease) => <LeaseRow apartment={apartment} lease={lease} isArriving={isArriving} />}
            </Rows>
          </Card>
        )}
      </PagedList>
    </>
  )
}

function Repairs({ apartment }: { apartment: string }) {
  const [worked, setWorked] = useState<Repair>()
  const repairs = usePaged((from) =>
    call('GET /apartments/:apartment/repairs', { params: { apartment }, query: from }),
  )
  useRefresh(repairs.reload)
  return (
    <>
      <PagedList
        of={repairs}
        empty={
          <Card title="没有修完的">
            <View className="small">都修好了。</View>
          </Card>
        }
      >
        {(items) => (
          <Card title="没有修完的" flush>
            <Rows items={items} keyOf={({ id }) => id}>
              {(repair) => <RepairRow repair={repair} onWork={() => setWorked(repair)} />}
            </Rows>
          </Card>
        )}
      </PagedList>
      {worked && (
        <WorkOnRepair
          apartment={apartment}
          repair={worked}
          onClose={() => setWorked(undefined)}
          onDone={(changed) => {
            setWorked(undefined)
            repairs.change((one) => (one.id !== changed.id ? one : isOpen(changed) ? changed : null))
          }}
        />
      )}
    </>
  )
}

const isOpen = ({ state }: Repair): boolean => ['reported', 'promised', 'under-way'].includes(state)

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

interface LeaseRowProps {
  apartment: string
  lease: DeskLease
  isArriving: boolean
}
function LeaseRow({ apartment, lease, isArriving }: LeaseRowProps) {
  const kind = isArriving ? 'move-in' : 'move-out'
  const wasInspected = lease.inspections.some((one) => one.kind === 'move-in')
  return (
    <View className="lease-desk-row">
      <View className="lease-person">
        <View className="strong">{`${lease.flat} · ${lease.maskedName}`}</View>
        <Tag tone={lease.state === 'paid' ? 'good' : 'plain'}>{leaseStateLabels[lease.state]}</Tag>
      </View>
      <View className="small">
        {isArriving
          ? `${dayInWords(lease.firstDay)}起租`
          : `${dayInWords(lease.leaveOn ?? lease.lastDay)}退房`}
      </View>
      {lease.missing.length > 0 && <View className="small">{`还差：${lease.missing.join('；')}`}</View>}
      <View className="lease-do">
        <Button
          kind="secondary"
          icon="camera"
          label={`${isArriving ? (wasInspected ? '再看验房' : '入住验房') : '退房验房'} ${lease.flat}`}
          onClick={() =>
            openPage(`/leases/inspect/index?apartment=${apartment}&lease=${lease.id}&kind=${kind}`)
          }
        >
          {isArriving ? (wasInspected ? '再看验房' : '入住验房') : '退房验房'}
        </Button>
      </View>
    </View>
  )
}
