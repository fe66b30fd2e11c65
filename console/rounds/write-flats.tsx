import type { BoardFlat, KeptProject } from '@jucai/contract/housing-office'
import { layoutLabels } from '@jucai/contract/housing-vocabulary'
import { Button } from 'antd'
import { useState } from 'react'
import { call } from '../api'
import { useLoaded } from '../loading'
import { Choice, ChoiceField, withNone } from '../parts/field'
import { Bones, Empty, Failure } from '../parts/notice'
import { Table } from '../parts/table'
import { TextField } from '../parts/text-field'
import type { PickedFlat, WrittenRule } from './write-values'

interface FlatsProps {
  value: readonly PickedFlat[]
  classes: readonly WrittenRule[]
  fault: string | null | undefined
  onChange(flats: PickedFlat[]): void
}

/** Flats of a round, picked type by type out of what stands free; kept flats are counted out to classes. */
export function PickFlats({ value, classes, fault, onChange }: FlatsProps) {
  const inventory = useLoaded('inventory', () => call('GET /housing/inventory'))
  const [project, setProject] = useState('')
  const projects = inventory.value?.items ?? []
  const freeIn = ({ counts }: KeptProject) => counts.find(({ state }) => state === 'free')?.flats ?? 0
  const chosen =
    projects.find(({ id }) => id === project) ?? projects.find((one) => freeIn(one) > 0) ?? projects[0]
  return (
    <>
      <Failure error={inventory.error} retry={inventory.reload} />
      {!inventory.value && !inventory.error && <Bones what="房源" lines={4} />}
      {inventory.value && projects.length === 0 && (
        <Empty icon="building-2" title="还没有房源">
          先在房源里登记项目、户型和房间。
        </Empty>
      )}
      {fault && (
        <div className="fault" role="alert">
          {fault}
        </div>
      )}
      {chosen && (
        <>
          <div className="narrow">
            <ChoiceField
              label="项目"
              required
              value={chosen.id}
              options={projects.map((one) => ({
                value: one.id,
                label: `${one.name}（空着 ${freeIn(one)} 套）`,
              }))}
              onChange={setProject}
            />
          </div>
          <ProjectFlats key={chosen.id} project={chosen} {...{ value, classes, onChange }} />
        </>
      )}
      <p className="second small">{`一共挑了 ${value.length} 套。公布时，这些房从“空着”变成“在批次里”；有一套已经不空，就公布不了，会说是哪一套。`}</p>
    </>
  )
}

const placeOf = (one: BoardFlat) => `${one.building} ${one.number}`

function ProjectFlats({
  project,
  value,
  classes,
  onChange,
}: Omit<FlatsProps, 'fault'> & { project: KeptProject }) {
  const board = useLoaded(project.id, () =>
    call('GET /housing/projects/:project/board', { params: { project: project.id } }),
  )
  if (!board.value)
    return board.error ? (
      <Failure error={board.error} retry={board.reload} />
    ) : (
      <Bones what="房间" lines={6} />
    )
  const picked = new Set(value.map(({ flatId }) => flatId))
  const offered = board.value.items.filter((flat) => flat.state === 'free' || picked.has(flat.id))
  return (
    <>
      {project.types.map((type) => {
        const ofType = offered.filter((flat) => flat.type === type.id)
        if (ofType.length === 0) return null
        const mine = ofType.filter(({ id }) => picked.has(id))
        const others = value.filter(({ flatId }) => !ofType.some(({ id }) => id === flatId))
        return (
          <OneType
            key={type.id}
            title={`${type.name}，${layoutLabels[type.layout]}，${type.areaSqmHundredths / 100} ㎡`}
            flats={ofType}
            value={value.filter(({ flatId }) => mine.some(({ id }) => id === flatId))}
            classes={classes}
            onChange={(next) => onChange([...others, ...next])}
          />
        )
      })}
      {offered.length === 0 && (
        <Empty icon="building-2" title="这个项目没有空着的房">
          换一个项目，或等房子空出来。
        </Empty>
      )}
    </>
  )
}

