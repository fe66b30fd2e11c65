import type { LineTicket } from '@jucai/contract/choosing'
import { Button } from 'antd'
import { useState, type FormEvent } from 'react'
import { call } from '../api'
import { moment } from '../dates'
import { useLoaded } from '../loading'
import { Facts } from '../parts/facts'
import { Bones, Empty, Failure } from '../parts/notice'
import { Card } from '../parts/page'
import { PagesFoot, usePages } from '../parts/pages'
import { actsColumn, Table } from '../parts/table'
import { TextField } from '../parts/text-field'
import { phases, quotaWords, ticketNumberOf } from './words'

interface LineProps {
  roundId: string
  onOpen(number: string): void
}

/** The line of a round: how far it is, finding a number, and who is called. */
export function LineOfRound({ roundId, onOpen }: LineProps) {
  const params = { round: roundId }
  const line = useLoaded(`line ${roundId}`, () => call('GET /rounds/:round/line', { params }))
  const round = useLoaded(`round ${roundId}`, () => call('GET /round-desk/:round', { params }))
  const pages = usePages<LineTicket>(`line tickets ${roundId}`, (after) =>
    call('GET /rounds/:round/line-tickets', { params, query: { after, limit: 50 } }),
  )
  const error = line.error ?? round.error
  const reload = () => Promise.all([line.reload(), round.reload(), pages.restart()])
  return (
    <>
      <Card title="选到哪里了" extra={<Button onClick={() => void reload()}>刷新</Button>}>
        <Failure error={error} retry={reload} />
        {!line.value && !error && <Bones what="选到哪里了" lines={2} />}
        {line.value && (
          <Facts
            of={[
              { name: '空着', value: `${line.value.free} 套` },
              { name: '有人在看', value: `${line.value.held} 套` },
              { name: '已选定', value: `${line.value.chosen} 套` },
              ...(line.value.callsFrom
                ? [{ name: '夜里不叫号', value: `${moment(line.value.callsFrom)} 接着叫` }]
                : []),
            ]}
          />
        )}
        <Find onOpen={onOpen} />
      </Card>
      <Card title="轮到的号（没有名字）" className="flush titled">
        {pages.items.length > 0 && round.value && (
          <Table
            label="轮到的号"
            columns={[
              '号',
              { key: 'rank', head: '位次', className: 'num' },
              '现在',
              '时间',
              '轮到的房',
              actsColumn,
            ]}
          >
            {pages.items.map(({ number, rank, phase, quota, opensAt, endsAt, longerSlot }) => (
              <tr key={number}>
                <td className="mono">{number}</td>
                <td className="num">{rank}</td>
                <td>
                  <span className={`tag ${phases[phase].tone}`}>{phases[phase].word}</span>
                </td>
                <td className="second mono">
                  {opensAt && endsAt ? `${moment(opensAt)} 到 ${moment(endsAt)}` : '—'}
                  {longerSlot && <div className="muted small">选房时间长一点</div>}
                </td>
                <td>{round.value && quotaWords(quota, round.value)}</td>
                <td className="actions">
                  <Button size="small" onClick={() => onOpen(number)}>{`打开 ${number}`}</Button>
                </td>
              </tr>
            ))}
          </Table>
        )}
        <PagesFoot
          pages={pages}
          what="轮到的号"
          empty={
            <Empty icon="users" title="没有还要选房的号">
              轮到的都选好了，或房选完了。已经选好、候补的号，可以按号码找。
            </Empty>
          }
        />
      </Card>
    </>
  )
}

function Find({ onOpen }: Pick<LineProps, 'onOpen'>) {
  const [text, setText] = useState('')
  const [tried, setTried] = useState(false)
  const number = ticketNumberOf(text)
  const send = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (number) onOpen(number)
  }
  return (
    <form className="counter-find" role="search" aria-label="找号" onSubmit={send}>
      <TextField
        label="按号码找"
        required
        hint="手机上“我的号”里有，例如 T000042，只打 42 也行"
        fault={tried && !number ? '请填写号码，例如 T000042' : null}
        maxLength={12}
        value={text}
        onChange={setText}
      />
      <Button type="primary" htmlType="submit">
        找这个号
      </Button>
    </form>
  )
}
