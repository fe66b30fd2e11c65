import type { KeptHostel } from '@jucai/contract/stays'
import { bedKindLabels, bedKinds, nightWords, type BedKind } from '@jucai/contract/stay-vocabulary'
import { App, Button, Modal } from 'antd'
import { useState } from 'react'
import { call, newAttempt } from '../api'
import { useAct } from '../loading'
import { ChoiceField } from '../parts/field'
import { Empty, Failure } from '../parts/notice'
import { Card } from '../parts/page'
import { actsColumn, Table } from '../parts/table'
import { TextField } from '../parts/text-field'

type Bed = KeptHostel['beds'][number]
interface BedsProps {
  hostel: KeptHostel
  onChanged(): void
}

/** The beds of a hostel: added, taken out of service, put back. */
export function Beds({ hostel, onChanged }: BedsProps) {
  const [open, setOpen] = useState<Bed>()
  return (
    <>
      <Card title={`床位 ${hostel.beds.length} 张`}>
        {hostel.beds.length === 0 ? (
          <Empty icon="key-round" title="还没有床位">
            加上床位，手机上才能订。
          </Empty>
        ) : (
          <Table label="床位" columns={['名称', '种类', '状态', '已订的晚上', actsColumn]}>
            {hostel.beds.map((bed) => (
              <tr key={bed.id}>
                <td>{bed.label}</td>
                <td>{bedKindLabels[bed.kind]}</td>
                <td>{bed.outFrom ? `${nightWords(bed.outFrom)}起停用` : '在用'}</td>
                <td className="mono">{bed.nightsAhead}</td>
                <td>
                  <Button size="small" onClick={() => setOpen(bed)}>
                    {bed.outFrom ? `恢复 ${bed.label}` : `停用 ${bed.label}`}
                  </Button>
                </td>
              </tr>
            ))}
          </Table>
        )}
      </Card>
      <Card title="加一张床">
        <AddBed hostel={hostel} onChanged={onChanged} />
      </Card>
      {open && (
        <Service
          hostel={hostel}
          bed={open}
          onClose={() => setOpen(undefined)}
          onDone={() => {
            setOpen(undefined)
            onChanged()
          }}
        />
      )}
    </>
  )
}

function AddBed({ hostel, onChanged }: BedsProps) {
  const [label, setLabel] = useState('')
  const [kind, setKind] = useState<BedKind | ''>('single')
  const [tried, setTried] = useState(false)
  const [attempt] = useState(newAttempt)
  const { busy, error, run } = useAct()
  const add = async () => {
    setTried(true)
    if (!label.trim() || kind === '') return
    await run(async () => {
      await call(
        'POST /hostels/:hostel/beds',
        { params: { hostel: hostel.id }, body: { label: label.trim(), kind } },
        { attempt },
      )
      setLabel('')
      setTried(false)
      onChanged()
    })
  }
  return (
    <>
      <div className="form-grid">
        <TextField
          label="名称"
          required
          hint="例如 301-A"
          fault={tried && !label.trim() ? '请填写名称' : null}
          maxLength={20}
          value={label}
          onChange={setLabel}
        />
        <ChoiceField<BedKind>
          label="种类"
          required
          value={kind}
          options={bedKinds.map((value) => ({ value, label: bedKindLabels[value] }))}
          onChange={setKind}
        />
      </div>
      <Failure error={error} />
      <Button loading={busy} onClick={() => void add()}>
        加床
      </Button>
    </>
  )
}

interface ServiceProps {
  hostel: KeptHostel
  bed: Bed
  onClose(): void
  onDone(): void
}
type Then = 'move' | 'cancel'

function Service({ hostel, bed, onClose, onDone }: ServiceProps) {
  const [outFrom, setOutFrom] = useState('')
  const [why, setWhy] = useState('')
  const [then, setThen] = useState<Then | ''>('')
  const [tried, setTried] = useState(false)
  const { busy, error, run } = useAct()
  const { message } = App.useApp()
  const back = bed.outFrom !== null
  const faults = {
    outFrom: back || /^\d{4}-\d\d-\d\d$/.test(outFrom) ? null : '请写停用的第一晚，例如 2026-12-01',
    why: why.trim().length < 2 ? '请写明原因，至少 2 个字' : null,
  }
  const send = async () => {
    setTried(true)
    if (faults.outFrom || faults.why) return
    await run(async () => {
      await call('PUT /hostels/:hostel/beds/:bed/service', {
        params: { hostel: hostel.id, bed: bed.id },
        body: { outFrom: back ? null : outFrom, why: why.trim(), ...(then === '' ? {} : { then }) },
      })
      void message.success(back ? '已恢复' : '已停用，受影响的人会收到消息')
      onDone()
    })
  }
  return (
    <Modal
      open
      title={back ? `恢复床位 ${bed.label}` : `停用床位 ${bed.label}`}
      okText={back ? '恢复' : '停用'}
      cancelText="不改了"
      confirmLoading={busy}
      onOk={() => void send()}
      onCancel={onClose}
    >
      {!back && (
        <>
          <TextField
            label="从哪一晚起"
            required
            type="date"
            fault={tried ? faults.outFrom : null}
            value={outFrom}
            onChange={setOutFrom}
          />
          <ChoiceField<Then>
            label="那些晚上已经有人订的"
            hint="要么全部办成，要么什么都不改"
            value={then}
            options={[
              { value: '', label: '先告诉我有多少' },
              { value: 'move', label: '换到同种的别的床' },
              { value: 'cancel', label: '取消，不算次数' },
            ]}
            onChange={setThen}
          />
        </>
      )}
      <TextField
        label="原因"
        required
        hint="住的人会在消息里看到"
        fault={tried ? faults.why : null}
        maxLength={100}
        value={why}
        onChange={setWhy}
      />
      <Failure error={error} />
    </Modal>
  )
}
