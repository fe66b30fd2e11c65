import type { KeptFlatType, KeptProject } from '@jucai/contract/housing-office'
import { overlapIn, roomKinds, type FlatPlan, type PlanRoom, type RoomKind } from '@jucai/contract/flat-plan'
import { layoutLabels, layouts, type Layout } from '@jucai/contract/housing-vocabulary'
import { fenOf, plainYuan } from '@jucai/contract/ledger-rules'
import { App, Button, Input, Modal } from 'antd'
import { useState } from 'react'
import { call, newAttempt } from '../api'
import { useAct } from '../loading'
import { amountFault } from '../money'
import { Choice, ChoiceField, choicesOf } from '../parts/field'
import { Failure } from '../parts/notice'
import { TextField } from '../parts/text-field'
import { PlanPicture } from './plan-picture'

const roomLabels: Record<RoomKind, string> = {
  living: '起居',
  bedroom: '卧室',
  kitchen: '厨房',
  bath: '卫生间',
  balcony: '阳台',
  hall: '玄关',
  study: '书房',
}
type RoomText = { kind: RoomKind; name: string } & Record<'x' | 'y' | 'width' | 'depth', string>
const sizes = ['x', 'y', 'width', 'depth'] as const
const sizeHeads = { x: '离左边', y: '离上边', width: '宽', depth: '深' }

const textOf = ({ kind, name, ...room }: PlanRoom): RoomText => ({
  kind,
  name,
  x: String(room.x),
  y: String(room.y),
  width: String(room.width),
  depth: String(room.depth),
})
const emptyRoom: RoomText = { kind: 'bedroom', name: '卧室', x: '0', y: '0', width: '360', depth: '400' }
/** Rooms as typed; null while one of them has no such size or no name. */
const roomsOf = (rows: readonly RoomText[]): PlanRoom[] | null => {
  const rooms = rows.map(({ kind, name, ...room }) => ({
    kind,
    name: name.trim(),
    x: Number(room.x),
    y: Number(room.y),
    width: Number(room.width),
    depth: Number(room.depth),
  }))
  const fits = rows.every(
    (row) =>
      row.name.trim() !== '' &&
      sizes.every((size) => /^\d{1,4}$/.test(row[size]) && Number(row[size]) <= 3000) &&
      Number(row.width) >= 50 &&
      Number(row.depth) >= 50,
  )
  return fits && rooms.length > 0 ? rooms : null
}

const valuesOf = (type: KeptFlatType | undefined) => ({
  name: type?.name ?? '',
  layout: (type?.layout ?? 'studio') as Layout | '',
  people: String(type?.people ?? 2),
  area: type ? String(type.areaSqmHundredths / 100) : '',
  rent: type ? plainYuan(type.marketFenPerMonth) : '',
})
type Values = ReturnType<typeof valuesOf>

const areaOf = (text: string): number | null => {
  const area = /^\d{1,3}(\.\d{1,2})?$/.test(text.trim()) ? Math.round(Number(text) * 100) : 0
  return area >= 500 && area <= 50_000 ? area : null
}
const faultsOf = (values: Values, rooms: PlanRoom[] | null) => {
  const over = rooms && overlapIn({ rooms, openings: [] })
  const area = areaOf(values.area)
  const covered = (rooms ?? []).reduce((sum, { width, depth }) => sum + width * depth, 0)
  return {
    name: [...values.name.trim()].length < 2 ? '请写户型名称，至少 2 个字' : null,
    people:
      /^\d{1,2}$/.test(values.people) && Number(values.people) >= 1 && Number(values.people) <= 12
        ? null
        : '1 到 12 人',
    area: area === null ? '5 到 500 平方米，最多两位小数，例如 42.6' : null,
    rent: amountFault(values.rent, '请填写市场月租金，单位元'),
    rooms:
      rooms === null
        ? '每间都要有名称和尺寸；宽和深 50 到 3000 厘米'
        : over
          ? `${over[1].name}和${over[0].name}叠在一起了，请移开或改小`
          : area !== null && covered > area * 100
            ? `各房间加起来 ${(covered / 10_000).toFixed(1)} 平方米，比户型面积还大`
            : null,
  }
}

