import type { BoardFlat, KeptProject } from '@jucai/contract/housing-office'
import { flatStateLabels, flatStates, type FlatState } from '@jucai/contract/housing-vocabulary'
import { Link, useSearchParams } from 'react-router-dom'
import { call } from '../api'
import { day } from '../dates'
import { useLoaded } from '../loading'
import { ChoiceField } from '../parts/field'
import { Bones, Empty, Failure } from '../parts/notice'
import { Card, Page } from '../parts/page'
import { FlatDialog } from './flat-dialog'
import './housing.css'
import { stateSigns } from './state'

/** Where every flat of a project stands, by building and floor, to be read across a room. */
export default function FlatBoard() {
  const inventory = useLoaded('flat projects', () => call('GET /housing/inventory'))
  const [search, setSearch] = useSearchParams()
  const projects = inventory.value?.items
  const project = projects?.find(({ id }) => id === search.get('project')) ?? projects?.[0]
  const only = flatStates.find((state) => state === search.get('state')) ?? null
  const go = (change: Record<string, string | null>) => {
    const next = new URLSearchParams(search)
    for (const [key, value] of Object.entries(change))
      if (value === null) next.delete(key)
      else next.set(key, value)
    setSearch(next)
  }
  return (
    <Page
      wide
      title="公寓房态"
      lead="每套房现在是什么状态。点一套看它的历史、改状态；改动要写理由，并留下记录。"
    >
      <Failure error={inventory.error} retry={inventory.reload} />
      {!projects && !inventory.error && (
        <Card>
          <Bones what="房态" lines={10} />
        </Card>
      )}
      {projects?.length === 0 && (
        <Empty icon="building-2" title="还没有公寓项目">
          先在<Link to="/flat-projects">公寓项目与户型</Link>里建项目和户型，再
          <Link to="/flat-imports">导入房源</Link>。
        </Empty>
      )}
      {projects && project && (
        <>
          <ChoiceField
            label="项目"
            required
            value={project.id}
            options={projects.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(id) => go({ project: id, state: null })}
          />
          <Counts project={project} only={only} onChoose={(state) => go({ state })} />
          <Board
            key={project.id}
            project={project}
            only={only}
            openId={search.get('flat')}
            onOpen={(flat) => go({ flat })}
            onChanged={() => void inventory.reload()}
          />
        </>
      )}
    </Page>
  )
}

/** Numbers of each state, large; a click shows those alone. */
function Counts({
  project: { counts, name },
  only,
  onChoose,
}: {
  project: KeptProject
  only: FlatState | null
  onChoose(state: FlatState | null): void
}) {
  const all = counts.reduce((sum, { flats }) => sum + flats, 0)
  return (
    <div className="flat-counts" role="group" aria-label={`${name}，一共 ${all} 套，按状态`}>
      {counts.map(({ state, flats }) => (
        <button
          key={state}
          type="button"
          className={`flat-count flat-is-${state}`}
          aria-pressed={only === state}
          onClick={() => onChoose(only === state ? null : state)}
        >
          <span className="flat-count-number">{flats}</span>
          <span>
            <span aria-hidden>{stateSigns[state].sign}</span> {flatStateLabels[state]}
          </span>
        </button>
      ))}
    </div>
  )
}

const naturally = (a: string, b: string) => a.localeCompare(b, 'zh-CN', { numeric: true })
const groupsOf = (flats: readonly BoardFlat[]) =>
  [...new Set(flats.map(({ building }) => building))].sort(naturally).map((building) => {
    const inside = flats.filter((flat) => flat.building === building)
    return {
      building,
      flats: inside,
      // The highest floor above, as one looks at the house.
      floors: [...new Set(inside.map(({ floor }) => floor))]
        .sort((a, b) => b - a)
        .map((floor) => ({
          floor,
          flats: inside.filter((flat) => flat.floor === floor).sort((a, b) => naturally(a.number, b.number)),
        })),
    }
  })

function Board({
  project,
  only,
  openId,
  onOpen,
  onChanged,
}: {
  project: KeptProject
  only: FlatState | null
  openId: string | null
  onOpen(flat: string | null): void
  onChanged(): void
}) {
  const { value, error, reload } = useLoaded(`board ${project.id}`, () =>
    call('GET /housing/projects/:project/board', { params: { project: project.id } }),
  )
  const types = new Map(project.types.map(({ id, name }) => [id, name]))
  if (error) return <Failure error={error} retry={reload} />
  if (!value)
    return (
      <Card>
        <Bones what="房态" lines={10} />
      </Card>
    )
  if (value.items.length === 0)
    return (
      <Empty icon="building-2" title="这个项目还没有房源">
        在<Link to="/flat-imports">公寓房源导入</Link>里用表格一次加进来。
      </Empty>
    )
  return (
    <>
      {groupsOf(value.items).map(({ building, flats, floors }) => (
        <Card
          key={building}
          title={building}
          extra={
            <span className="second">
              {flats.length} 套，空着 {flats.filter(({ state }) => state === 'free').length} 套
            </span>
          }
        >
          <div className="flat-building">
            {floors.map((row) => (
              <div
                key={row.floor}
                className="flat-floor"
                role="group"
                aria-label={`${building} ${row.floor} 层`}
              >
                <div className="flat-floor-name">{row.floor} 层</div>
                <div className="flat-doors">
                  {row.flats.map((flat) => (
                    <Door
                      key={flat.id}
                      flat={flat}
                      type={types.get(flat.type) ?? ''}
                      dim={only !== null && flat.state !== only}
                      onOpen={() => onOpen(flat.id)}
                    />
                  ))}
                </div>
              </div>
            ))}
          </div>
        </Card>
      ))}
      {openId && (
        <FlatDialog
          key={openId}
          id={openId}
          onClose={() => onOpen(null)}
          onChanged={() => {
            void reload()
            onChanged()
          }}
        />
      )}
    </>
  )
}

function Door({
  flat: { number, state, freeFrom, accessible },
  type,
  dim,
  onOpen,
}: {
  flat: BoardFlat
  type: string
  dim: boolean
  onOpen(): void
}) {
  const { sign, word } = stateSigns[state]
  const expected = freeFrom ? `，预计${day(freeFrom)}空出` : ''
  return (
    <button
      type="button"
      className={`flat-door flat-is-${state} ${dim ? 'flat-dim' : ''}`}
      title={`${type}${accessible ? '，无障碍' : ''}${expected}`}
      onClick={onOpen}
    >
      <span className="flat-door-number">
        {number}
        {accessible && <small>♿︎</small>}
      </span>
      <span className="flat-door-state">
        <span aria-hidden>{sign}</span> {word}
      </span>
      {freeFrom && <span className="flat-door-day">{freeFrom.slice(5).replace('-', '/')} 空出</span>}
      <span className="visually-hidden">{`，${flatStateLabels[state]}，${type}${accessible ? '，无障碍' : ''}${expected}`}</span>
    </button>
  )
}
