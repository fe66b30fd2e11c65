import type { QueueItem } from '@jucai/contract/review'
import { Button, Checkbox } from 'antd'
import { Link } from 'react-router-dom'
import { moment } from '../dates'
import { DueWords, StateTag } from '../parts/due'
import { Icon } from '../parts/icon'
import { actsColumn, Table } from '../parts/table'

/** The acts a row offers. */
interface RowActs {
  claim(item: QueueItem): void
  choose(id: string, on: boolean): void
  focus(index: number): void
  leave(): void
}

const whoHas = ({ claimedByMe, claimedBy, assignedTo }: QueueItem) => {
  if (claimedByMe)
    return (
      <span className="tag good">
        <Icon name="hand" size={15} />
        我在办
      </span>
    )
  if (claimedBy)
    return (
      <span className="tag">
        <Icon name="user-round" size={15} />
        {claimedBy.name}在办
      </span>
    )
  return assignedTo ? (
    <span className="second">分派给{assignedTo.name}</span>
  ) : (
    <span className="muted">没人认领</span>
  )
}

function Row({
  item,
  index,
  current,
  chosen,
  mayChoose,
  busy,
  acts,
}: {
  item: QueueItem
  index: number
  current: boolean
  chosen: boolean
  mayChoose: boolean
  busy: boolean
  acts: RowActs
}) {
  return (
    <tr
      className={`${current ? 'current' : ''} ${item.due.overdue ? 'overdue' : ''}`}
      onFocus={() => acts.focus(index)}
    >
      {mayChoose && (
        <td>
          <Checkbox
            className="pick"
            checked={chosen}
            onChange={(event) => acts.choose(item.id, event.target.checked)}
            aria-label={`选中 ${item.number}`}
          />
        </td>
      )}
      <td>
        <Link id={`case-${index}`} to={`/cases/${item.id}`} className="mono case-link" onClick={acts.leave}>
          {item.number}
        </Link>
      </td>
      <td>{item.maskedName}</td>
      <td>
        {item.programTitle}
        {item.station && <div className="muted small">{item.station.name}</div>}
      </td>
      <td>
        <StateTag state={item.state} />
      </td>
      <td>
        <DueWords due={item.due} />
      </td>
      <td className="second mono">{moment(item.submittedAt)}</td>
      <td>{whoHas(item)}</td>
      <td className="actions">
        {item.claimedByMe ? (
          <Button
            type="link"
            loading={busy}
            onClick={() => acts.claim(item)}
            aria-label={`放回 ${item.number}`}
          >
            放回
          </Button>
        ) : (
          <Button
            type="link"
            loading={busy}
            disabled={item.claimedBy !== null}
            onClick={() => acts.claim(item)}
            aria-label={`认领 ${item.number}`}
          >
            认领
          </Button>
        )}
      </td>
    </tr>
  )
}

/** The queue as a table with a header that stays. */
export function QueueTable({
  items,
  current,
  chosen,
  mayChoose,
  busyId,
  acts,
  onChooseAll,
}: {
  items: readonly QueueItem[]
  current: number
  chosen: ReadonlySet<string>
  mayChoose: boolean
  busyId: string | null
  acts: RowActs
  onChooseAll(on: boolean): void
}) {
  const all = items.length > 0 && items.slice(0, 100).every(({ id }) => chosen.has(id))
  const chooseAll = (
    <Checkbox
      className="pick"
      checked={all}
      indeterminate={!all && chosen.size > 0}
      onChange={(event) => onChooseAll(event.target.checked)}
      aria-label="选中列出的申请，最多 100 件"
    />
  )
  return (
    <Table
      label="待办列表"
      className="queue"
      whole
      columns={[
        ...(mayChoose ? [{ key: 'all', head: chooseAll }] : []),
        '编号',
        '申请人',
        '项目',
        '状态',
        '期限',
        '提交时间',
        '办理人',
        actsColumn,
      ]}
    >
      {items.map((item, index) => (
        <Row
          key={item.id}
          item={item}
          index={index}
          current={index === current}
          chosen={chosen.has(item.id)}
          mayChoose={mayChoose}
          busy={busyId === item.id}
          acts={acts}
        />
      ))}
    </Table>
  )
}
