import type { BoardFlat, KeptFlatType, KeptProject } from '@jucai/contract/housing-office'
import { layoutLabels, talentFen } from '@jucai/contract/housing-vocabulary'
import { useEffect, useId, useState } from 'react'
import { call } from '../api'
import { money } from '../dates'
import { useLoaded, type Loaded } from '../loading'
import { Choice, ChoiceField } from '../parts/field'
import { Bones, Empty, Failure } from '../parts/notice'
import { Table } from '../parts/table'

interface PickProps {
  /** Id of the flat; empty for none. */
  value: string
  fault: string | null
  /** Counts refusals: at each, what is free is asked for anew. */
  refusals: number
  onChange(flatId: string): void
}

const freeIn = ({ counts }: KeptProject) => counts.find(({ state }) => state === 'free')?.flats ?? 0

const useAnew = ({ reload }: Pick<Loaded<unknown>, 'reload'>, refusals: number) =>
  useEffect(() => {
    if (refusals > 0) void reload()
  }, [reload, refusals])

/** A free flat, found by project, building and floor. */
export function PickFlat({ value, fault, refusals, onChange }: PickProps) {
  const inventory = useLoaded('flats to assign', async () => {
    const [{ items }, { percent }] = await Promise.all([
      call('GET /housing/inventory'),
      call('GET /housing/projects'),
    ])
    return { items, percent }
  })
  useAnew(inventory, refusals)
  const [wanted, setWanted] = useState('')
  const projects = inventory.value?.items
  if (!projects)
    return inventory.error ? (
      <Failure error={inventory.error} retry={inventory.reload} />
    ) : (
      <Bones what="空着的房" lines={5} />
    )
  const project =
    projects.find(({ id }) => id === wanted) ?? projects.find((one) => freeIn(one) > 0) ?? projects[0]
  if (!project)
    return (
      <Empty icon="building-2" title="还没有房源">
        先在公寓项目与户型里登记，再导入房源。
      </Empty>
    )
  return (
    <>
      <ChoiceField
        label="项目"
        required
        value={project.id}
        options={projects.map((one) => ({ value: one.id, label: `${one.name}（空着 ${freeIn(one)} 套）` }))}
        onChange={(id) => {
          setWanted(id)
          onChange('')
        }}
      />
      <FreeFlats
        key={project.id}
        percent={inventory.value?.percent ?? null}
        {...{ project, value, fault, refusals, onChange }}
      />
    </>
  )
}

const naturally = (a: string, b: string) => a.localeCompare(b, 'zh-CN', { numeric: true })

/** `percent`: which part of the market rent is paid; null while no rate is in force. */
interface Priced {
  percent: number | null
}

function FreeFlats({
  project,
  percent,
  value,
  fault,
  refusals,
  onChange,
}: PickProps & Priced & { project: KeptProject }) {
  const board = useLoaded(`free flats ${project.id}`, () =>
    call('GET /housing/projects/:project/board', { params: { project: project.id } }),
  )
  useAnew(board, refusals)
  const isGone =
    value !== '' && board.value?.items.some(({ id, state }) => id === value && state === 'free') === false
  // What somebody else took meanwhile is chosen no longer.
  useEffect(() => {
    if (isGone) onChange('')
  }, [isGone, onChange])
  const [building, setBuilding] = useState('')
  const [floor, setFloor] = useState('')
  if (!board.value)
    return board.error ? (
      <Failure error={board.error} retry={board.reload} />
    ) : (
      <Bones what="空着的房" lines={5} />
    )
  const free = board.value.items.filter(({ state }) => state === 'free')
  const inBuilding = free.filter((flat) => building === '' || flat.building === building)
  const shown = inBuilding
    .filter((flat) => floor === '' || String(flat.floor) === floor)
    .sort((a, b) => naturally(a.building, b.building) || a.floor - b.floor || naturally(a.number, b.number))
  if (free.length === 0)
    return (
      <Empty icon="building-2" title="这个项目没有空着的房">
        换一个项目，或等有人退房。在批次里的房要在批次里选。
      </Empty>
    )
  const buildings = [...new Set(free.map((flat) => flat.building))].sort(naturally)
  const floors = [...new Set(inBuilding.map((flat) => flat.floor))].sort((a, b) => a - b)
  // What is no longer shown is not chosen behind somebody’s back.
  const narrow = (set: (text: string) => void) => (text: string) => {
    set(text)
    onChange('')
  }
  return (
    <>
      <div className="pick-narrow">
        <Narrow
          label="楼栋"
          all="全部楼栋"
          value={building}
          options={buildings.map((one) => ({ value: one, label: one }))}
          onChange={(text) => {
            setFloor('')
            narrow(setBuilding)(text)
          }}
        />
        <Narrow
          label="楼层"
          all="全部楼层"
          value={floor}
          options={floors.map((one) => ({ value: String(one), label: `${one} 层` }))}
          onChange={narrow(setFloor)}
        />
        <span className="second">{`空着 ${shown.length} 套`}</span>
      </div>
      <FlatTable flats={shown} types={project.types} {...{ percent, value, fault, onChange }} />
    </>
  )
}

function Narrow({
  all,
  options,
  ...choice
}: {
  label: string
  all: string
  value: string
  options: { value: string; label: string }[]
  onChange(text: string): void
}) {
  return <Choice {...choice} options={[{ value: '', label: all }, ...options]} />
}

/** One group of radio buttons: the arrow keys go from flat to flat. */
function FlatTable({
  flats,
  types,
  percent,
  value,
  fault,
  onChange,
}: Omit<PickProps, 'refusals'> & Priced & { flats: readonly BoardFlat[]; types: readonly KeptFlatType[] }) {
  const name = useId()
  return (
    <div
      className="pick-flats"
      role="radiogroup"
      aria-label="空着的房"
      aria-required
      aria-invalid={Boolean(fault)}
      aria-describedby={fault ? `${name}-fault` : undefined}
    >
      {fault && (
        <div className="fault" id={`${name}-fault`} role="alert">
          {fault}
        </div>
      )}
      <Table
        label="空着的房"
        columns={[
          '房间',
          '户型',
          { key: 'people', head: '最多住', className: 'num' },
          { key: 'area', head: '面积', className: 'num' },
          { key: 'rent', head: '租金', className: 'num' },
        ]}
      >
        {flats.map((flat) => {
          const type = types.find(({ id }) => id === flat.type)
          const place = `${flat.building} ${flat.number}`
          return (
            <tr key={flat.id} className={flat.id === value ? 'pick-chosen' : undefined}>
              <td>
                <label className="pick-label">
                  <input
                    type="radio"
                    name={name}
                    checked={flat.id === value}
                    onChange={() => onChange(flat.id)}
                  />
                  {place}
                  {flat.accessible && <span className="muted small"> 无障碍</span>}
                </label>
              </td>
              <td>{type ? `${type.name}，${layoutLabels[type.layout]}` : '—'}</td>
              <td className="num">{type ? `${type.people} 人` : '—'}</td>
              <td className="num">{type ? `${type.areaSqmHundredths / 100} ㎡` : '—'}</td>
              <td className="num">
                {type ? <Rent marketFen={type.marketFenPerMonth} percent={percent} /> : '—'}
              </td>
            </tr>
          )
        })}
      </Table>
    </div>
  )
}

function Rent({ marketFen, percent }: Priced & { marketFen: number }) {
  if (percent === null) return <>{`市场 ${money(marketFen)}/月`}</>
  return (
    <>
      {`${money(talentFen(marketFen, percent))}/月`}
      <div className="muted small">{`市场 ${money(marketFen)}`}</div>
    </>
  )
}
