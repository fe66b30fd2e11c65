import type { QueueItem } from '@jucai/contract/review'
import { App, Button } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { useNavigate, useSearchParams } from 'react-router-dom'
import { call, wordsOf } from '../api'
import { usePrograms, useStations } from '../city'
import { CalendarHint } from '../calendar/hint'
import { Icon } from '../parts/icon'
import { Bones, Empty, Failure } from '../parts/notice'
import { Page } from '../parts/page'
import { usePages } from '../parts/pages'
import { useHas } from '../session'
import { useShortcuts } from '../shortcuts'
import { filterOf, filterWords, queryOf } from './filter'
import { Filters } from './filters'
import { useKeptQueue } from './kept'
import { LeadActions } from './lead-actions'
import { PageTurner, usePageSize, usePlace } from './paging'
import './queue.css'
import { QueueTable } from './table'
import { Views } from './views'

/** Claims or gives back. @returns the row as it then is, or null when only the list knows. */
const toggleClaim = async (item: QueueItem): Promise<QueueItem> => {
  const params = { application: item.id }
  if (!item.claimedByMe) return call('POST /applications/:application/claim', { params })
  await call('DELETE /applications/:application/claim', { params })
  return { ...item, claimedBy: null, claimedByMe: false }
}

const useChosen = () => {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const choose = (id: string, on: boolean) =>
    setChosen((now) => {
      const next = new Set(now)
      if (on && next.size < 100) next.add(id)
      else next.delete(id)
      return next
    })
  return { chosen, choose, all: (ids: string[]) => setChosen(new Set(ids.slice(0, 100))) }
}

/** The queue: what is due first on top. */
export default function Queue() {
  const [search, setSearch] = useSearchParams()
  const filter = filterOf(search)
  const query = queryOf(filter)
  const { kept, keep, forget } = useKeptQueue()
  const before = useRef(kept?.search === search.toString() ? kept : undefined)
  const place = usePlace(query)
  const size = usePageSize((choice) => choice.size)
  const pages = usePages<QueueItem>(
    `${size} ${query} ${place.after ?? ''}`,
    () => call('GET /applications', { query: { ...filter, after: place.after, limit: size } }),
    before.current,
  )
  const [current, setCurrent] = useState(before.current?.current ?? -1)
  const [busyId, setBusyId] = useState<string | null>(null)
  const { chosen, choose, all } = useChosen()
  const isLead = useHas('lead')
  const { message } = App.useApp()
  const go = useNavigate()
  const programs = usePrograms()
  const stations = useStations()
  const words = filterWords(
    filter,
    (key) => programs?.find((program) => program.key === key)?.title ?? key,
    (id) => stations?.find((station) => station.id === id)?.name ?? '一个工作站',
  )
  const { items, next, started, busy, error } = pages

  useEffect(() => {
    // where the reader left
    const at = before.current
    if (!at) return
    window.scrollTo(0, at.scroll)
    document.getElementById(`case-${at.current}`)?.focus({ preventScroll: true })
    forget()
  }, [forget])
  const leave = () =>
    keep({ search: search.toString(), before: place.before, items, next, current, scroll: window.scrollY })

  const claim = async (item: QueueItem) => {
    setBusyId(item.id)
    try {
      const changed = await toggleClaim(item)
      pages.change((rows) =>
        rows.map((row) =>
          row.id === item.id
            ? {
                ...row,
                claimedBy: changed.claimedBy,
                claimedByMe: changed.claimedByMe,
                version: changed.version,
              }
            : row,
        ),
      )
      void message.success(
        changed.claimedByMe ? `已认领 ${item.number}，8 小时内只有您能办理` : `已放回 ${item.number}`,
      )
    } catch (error) {
      const { title, detail } = wordsOf(error)
      void message.error(`${title}。${detail}`, 6)
      await pages.restart()
    } finally {
      setBusyId(null)
    }
  }
  const move = (step: number) => {
    if (items.length === 0) return false
    if (step > 0 && current === items.length - 1 && next) {
      setCurrent(-1)
      place.next(next)
      return true
    }
    if (step < 0 && current === 0 && place.previous) {
      setCurrent(-1)
      place.previous()
      return true
    }
    const row = Math.min(items.length - 1, Math.max(0, current + step))
    setCurrent(row)
    const link = document.getElementById(`case-${row}`)
    link?.focus({ preventScroll: true })
    link?.closest('tr')?.scrollIntoView({ block: 'nearest' })
    return true
  }
  const here = items[current]
  const open = () => {
    if (!here || (document.activeElement && ['A', 'BUTTON'].includes(document.activeElement.tagName)))
      return false
    leave()
    void go(`/cases/${here.id}`)
    return true
  }
  useShortcuts({
    j: () => move(1),
    ArrowDown: () => move(1),
    k: () => move(-1),
    ArrowUp: () => move(-1),
    Enter: open,
    c: here && (() => void claim(here)),
    x: isLead && here ? () => choose(here.id, !chosen.has(here.id)) : undefined,
    '/': () => document.getElementById('queue-number')?.focus(),
  })
  const change = (wanted: typeof filter) => {
    setCurrent(-1)
    setSearch(queryOf(wanted))
  }
  return (
    <Page
      wide
      title="待办"
      lead={`最先到期的在最上面。${words}`}
      actions={
        <>
          {isLead && (
            <LeadActions
              filter={filter}
              words={words}
              chosen={[...chosen]}
              onAssigned={() => {
                all([])
                void pages.restart()
              }}
            />
          )}
          <Button
            icon={<Icon name="refresh-cw" />}
            loading={busy && started}
            onClick={() => void pages.restart()}
          >
            刷新
          </Button>
        </>
      }
    >
      {isLead && <CalendarHint />}
      <Views query={query} filter={filter} words={words} />
      <Filters filter={filter} onChange={change} />
      <section className="card flush" aria-label="待办">
        {items.length > 0 && (
          <QueueTable
            items={items}
            current={current}
            chosen={chosen}
            mayChoose={isLead}
            busyId={busyId}
            acts={{ claim: (item) => void claim(item), choose, focus: setCurrent, leave }}
            onChooseAll={(on) => all(on ? items.map(({ id }) => id) : [])}
          />
        )}
        {error ? (
          <Failure error={error} retry={pages.restart} />
        ) : (
          !started && <Bones what="待办" lines={8} />
        )}
        {started && items.length === 0 && place.after === undefined && (
          <Empty icon="inbox" title={query ? '没有符合这些条件的申请' : '没有要办的申请'}>
            {query ? '换一个条件，或清除筛选看全部。' : '新的申请提交后会出现在这里。'}
          </Empty>
        )}
        {started && items.length === 0 && place.after !== undefined && (
          <Empty icon="inbox" title="这一页已经没有申请了">
            可能都已办结。
            <Button type="link" onClick={place.first}>
              回到第一页
            </Button>
          </Empty>
        )}
        {items.length > 0 && <PageTurner place={place} count={items.length} next={next} busy={busy} />}
      </section>
    </Page>
  )
}
