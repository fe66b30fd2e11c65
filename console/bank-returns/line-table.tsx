import type { ReturnLine } from '@jucai/contract/bank-returns'
import { lineResultLabels, lineVerdictLabels } from '@jucai/contract/ledger-vocabulary'
import { Button, Checkbox } from 'antd'
import { day } from '../dates'
import { yuan } from '../money'
import { actsColumn, Table, type Column } from '../parts/table'
import { LineStanding, VerdictTag } from './tags'

/** What can be done with lines, where something can. */
export interface LineActs {
  chosen: ReadonlySet<string>
  choose(id: string, on: boolean): void
  chooseAll(on: boolean): void
  settle(line: ReturnLine): void
  explain(line: ReturnLine): void
}

/** What the words of a line say beyond its row and verdict, which stand beside them. */
const beyondVerdict = ({ row, verdict, words }: ReturnLine): string => {
  const said = `第 ${row} 行：${lineVerdictLabels[verdict]}`
  return words.startsWith(said) ? words.slice(said.length).replace(/^：/, '') : words
}
const nameOf = (line: ReturnLine) => `第 ${line.row} 行`

function Row({ line, acts }: { line: ReturnLine; acts: LineActs | null }) {
  const isOpen = line.state === 'open'
  return (
    <tr>
      {acts && (
        <td>
          {isOpen && (
            <Checkbox
              className="pick"
              checked={acts.chosen.has(line.id)}
              onChange={(event) => acts.choose(line.id, event.target.checked)}
              aria-label={`选中${nameOf(line)}`}
            />
          )}
        </td>
      )}
      <td className="num">{line.row}</td>
      <td>
        <span className="mono">{line.runNumber ?? '—'}</span>
        {line.sequence !== null && <div className="muted small">第 {line.sequence} 笔</div>}
      </td>
      <td>
        {line.result ? lineResultLabels[line.result] : '—'}
        {line.bankSays && <div className="second small">{line.bankSays}</div>}
      </td>
      <td className="num mono">
        {line.amountFen === null ? '—' : yuan(line.amountFen)}
        {line.expectedFen !== null && line.expectedFen !== line.amountFen && (
          <div className="muted small">送出 {yuan(line.expectedFen)}</div>
        )}
      </td>
      <td className="mono second">
        {line.lastFour ? `尾号 ${line.lastFour}` : '—'}
        {line.on && <div className="muted small">{day(line.on)}</div>}
      </td>
      <td>
        <VerdictTag verdict={line.verdict} />
        <div className="second small line-words">{beyondVerdict(line)}</div>
      </td>
      <td>
        <LineStanding line={line} />
      </td>
      {acts && (
        <td className="actions">
          {isOpen && (
            <>
              <Button type="primary" onClick={() => acts.settle(line)} aria-label={`处理${nameOf(line)}`}>
                处理
              </Button>{' '}
              <Button
                onClick={() => acts.explain(line)}
                aria-label={`${line.explanation ? '改说明' : '写说明'}：${nameOf(line)}`}
              >
                {line.explanation ? '改说明' : '写说明'}
              </Button>
            </>
          )}
        </td>
      )}
    </tr>
  )
}

/** Lines of the bank by their row. */
export function LineTable({
  label,
  lines,
  acts,
}: {
  label: string
  lines: readonly ReturnLine[]
  acts: LineActs | null
}) {
  const open = lines.filter(({ state }) => state === 'open')
  const chosen = open.filter(({ id }) => acts?.chosen.has(id)).length
  const pick: Column[] = acts
    ? [
        {
          key: 'all',
          head: (
            <Checkbox
              className="pick"
              checked={open.length > 0 && chosen === open.length}
              indeterminate={chosen > 0 && chosen < open.length}
              onChange={(event) => acts.chooseAll(event.target.checked)}
              aria-label="选中列出的待处理行"
            />
          ),
        },
      ]
    : []
  return (
    <Table
      label={label}
      columns={[
        ...pick,
        { key: 'row', head: '行', className: 'num' },
        '批次',
        '银行写的结果',
        { key: 'amount', head: '金额', className: 'num' },
        '账号和日期',
        '核对',
        '处理',
        ...(acts ? [actsColumn] : []),
      ]}
    >
      {lines.map((line) => (
        <Row key={line.id} line={line} acts={acts} />
      ))}
    </Table>
  )
}