/** Adds a flat type to a project, or changes one; the plan is drawn as its sizes are typed. */
export function TypeForm({
  project,
  type,
  onSaved,
  onClose,
}: {
  project: string
  type: KeptFlatType | undefined
  onSaved(saved: KeptProject): void
  onClose(): void
}) {
  const [values, setValues] = useState(() => valuesOf(type))
  const [rows, setRows] = useState<RoomText[]>(() => type?.plan.rooms.map(textOf) ?? [emptyRoom])
  const [tried, setTried] = useState(false)
  const [attempt] = useState(newAttempt)
  const { busy, error, run } = useAct()
  const { message } = App.useApp()
  const rooms = roomsOf(rows)
  const faults = faultsOf(values, rooms)
  const set = (key: keyof Values) => (text: string) => setValues({ ...values, [key]: text })
  const shown = (key: keyof typeof faults) => (tried ? faults[key] : null)
  // Doors and windows are kept where they were; they are drawn by whoever has the file of the plan.
  const plan: FlatPlan = { rooms: rooms ?? [], openings: type?.plan.openings ?? [] }
  const save = async () => {
    setTried(true)
    if (Object.values(faults).some(Boolean) || values.layout === '' || !rooms) return
    const body = {
      name: values.name.trim(),
      layout: values.layout,
      people: Number(values.people),
      areaSqmHundredths: areaOf(values.area) as number,
      marketFenPerMonth: fenOf(values.rent) as number,
      plan,
    }
    await run(async () => {
      onSaved(
        type
          ? await call('PUT /housing/types/:type', {
              params: { type: type.id },
              body: { ...body, version: type.version },
            })
          : await call('POST /housing/projects/:project/types', { params: { project }, body }, { attempt }),
      )
      void message.success('已保存')
    })
  }
  return (
    <Modal
      open
      width={960}
      title={type ? `改户型：${type.name}` : '加一个户型'}
      okText="保存"
      cancelText="不改了"
      confirmLoading={busy}
      onOk={() => void save()}
      onCancel={onClose}
    >
      <div className="flat-type-form">
        <div>
          <div className="form-grid">
            <TextField
              label="名称"
              required
              fault={shown('name')}
              maxLength={20}
              value={values.name}
              onChange={set('name')}
            />
            <ChoiceField<Layout>
              label="格局"
              required
              value={values.layout}
              options={layouts.map((value) => ({ value, label: layoutLabels[value] }))}
              onChange={(layout) => setValues({ ...values, layout })}
            />
            <TextField
              label="最多住几人"
              required
              fault={shown('people')}
              value={values.people}
              onChange={set('people')}
            />
            <TextField
              label="面积（平方米）"
              required
              fault={shown('area')}
              value={values.area}
              onChange={set('area')}
            />
            <TextField
              label="市场月租金（元）"
              required
              hint="人才价按政策库的比例算；已签的租约不变"
              fault={shown('rent')}
              value={values.rent}
              onChange={set('rent')}
            />
          </div>
          <Rooms rows={rows} onChange={setRows} />
          {shown('rooms') && (
            <div className="fault" role="alert">
              {faults.rooms}
            </div>
          )}
        </div>
        <div>
          {rooms ? (
            <PlanPicture plan={plan} name={values.name || '新户型'} large />
          ) : (
            <p className="second small">尺寸填好以后，这里画出平面图。</p>
          )}
        </div>
      </div>
      <Failure error={error} />
    </Modal>
  )
}

function Rooms({ rows, onChange }: { rows: readonly RoomText[]; onChange(rows: RoomText[]): void }) {
  const change = (at: number, part: Partial<RoomText>) =>
    onChange(rows.map((row, index) => (index === at ? { ...row, ...part } : row)))
  return (
    <fieldset className="flat-plan-fields">
      <legend>房间（厘米，从左上角量）</legend>
      <table className="flat-rows">
        <thead>
          <tr>
            <th scope="col">用途</th>
            <th scope="col">名称</th>
            {sizes.map((size) => (
              <th key={size} scope="col">
                {sizeHeads[size]}
              </th>
            ))}
            <th scope="col">
              <span className="visually-hidden">操作</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            <tr key={at}>
              <td>
                <Choice<RoomKind>
                  label={`第 ${at + 1} 间的用途`}
                  value={row.kind}
                  options={choicesOf(roomLabels).filter(({ value }) => roomKinds.includes(value))}
                  onChange={(kind) => kind !== '' && change(at, { kind })}
                />
              </td>
              <td>
                <Input
                  aria-label={`第 ${at + 1} 间的名称`}
                  maxLength={10}
                  value={row.name}
                  onChange={(event) => change(at, { name: event.target.value })}
                />
              </td>
              {sizes.map((size) => (
                <td key={size}>
                  <Input
                    aria-label={`${row.name || `第 ${at + 1} 间`}${sizeHeads[size]}，厘米`}
                    inputMode="numeric"
                    value={row[size]}
                    onChange={(event) => change(at, { [size]: event.target.value })}
                  />
                </td>
              ))}
              <td>
                <Button
                  size="small"
                  disabled={rows.length === 1}
                  aria-label={`去掉${row.name || `第 ${at + 1} 间`}`}
                  onClick={() => onChange(rows.filter((_, index) => index !== at))}
                >
                  去掉
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <Button size="small" disabled={rows.length >= 16} onClick={() => onChange([...rows, emptyRoom])}>
        加一间
      </Button>
    </fieldset>
  )
}
