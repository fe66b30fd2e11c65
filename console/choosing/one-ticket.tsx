import { ProblemError } from '@jucai/contract/client'
import type { Board, BoardFlat, ChosenFlat, OneInLine } from '@jucai/contract/choosing'
import type { DeskRound } from '@jucai/contract/round-desk'
import { Button } from 'antd'
import { useState } from 'react'
import { call } from '../api'
import { moment } from '../dates'
import { useLoaded } from '../loading'
import { Facts } from '../parts/facts'
import { Icon } from '../parts/icon'
import { Bones, Empty, Failure, Notice } from '../parts/notice'
import { Card } from '../parts/page'
import { Table } from '../parts/table'
import { FlatsOfBoard, PartChoice } from './board'
import { ChooseDialog } from './choose-dialog'
import { phases, quotaWords } from './words'

const flatName = ({ project, building, number }: ChosenFlat) => `${project} ${building} ${number}`

/** One number at the counter: whether it may choose, and the board from which it does. */
export function OneTicket({
  roundId,
  number,
  onClose,
}: {
  roundId: string
  number: string
  onClose(): void
}) {
  const params = { round: roundId }
  const one = useLoaded(`in line ${roundId} ${number}`, () =>
    call('GET /rounds/:round/line-ticket', { params, query: { number } }),
  )
  const round = useLoaded(`round ${roundId}`, () => call('GET /round-desk/:round', { params }))
  const isUnknown = one.error instanceof ProblemError && one.error.code === 'not-found'
  const error = isUnknown ? null : (one.error ?? round.error)
  const reload = async () => {
    await Promise.all([one.reload(), round.reload()])
  }
  return (
    <>
      <p className="back-line">
        <Button type="link" icon={<Icon name="arrow-left" size={16} />} onClick={onClose}>
          全部轮到的号
        </Button>
      </p>
      <Failure error={error} retry={reload} />
      {isUnknown && (
        <Empty icon="users" title={`这一批没有 ${number}`}>
          请对方念一遍手机上“我的号”，看看是不是这一批。
        </Empty>
      )}
      {!one.value && !one.error && (
        <Card>
          <Bones what={number} lines={6} />
        </Card>
      )}
      {one.value && round.value && (
        <>
          <About one={one.value} round={round.value} />
          {one.value.whyNot === null && !one.value.own && (
            <ChooseFrom roundId={roundId} one={one.value} round={round.value} onReload={reload} />
          )}
        </>
      )}
    </>
  )
}

function About({ one, round }: { one: OneInLine; round: DeskRound }) {
  const { number, rank, phase, quota, people, endsAt, hold, chosen, whyNot, own } = one
  return (
    <Card title={number} extra={<span className={`tag ${phases[phase].tone}`}>{phases[phase].word}</span>}>
      <div className="counter-facts">
        <Facts
          of={[
            { name: '位次', value: `第 ${rank} 位` },
            { name: '轮到的房', value: quotaWords(quota, round) },
            { name: '一起住', value: `${people} 人` },
            ...(phase === 'open' && endsAt ? [{ name: '选房时间到', value: moment(endsAt) }] : []),
            ...(hold
              ? [{ name: '手机上占着', value: `${flatName(hold.flat)}，到 ${moment(hold.until)}` }]
              : []),
            ...(chosen
              ? [
                  {
                    name: '选定',
                    value: `${flatName(chosen.flat)}${chosen.byOffice ? '（工作人员代选）' : ''}`,
                  },
                ]
              : []),
          ]}
        />
        {own ? (
          <Notice tone="care" title="这是您自己的号">
            请另一位工作人员办理。
          </Notice>
        ) : whyNot !== null ? (
          <Notice tone={chosen ? 'good' : 'care'} title={chosen ? '已经选好了' : '现在不能选'}>
            {whyNot}
          </Notice>
        ) : (
          <>
            <Notice tone="info" title="先核对是不是本人">
              号码是公开的，报得出号码不等于本人。到窗口的请出示证件，打电话的请说出证件号码，和下面对得上再选。选定以后不能撤回。
            </Notice>
            <Household of={one.household} />
          </>
        )}
      </div>
    </Card>
  )
}

function Household({ of }: { of: OneInLine['household'] }) {
  return (
    <Table label="这个号上的人" columns={['关系', '姓名', '证件']}>
      {of.map(({ relation, maskedName, document }, at) => (
        <tr key={at}>
          <td>{relation}</td>
          <td>{maskedName}</td>
          <td className="mono">{document}</td>
        </tr>
      ))}
    </Table>
  )
}

interface ChooseFromProps {
  roundId: string
  one: OneInLine
  round: DeskRound
  onReload(): Promise<void>
}

/** The board of the round, of which the flats that this number may take can be pressed. */
function ChooseFrom({ roundId, one, round, onReload }: ChooseFromProps) {
  const [part, setPart] = useState<string>()
  const [flat, setFlat] = useState<{ flat: BoardFlat; board: Board }>()
  const board = useLoaded(`counter board ${roundId} ${part ?? ''}`, () =>
    call('GET /rounds/:round/board', { params: { round: roundId }, query: part ? { part } : {} }),
  )
  const takes = new Set(one.takes)
  const again = async () => {
    await Promise.all([board.reload(), onReload()])
  }
  return (
    <Card
      title="选房图"
      extra={
        <span className="second counter-count">
          {`这个号现在能选 ${takes.size} 套`}
          <Button onClick={() => void again()}>刷新</Button>
        </span>
      }
    >
      <Failure error={board.error} retry={board.reload} />
      {!board.value && !board.error && <Bones what="选房图" lines={8} />}
      {board.value && (
        <>
          <PartChoice board={board.value} onChange={setPart} />
          <FlatsOfBoard
            board={board.value}
            takes={takes}
            held={one.hold?.flat.code}
            onOpen={(open) => board.value && setFlat({ flat: open, board: board.value })}
          />
          <p className="second small counter-legend">
            {`灰的不能选：有人在看、已选定、留给别的类别${one.people > 1 ? `，或住不下 ${one.people} 人` : ''}。`}
          </p>
        </>
      )}
      {flat && (
        <ChooseDialog
          {...{ roundId, one, round, ...flat }}
          onClose={() => setFlat(undefined)}
          onRefused={again}
          onDone={async () => {
            setFlat(undefined)
            await onReload()
          }}
        />
      )}
    </Card>
  )
}
