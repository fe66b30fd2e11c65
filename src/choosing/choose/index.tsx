import { useCallback, useEffect, useState } from 'react'
import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { ProblemError } from '@jucai/contract/client'
import type { BoardFlat, Choosing } from '@jucai/contract/choosing'
import { fitsQuota, mayChoose } from '@jucai/contract/choosing-vocabulary'
import { call } from '@/api'
import { useAttempt } from '@/attempt'
import { Card } from '@/components/card'
import { Cell, CellGroup } from '@/components/cell'
import { Choice } from '@/components/choice'
import { Failure, Loaded, useLoaded } from '@/components/loaded'
import { Page } from '@/components/page'
import { Skeleton } from '@/components/skeleton'
import { toast } from '@/components/toast'
import { useSession } from '@/session'
import { useSettledMessages } from '@/settled-messages'
import { useRefresh } from '@/use-refresh'
import { wordsOf } from '@/words/problems'
import { Flats, Parts } from '../board'
import { ChosenCard } from '../chosen-card'
import { ConfirmSheet, FlatSheet, RefuseDialog } from '../sheets'
import { HoldCard } from '../hold-card'
import { timed, type Timed } from '../server-time'
import { StandCard } from '../stand-card'
import { useBoard } from '../use-board'
import '../choosing.scss'

/** Phases in which the server is asked again, since somebody else's act changes them. */
const changing: readonly Choosing['phase'][] = ['before', 'waiting', 'listed', 'behind']

/** Choosing a flat of a round: whose turn it is, what is held and until when, and the board at a glance. */
export default function ChoosePage() {
  const { params } = useRouter()
  const roundId = params.round ?? ''
  const token = useSession((session) => session.token)
  const mine = useLoaded(() =>
    token === null
      ? Promise.resolve(null)
      : timed(() => call('GET /me/rounds/:round/choosing', { params: { round: roundId } })),
  )
  const board = useBoard(roundId)
  const reload = useCallback(async () => {
    await Promise.all([mine.reload(), board.refresh()])
  }, [mine.reload, board.refresh])
  useRefresh(reload)
  useSettledMessages(`/choosing/choose/index?round=${roundId}`, mine.data !== undefined)
  const phase = mine.data?.value.phase
  useEffect(() => {
    if (!phase || !changing.includes(phase)) return
    const timer = setInterval(() => void mine.reload(), 15_000)
    return () => clearInterval(timer)
  }, [phase, mine.reload])
  return (
    <Page title={mine.data?.value.title ?? '选房'} up={`/rounds/round/index?id=${roundId}`}>
      <Loaded of={mine} skeleton={<Skeleton shape="card" />}>
        {(of) => (
          <Choose
            key={roundId}
            roundId={roundId}
            of={of}
            board={board}
            onChanged={(next) => {
              mine.set(next)
              void board.refresh()
            }}
            onReload={() => void reload()}
          />
        )}
      </Loaded>
    </Page>
  )
}

interface ChooseProps {
  roundId: string
  of: Timed<Choosing> | null
  board: ReturnType<typeof useBoard>
  onChanged(next: Timed<Choosing>): void
  onReload(): void
}
type Filter = 'all' | 'fits' | 'wished'

