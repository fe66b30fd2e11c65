import { useState } from 'react'
import { View } from '@tarojs/components'
import type { Inspection, Lease } from '@jucai/contract/lease-shapes'
import {
  inspectionItemLabels,
  itemStateLabels,
  remindedDays,
  renewableDays,
} from '@jucai/contract/lease-vocabulary'
import { dayInChina } from '@jucai/contract/china-time'
import { daysBetween, dayInWords } from '@jucai/contract/policies/days'
import { call } from '@/api'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { DatePicker } from '@/components/date-picker'
import { Dialog } from '@/components/dialog'
import { Notice } from '@/components/notice'
import { Sheet } from '@/components/sheet'
import { Steps } from '@/components/steps'
import { TextArea } from '@/components/text-input'
import { toast } from '@/components/toast'
import { useKeptWords } from '@/kept-words'
import { openPage } from '@/page-address'
import { amountText } from '@/words/amounts'
import { wordsOf } from '@/words/problems'
import { Photos } from '../photos'

interface NextProps {
  lease: Lease
  onChanged(lease: Lease): void
}

/** The last day that lies whole before a moment at midnight. */
const lastDayIn = (moment: string): string => dayInWords(dayInChina(Date.parse(moment) - 1))

const way = [
  { title: '签约' },
  { title: '交押金和首期租金' },
  { title: '验房' },
  { title: '领钥匙' },
] as const
const moveIn = (lease: Lease) => lease.inspections.find(({ kind }) => kind === 'move-in')
const placeOn = (lease: Lease): number => {
  if (lease.state === 'to-sign') return 0
  if (lease.state === 'signed') return 1
  return moveIn(lease)?.agreedAt ? 3 : 2
}

/** The one thing that is next. */
export function Next({ lease, onChanged }: NextProps) {
  const { state } = lease
  if (state === 'to-sign' || state === 'signed' || state === 'paid')
    return (
      <>
        <Card title="下一步">
          <View className="stack">
            <Steps steps={way} current={placeOn(lease)} />
            {state === 'to-sign' && <ToSign lease={lease} onChanged={onChanged} />}
            {state === 'signed' && <ToPay lease={lease} />}
            {state === 'paid' && <ToMoveIn lease={lease} />}
            {state === 'paid' && <KeyBy lease={lease} />}
          </View>
        </Card>
        <Agree lease={lease} onChanged={onChanged} />
        <Withdraw lease={lease} onChanged={onChanged} />
      </>
    )
  if (state === 'living' || state === 'ending') return <Living lease={lease} />
  return null
}

function ToSign({ lease, onChanged }: NextProps) {
  const [fault, setFault] = useState<string>()
  const choose = async (day: string) => {
    setFault(undefined)
    try {
      onChanged(await call('PUT /me/leases/:lease/first-day', { params: { lease: lease.id }, body: { day } }))
      toast(`${dayInWords(day)}起租`)
    } catch (error) {
      setFault(wordsOf(error))
    }
  }
  return (
    <>
      <View>{`请在${lastDayIn(lease.signBy)}前签约，当天也算。到期没有签，这套房会放回给别人。`}</View>
      <DatePicker
        label="哪天起租"
        hint="租金从这天算，签约后不能改"
        value={lease.firstDay}
        start={lease.today}
        error={fault}
        onChange={(day) => void choose(day)}
      />
      <Button wide kind="star" onClick={() => openPage(`/leases/contract/index?lease=${lease.id}`)}>
        看合同，签约
      </Button>
    </>
  )
}

function ToPay({ lease }: { lease: Lease }) {
  const open = lease.bills.filter(({ state }) => state === 'open')
  return (
    <>
      <View>
        {`请在${lease.payBy ? lastDayIn(lease.payBy) : ''}前交清（当天也算）：${open
          .map(
            ({ kind, amountFen }) => `${kind === 'deposit' ? '押金' : '首期租金'} ${amountText(amountFen)}`,
          )
          .join('，')}。过期这套房会放回，已交的全部退还。`}
      </View>
      <Button wide kind="star" onClick={() => openPage('/ledger/charges/index')}>
        去交款
      </Button>
    </>
  )
}

/** Until when the key waits for certain, by the contract. */
function KeyBy({ lease: { keyBy, today } }: { lease: Lease }) {
  if (keyBy === null) return null
  return (
    <View className="small">
      {today < keyBy
        ? `请在${dayInWords(keyBy)}前领钥匙。过了那天还没有领的，人才办可以按合同解除，已交的钱全部退还。`
        : `已经过了合同写的领钥匙的日子（${dayInWords(keyBy)}前），人才办可以解除，已交的钱全部退还。还要住的，请尽快来领，或给公寓打电话。`}
    </View>
  )
}

function ToMoveIn({ lease }: { lease: Lease }) {
  const inspection = moveIn(lease)
  const words =
    lease.today < lease.firstDay
      ? `${dayInWords(lease.firstDay)}起可以入住。到公寓前台，和工作人员一起验房、逐项拍照。`
      : '到公寓前台，和工作人员一起验房、逐项拍照，双方认可后领钥匙。'
  if (!inspection?.agreedAt) return <View>{inspection ? '验房结果出来了，请在下面看过。' : words}</View>
  return (
    <>
      <View>
        最后一步：到前台出示人才码。工作人员会给你六位口令，在人才码页点“输入现场口令”填上，再让对方扫。钥匙只交给本人。
      </View>
      <Button wide kind="star" icon="qr-code" onClick={() => openPage('/pages/code/index')}>
        出示人才码
      </Button>
    </>
  )
}

