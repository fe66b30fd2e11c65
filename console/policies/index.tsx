import { bookFaults, isInForce, type Policy, type PolicyBook } from '@jucai/contract/policies/book'
import { bookDifferences } from '@jucai/contract/policies/differences'
import { runExamples, type ExampleResult } from '@jucai/contract/policies/examples'
import { Button } from 'antd'
import { useMemo, useState } from 'react'
import { Link, useSearchParams } from 'react-router-dom'
import { day, dayOf } from '../dates'
import { Icon } from '../parts/icon'
import { Bones, Empty, Failure } from '../parts/notice'
import { Card, Page } from '../parts/page'
import { Table } from '../parts/table'
import { TextField } from '../parts/text-field'
import { blankPolicy } from './blank'
import { type OnDesk, useDesk } from './desk'
import { DraftState } from './draft-state'
import { newCodeFault } from './new-code'
import './policies.css'
import { PolicyPage } from './policy'

/** How a policy stands today and in the draft. */
function Standing({ policy, changed }: { policy: Policy; changed: 'added' | 'changed' | 'removed' | null }) {
  const today = dayOf(new Date())
  const standing = isInForce(policy, today)
    ? { tone: 'good', words: '施行中' }
    : policy.inForceFrom > today
      ? { tone: 'info', words: `${day(policy.inForceFrom)}起施行` }
      : { tone: '', words: '已到期' }
  return (
    <span className="policy-tags">
      <span className={`tag ${standing.tone}`}>{standing.words}</span>
      {changed && <span className="tag star">{changed === 'added' ? '草稿里新增' : '草稿里改过'}</span>}
    </span>
  )
}

function Examples({ results, count }: { results: readonly ExampleResult[] | null; count: number }) {
  if (count === 0) return <span className="muted">没有例子</span>
  if (!results) return <span className="muted">{count} 个，条件有误，未计算</span>
  const passed = results.filter((one) => one.passed).length
  return passed === results.length ? (
    <span className="tag good">
      <Icon name="circle-check" size={15} />
      {count} 个都通过
    </span>
  ) : (
    <span className="tag bad">
      <Icon name="circle-x" size={15} />
      {results.length - passed} 个不通过
    </span>
  )
}

const judgedOf = (book: PolicyBook): ReadonlyMap<string, ExampleResult[]> | null => {
  if (bookFaults(book).length > 0) return null
  const all = new Map<string, ExampleResult[]>()
  for (const result of runExamples(book))
    all.set(result.policy.code, [...(all.get(result.policy.code) ?? []), result])
  return all
}

function List({ desk }: { desk: OnDesk }) {
  const { draft, base } = desk
  const { book, faults } = draft
  const changed = useMemo(
    () => new Map(bookDifferences(base, book).map(({ code, kind }) => [code, kind])),
    [base, book],
  )
  const judged = useMemo(() => judgedOf(book), [book])
  return (
    <Card className="flush">
      <Table label="政策" columns={['政策', '主管部门', '状态', '例子', '问题']}>
        {book.policies.map((policy) => {
          const wrong = faults.filter(({ at }) => `${at}.`.startsWith(`policies.${policy.code}.`)).length
          return (
            <tr key={policy.code}>
              <td>
                <Link to={`/policies?policy=${policy.code}`}>{policy.title}</Link>
                <div className="small second">{policy.summary}</div>
              </td>
              <td>{policy.department}</td>
              <td>
                <Standing policy={policy} changed={changed.get(policy.code) ?? null} />
              </td>
              <td>
                <Examples
                  count={policy.examples.length}
                  results={judged && (judged.get(policy.code) ?? [])}
                />
              </td>
              <td>
                {wrong > 0 ? (
                  <span className="tag bad">{wrong} 处</span>
                ) : (
                  <span className="muted">没有</span>
                )}
              </td>
            </tr>
          )
        })}
      </Table>
    </Card>
  )
}

function NewPolicy({ book }: { book: PolicyBook }) {
  const [open, setOpen] = useState(false)
  const [code, setCode] = useState('')
  const [, setSearch] = useSearchParams()
  const fault = newCodeFault(code, book.policies)
  if (!open)
    return (
      <Button icon={<Icon name="plus" />} onClick={() => setOpen(true)}>
        新增政策
      </Button>
    )
  return (
    <form
      className="policy-new"
      onSubmit={(event) => {
        event.preventDefault()
        if (!fault) setSearch({ policy: code, new: '1' })
      }}
    >
      <TextField
        label="新政策的编号"
        required
        hint="小写字母开头，可用字母、数字和横线，例如 rent-subsidy。定下后不能改。"
        fault={code ? fault : null}
        maxLength={40}
        autoFocus
        value={code}
        onChange={setCode}
      />
      <Button type="primary" htmlType="submit" disabled={fault !== null}>
        开始写
      </Button>
    </form>
  )
}

/** The library: every policy with its state, and one of them opened. */
export default function Policies() {
  const desk = useDesk()
  const { value, error, reload, saved } = desk
  const [search] = useSearchParams()
  const code = search.get('policy')
  const policy =
    value && code
      ? (value.draft.book.policies.find((one) => one.code === code) ??
        (search.get('new') ? blankPolicy(code, value.draft.book) : null))
      : null
  if (value && policy)
    return <PolicyPage key={policy.code} desk={value} policy={policy} onSaved={saved} reload={reload} />
  return (
    <Page
      wide
      title="政策库"
      lead="政策、参数和关系是一整本，先改在草稿里；试算、核对之后由两个人发布为新的版本。"
      actions={value && <NewPolicy book={value.draft.book} />}
    >
      <Failure error={error} retry={reload} />
      {!value ? (
        !error && (
          <Card>
            <Bones what="政策" lines={10} />
          </Card>
        )
      ) : code ? (
        <Empty icon="scroll-text" title="没有这项政策">
          <Link to="/policies">回到政策库</Link>
        </Empty>
      ) : (
        <>
          <DraftState desk={value} />
          <List desk={value} />
        </>
      )}
    </Page>
  )
}