function Choose({ roundId, of, board: { board, error, show }, onChanged, onReload }: ChooseProps) {
  const [open, setOpen] = useState<{ kind: 'flat'; flat: BoardFlat } | { kind: 'confirm' | 'refuse' }>()
  const [filter, setFilter] = useState<Filter>('fits')
  const attempt = useAttempt()
  const params = { round: roundId }
  const mine = of?.value
  const close = () => setOpen(undefined)
  const act = async (ask: () => Promise<Choosing>, done?: string) => {
    close()
    try {
      onChanged(await timed(ask))
      if (done) toast(done)
    } catch (problem) {
      toast(wordsOf(problem), 'circle-alert')
      if (problem instanceof ProblemError) onReload() // what is free has changed
    }
  }
  const isFor = (flat: BoardFlat): boolean => {
    if (!mine || mine.quota === null) return true
    const type = board?.types[flat.type]
    const fits =
      fitsQuota({ pool: '', quota: mine.quota }, { pool: '', reservedFor: flat.kept }) &&
      (type === undefined || type.people >= mine.people)
    return (
      filter === 'all' ||
      (fits && (filter === 'fits' || (type !== undefined && mine.wishes.includes(type.typeId))))
    )
  }
  return (
    <View className="stack">
      {of && <StandCard of={of} onEnd={onReload} />}
      {of && mine?.hold && (
        <HoldCard
          of={of}
          hold={mine.hold}
          onConfirm={() => setOpen({ kind: 'confirm' })}
          onLetGo={() => act(() => call('DELETE /me/rounds/:round/hold', { params }), '已放开')}
          onEnd={onReload}
        />
      )}
      {mine?.choice && <ChosenCard choice={mine.choice} />}
      {board ? (
        <Card title="选房图" aside={`空 ${board.parts.reduce((sum, { free }) => sum + free, 0)} 套`}>
          <Parts board={board} onShow={(part) => void show(part)} />
          {mine && mine.quota !== null && (
            <Choice
              label="突出显示"
              options={[
                { value: 'fits', label: '我能选的' },
                ...(mine.wishes.length > 0 ? [{ value: 'wished' as const, label: '我想要的' }] : []),
                { value: 'all', label: '全部' },
              ]}
              value={filter}
              onChange={setFilter}
            />
          )}
          <Flats
            board={board}
            mine={mine?.hold?.flat.code ?? mine?.choice?.flat.code}
            isDim={(flat) => !isFor(flat)}
            onOpen={(flat) => setOpen({ kind: 'flat', flat })}
          />
          <View className="tiny choose-legend">
            「…」有人在看，到时没选会空出来；「留」留给特定人群。图上不显示是谁。
          </View>
        </Card>
      ) : error === undefined ? (
        <Skeleton shape="card" />
      ) : (
        <Failure error={error} onRetry={() => show('')} />
      )}
      {mine && (
        <Card title="先说清楚">
          <View className="choose-rules" aria-role="list">
            {mine.rules.map((rule) => (
              <View key={rule} aria-role="listitem">
                {rule}
              </View>
            ))}
          </View>
        </Card>
      )}
      <CellGroup>
        <Cell
          icon="users"
          title="候补名单"
          note="这一批没选到，可以留在想住的项目"
          to="/choosing/standing/index"
        />
        {mine && (mayChoose(mine.phase) || changing.includes(mine.phase)) && (
          <Cell
            icon="x"
            title="这一批不选了"
            note="名额给后面的人，不能撤回"
            onClick={() => setOpen({ kind: 'refuse' })}
          />
        )}
      </CellGroup>
      {open?.kind === 'flat' && board && (
        <FlatSheet
          flat={open.flat}
          type={board.types[open.flat.type]}
          part={board.parts.find(({ part }) => part === board.part)}
          mine={mine}
          onHold={() =>
            act(
              () => call('PUT /me/rounds/:round/hold', { params, body: { flat: open.flat.code } }),
              '占住了',
            )
          }
          onClose={close}
        />
      )}
      {open?.kind === 'confirm' && of && mine?.hold && (
        <ConfirmSheet
          of={of}
          hold={mine.hold}
          onConfirm={(hold) =>
            act(
              () =>
                call('POST /me/rounds/:round/choice', { params, body: { token: hold.token } }, { attempt }),
              '选定了，接下来签约',
            )
          }
          onClose={close}
        />
      )}
      {open?.kind === 'refuse' && mine && (
        <RefuseDialog
          refusing={mine.refusing}
          onRefuse={() => act(() => call('PUT /me/rounds/:round/refusal', { params }), '已放弃这一批')}
          onClose={close}
        />
      )}
    </View>
  )
}