/** The result of an inspection, line by line. */
export function InspectionLines({ lease, inspection }: { lease: Lease; inspection: Inspection }) {
  const bad = inspection.items.filter(({ state, note }) => state !== 'good' || note !== '')
  const good = inspection.items.length - bad.length
  return (
    <View className="lease-tight">
      {bad.map(({ item, state, note, photos }) => (
        <View key={item} className="lease-item">
          <View className="strong">{`${inspectionItemLabels[item]}：${itemStateLabels[state]}`}</View>
          {note !== '' && <View className="small">{note}</View>}
          <Photos
            label={`${inspectionItemLabels[item]}的照片`}
            ids={photos}
            look={(photo) =>
              call('GET /me/leases/:lease/photos/:photo', { params: { lease: lease.id, photo } })
            }
          />
        </View>
      ))}
      {good > 0 && <View className="small">{`${bad.length > 0 ? '其余' : ''} ${good} 项完好。`}</View>}
    </View>
  )
}

function Agree({ lease, onChanged }: NextProps) {
  const [open, setOpen] = useState(false)
  const [note, setNote] = useKeptWords(`lease-agree-${lease.id}`)
  const [fault, setFault] = useState<string>()
  const inspection = moveIn(lease)
  if (!inspection) return null
  const agree = async () => {
    try {
      onChanged(
        await call('POST /me/leases/:lease/inspections/:inspection/agreement', {
          params: { lease: lease.id, inspection: 'move-in' },
          body: { version: inspection.version, note: note.trim() },
        }),
      )
      setNote('')
      setOpen(false)
      toast('记下了')
    } catch (error) {
      setFault(wordsOf(error))
    }
  }
  return (
    <Card title="入住验房" aside={inspection.agreedAt ? '双方已认可' : '等你认可'}>
      <View className="stack">
        <InspectionLines lease={lease} inspection={inspection} />
        {inspection.tenantNote !== '' && (
          <View className="small">{`你补充的：${inspection.tenantNote}`}</View>
        )}
        {!inspection.agreedAt && (
          <Button wide onClick={() => setOpen(true)}>
            认可验房结果
          </Button>
        )}
      </View>
      {open && (
        <Sheet title="认可验房结果" onClose={() => setOpen(false)}>
          <View className="stack">
            <View className="small">
              退房时按这份记录对照：现在就有的痕迹不会算到你头上。和看到的不一样，请工作人员当场改；记录里漏了的，写在下面。
            </View>
            <TextArea label="要补充的" hint="没有就空着" value={note} error={undefined} onChange={setNote} />
            {fault && (
              <Notice kind="bad" title="没有记上" live>
                {fault}
              </Notice>
            )}
            <Button wide onClick={agree}>
              认可
            </Button>
          </View>
        </Sheet>
      )}
    </Card>
  )
}

function Withdraw({ lease, onChanged }: NextProps) {
  const [asks, setAsks] = useState(false)
  const withdraw = async () => {
    setAsks(false)
    try {
      onChanged(await call('DELETE /me/leases/:lease', { params: { lease: lease.id } }))
      toast('已放弃，这套房留给别人')
    } catch (error) {
      toast(wordsOf(error), 'circle-alert')
    }
  }
  return (
    <>
      <Button kind="quiet" onClick={() => setAsks(true)}>
        不租了
      </Button>
      {asks && (
        <Dialog
          title="放弃这套房？"
          confirm="放弃"
          cancel="再想想"
          danger
          onConfirm={withdraw}
          onClose={() => setAsks(false)}
        >
          房会放回给排在后面的人，不能再要回来。已交的押金和租金全部退还。
        </Dialog>
      )}
    </>
  )
}

function Living({ lease }: { lease: Lease }) {
  const { overstay, lastDay, today, leaveOn, state, bills } = lease
  const left = daysBetween(today, lastDay)
  const late = bills.filter((bill) => bill.state === 'open' && bill.dueOn < today)
  if (overstay)
    return (
      <Notice kind="bad" title={`租期已过 ${overstay.days} 天，钥匙还没有交回`}>
        {`按合同每天计收占用费 ${amountText(overstay.fenPerDay)}，到交回钥匙那天为止，已出账 ${amountText(overstay.billedFen)}。请尽快到公寓前台一起验房、交回钥匙。`}
      </Notice>
    )
  return (
    <>
      {late.length > 0 && (
        <Notice kind="care" title={`有 ${late.length} 笔账单过了期限`}>
          {`合计 ${amountText(late.reduce((sum, { amountFen }) => sum + amountFen, 0))}。有困难请先联系公寓前台。`}
        </Notice>
      )}
      {state === 'ending' && leaveOn && (
        <Notice kind="info" title={`${dayInWords(leaveOn)}退房`}>
          那天到前台一起验房、交回钥匙。租金算到交回钥匙那天。
        </Notice>
      )}
      {state === 'living' && left <= renewableDays && (
        <Card title="下一步">
          <View className="stack">
            <View>
              {`还有 ${left} 天到期。想住下去就续租，会按现行政策重新核对资格；要走，最晚到期那天交回钥匙。`}
              {left <= remindedDays[1] ? '时间不多了，今天就定下来。' : ''}
            </View>
            <Button wide kind="star" onClick={() => openPage(`/leases/renew/index?lease=${lease.id}`)}>
              看能不能续租
            </Button>
          </View>
        </Card>
      )}
    </>
  )
}
