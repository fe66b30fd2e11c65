import { useState } from 'react'
import { View } from '@tarojs/components'
import Taro, { useRouter } from '@tarojs/taro'
import type { DeskLease } from '@jucai/contract/lease-shapes'
import {
  inspectionItemLabels,
  inspectionItems,
  itemStateLabels,
  itemStates,
  type InspectionItem,
  type InspectionKind,
  type ItemState,
} from '@jucai/contract/lease-vocabulary'
import { fenOf } from '@jucai/contract/ledger-rules'
import { call } from '@/api'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Choice } from '@/components/choice'
import { Dialog } from '@/components/dialog'
import { Loaded, useLoaded } from '@/components/loaded'
import { Notice } from '@/components/notice'
import { Page } from '@/components/page'
import { TextInput } from '@/components/text-input'
import { toast } from '@/components/toast'
import { useKeptWords } from '@/kept-words'
import { amountText } from '@/words/amounts'
import { wordsOf } from '@/words/problems'
import { TakePhotos } from '../photos'
import '../leases.scss'

interface Line {
  state: ItemState
  note: string
  photos: string[]
  /** What is taken off, in yuan, as it was typed. */
  yuan: string
}
type Draft = Partial<Record<InspectionItem, Partial<Line>>> & { repairing?: boolean }
const beforeKey: readonly DeskLease['state'][] = ['signed', 'paid']
const lived: readonly DeskLease['state'][] = ['living', 'ending']
const empty: Line = { state: 'good', note: '', photos: [], yuan: '' }

/** An inspection, item by item, with photos; what is typed stays on this phone until it is sent. */
export default function InspectPage() {
  const { params } = useRouter()
  const [apartment, id] = [params.apartment ?? '', params.lease ?? '']
  const kind: InspectionKind = params.kind === 'move-out' ? 'move-out' : 'move-in'
  const loaded = useLoaded(async () => {
    if (!apartment || !id) return null
    const lease = await call('GET /apartments/:apartment/desk-leases/:lease', {
      params: { apartment, lease: id },
    })
    return (kind === 'move-in' ? beforeKey : lived).includes(lease.state) ? lease : null
  })
  return (
    <Page title={kind === 'move-in' ? '入住验房' : '退房验房'} up="/leases/desk/index">
      <Loaded of={loaded}>
        {(lease) =>
          lease ? (
            <Sheets apartment={apartment} lease={lease} kind={kind} />
          ) : (
            <Notice
              kind="care"
              title={kind === 'move-in' ? '这一户现在不用入住验房' : '这一户现在不用退房验房'}
            >
              可能已经办完，或还没有签约。回到前台刷新看看。
            </Notice>
          )
        }
      </Loaded>
    </Page>
  )
}

const read = (kept: string): Draft => {
  try {
    return JSON.parse(kept) as Draft
  } catch {
    return {}
  }
}