interface OneTypeProps {
  title: string
  flats: readonly BoardFlat[]
  value: readonly PickedFlat[]
  classes: readonly WrittenRule[]
  onChange(flats: PickedFlat[]): void
}
/** One type: how many at once, and under it each flat, where the office wants to choose by hand. */
function OneType({ title, flats, value, classes, onChange }: OneTypeProps) {
  const [byHand, setByHand] = useState(false)
  const pool = value[0]?.pool ?? 'all'
  const keptFor = (code: string) => value.filter(({ reservedFor }) => reservedFor === code).length
  const take = (count: number) => {
    const more = flats.filter(({ id }) => !value.some(({ flatId }) => flatId === id))
    onChange([...value, ...more.map(({ id }) => ({ flatId: id, pool, reservedFor: null }))].slice(0, count))
  }
  const keep = (code: string, count: number) => {
    let left = count
    onChange(
      value.map((one) => {
        if (one.reservedFor !== null && one.reservedFor !== code) return one
        left -= 1
        return { ...one, reservedFor: left >= 0 ? code : null }
      }),
    )
  }
  const number = (text: string) => Math.min(Number(text.replace(/\D/g, '') || '0'), flats.length)
  return (
    <fieldset className="round-rule">
      <legend>{title}</legend>
      <div className="form-grid">
        <TextField
          label={`拿出几套（空着 ${flats.length} 套）`}
          required
          maxLength={4}
          value={String(value.length)}
          onChange={(text) => take(number(text))}
        />
        {classes.map(({ code, title: name }) => (
          <TextField
            key={code}
            label={`其中留给${name || code}`}
            maxLength={4}
            value={String(keptFor(code))}
            onChange={(text) => keep(code, Math.min(number(text), value.length))}
          />
        ))}
        <TextField
          label="组"
          hint="一般只有一组 all；分组的各抽各的"
          maxLength={64}
          value={pool}
          onChange={(next) => onChange(value.map((one) => ({ ...one, pool: next })))}
        />
      </div>
      <Button type="text" onClick={() => setByHand(!byHand)} aria-expanded={byHand}>
        {byHand ? '收起' : '一套一套地挑'}
      </Button>
      {byHand && <ByHand {...{ flats, value, classes, pool, title, onChange }} />}
    </fieldset>
  )
}

function ByHand({ flats, value, classes, pool, title, onChange }: OneTypeProps & { pool: string }) {
  const of = (id: string) => value.find(({ flatId }) => flatId === id)
  return (
    <Table label={title} columns={['房间', '拿出来', '留给']}>
      {flats.map((flat) => {
        const mine = of(flat.id)
        const put = (reservedFor: string | null) =>
          onChange(value.map((one) => (one.flatId === flat.id ? { ...one, reservedFor } : one)))
        return (
          <tr key={flat.id}>
            <td>
              {placeOf(flat)}
              {flat.accessible && <span className="muted small"> 无障碍</span>}
            </td>
            <td>
              <input
                type="checkbox"
                aria-label={`拿出 ${placeOf(flat)}`}
                checked={mine !== undefined}
                onChange={() =>
                  onChange(
                    mine
                      ? value.filter(({ flatId }) => flatId !== flat.id)
                      : [...value, { flatId: flat.id, pool, reservedFor: null }],
                  )
                }
              />
            </td>
            <td>
              {mine && (
                <Choice
                  label={`${placeOf(flat)} 留给`}
                  value={mine.reservedFor ?? ''}
                  options={withNone(
                    '谁都能选',
                    classes.map((one) => ({ value: one.code, label: one.title || one.code })),
                  )}
                  onChange={(code) => put(code || null)}
                />
              )}
            </td>
          </tr>
        )
      })}
    </Table>
  )
}