interface SheetsProps {
  apartment: string
  lease: DeskLease
  kind: InspectionKind
}
function Sheets({ apartment, lease, kind }: SheetsProps) {
  const before = lease.inspections.find((one) => one.kind === kind)
  const movedIn = lease.inspections.find((one) => one.kind === 'move-in')
  const [kept, keep] = useKeptWords(`lease-inspect-${lease.id}-${kind}`)
  const draft = read(kept)
  const lineOf = (item: InspectionItem): Line => ({
    ...empty,
    ...before?.items.find((one) => one.item === item),
    ...draft[item],
  })
  const set = (item: InspectionItem, part: Partial<Line>) =>
    keep(JSON.stringify({ ...draft, [item]: { ...draft[item], ...part } }))
  const [asks, setAsks] = useState(false)
  const [fault, setFault] = useState<string>()
  const lines = inspectionItems.map((item) => ({ item, ...lineOf(item) }))
  const bad = lines.filter(({ state }) => state === 'damaged' || state === 'missing')
  const unproved = bad.find(({ note, photos }) => note.trim() === '' || photos.length === 0)
  const damages = bad.flatMap(({ item, yuan, note }) => {
    const amountFen = fenOf(yuan.trim())
    return amountFen ? [{ item, amountFen, why: note.trim() }] : []
  })
  const wrongSum = bad.find(({ yuan }) => yuan.trim() !== '' && !fenOf(yuan.trim()))
  const claimed = damages.reduce((sum, { amountFen }) => sum + amountFen, 0)
  const send = async () => {
    setAsks(false)
    setFault(undefined)
    try {
      await call('PUT /apartments/:apartment/leases/:lease/inspections/:inspection', {
        params: { apartment, lease: lease.id, inspection: kind },
        body: {
          version: before?.version ?? 0,
          items: lines.map(({ item, state, note, photos }) => ({ item, state, note: note.trim(), photos })),
          ...(kind === 'move-out' ? { damages, repairing: draft.repairing ?? false } : {}),
        },
      })
      keep('')
      toast(kind === 'move-in' ? '记好了，请对方在手机上认可' : '已退房，押金开始结算')
      await Taro.navigateBack().catch(() => undefined)
    } catch (error) {
      setFault(wordsOf(error))
    }
  }
  return (
    <View className="stack">
      <View className="small">{`${lease.flat} · ${lease.maskedName} · ${lease.number}`}</View>
      {lines.map(({ item, state, note, photos, yuan }) => {
        const then = movedIn?.items.find((one) => one.item === item)
        const isBad = state === 'damaged' || state === 'missing'
        return (
          <Card key={item}>
            <View className="lease-tight">
              <Choice
                label={inspectionItemLabels[item]}
                {...(kind === 'move-out' && then
                  ? { hint: `入住时：${itemStateLabels[then.state]}${then.note ? `，${then.note}` : ''}` }
                  : {})}
                options={itemStates.map((value) => ({ value, label: itemStateLabels[value] }))}
                value={state}
                onChange={(value) => set(item, { state: value })}
              />
              {state !== 'good' && (
                <>
                  <TextInput
                    label={`${inspectionItemLabels[item]}的说明`}
                    maxLength={200}
                    value={note}
                    error={undefined}
                    onChange={(text) => set(item, { note: text })}
                  />
                  <TakePhotos
                    label={`${inspectionItemLabels[item]}的照片`}
                    ids={photos}
                    look={(photo) =>
                      before?.items.some((one) => one.photos.includes(photo))
                        ? call('GET /apartments/:apartment/photos/:photo', { params: { apartment, photo } })
                        : call('GET /me/evidence/:evidence/content', { params: { evidence: photo } })
                    }
                    onAdd={(ids) => set(item, { photos: [...photos, ...ids] })}
                    onRemove={(id) => set(item, { photos: photos.filter((one) => one !== id) })}
                  />
                </>
              )}
              {kind === 'move-out' && isBad && (
                <TextInput
                  label={`${inspectionItemLabels[item]}扣多少（元）`}
                  hint="空着就是不扣"
                  type="digit"
                  maxLength={10}
                  value={yuan}
                  error={yuan.trim() !== '' && !fenOf(yuan.trim()) ? '写成 120 或 120.50 这样' : undefined}
                  onChange={(text) => set(item, { yuan: text })}
                />
              )}
            </View>
          </Card>
        )
      })}
      {kind === 'move-out' && (
        <Choice
          label="退房以后"
          options={[
            { value: 'free', label: '可以再出租' },
            { value: 'repairing', label: '先维修' },
          ]}
          value={draft.repairing ? 'repairing' : 'free'}
          onChange={(value) => keep(JSON.stringify({ ...draft, repairing: value === 'repairing' }))}
        />
      )}
      {fault && (
        <Notice kind="bad" title="没有记上" live>
          {fault}
        </Notice>
      )}
      <Button
        wide
        disabledReason={
          (unproved && `${inspectionItemLabels[unproved.item]}：写一句说明并拍照`) ||
          (wrongSum && `${inspectionItemLabels[wrongSum.item]}：金额没有写对`) ||
          (claimed > lease.depositFen && `扣款合计 ${amountText(claimed)}，超过了押金`)
        }
        onClick={() => (kind === 'move-out' ? setAsks(true) : send())}
      >
        {kind === 'move-in' ? '记下验房结果' : '收回钥匙，完成退房'}
      </Button>
      {asks && (
        <Dialog
          title="钥匙都收回了？"
          confirm="完成退房"
          cancel="还没有"
          onConfirm={send}
          onClose={() => setAsks(false)}
        >
          {`租金算到今天。${claimed > 0 ? `提出扣款 ${amountText(claimed)}，其余 ${amountText(lease.depositFen - claimed)} 马上退。` : `押金 ${amountText(lease.depositFen)} 全部退还。`}`}
        </Dialog>
      )}
    </View>
  )
}
