import { bookFaults, type Policy, type PolicyBook } from '@jucai/contract/policies/book'
import type { DraftSaved } from '@jucai/contract/policy-office'
import { bookDifferences } from '@jucai/contract/policies/differences'
import { App, Button } from 'antd'
import { useMemo } from 'react'
import { Link, useNavigate } from 'react-router-dom'
import { call, newAttempt } from '../api'
import { useAct } from '../loading'
import { Notice } from '../parts/notice'
import { Card, Page } from '../parts/page'
import { Amounts } from './amounts'
import { Clauses } from './clauses'
import { Condition } from './condition'
import { useTyped, withOne, type OnDesk } from './desk'
import { Differences } from './differences'
import { Examples } from './examples'
import { Refusal } from './refusal'
import { Texts } from './texts'

const saving = newAttempt()
const linesOf = (text: string): string[] => text.split('\n').filter((line) => line.trim() !== '')

const tidied = (policy: Policy): Policy => ({
  ...policy,
  papers: linesOf(policy.papers.join('\n')),
  conditions: linesOf(policy.conditions.join('\n')),
  keywords: linesOf(policy.keywords.join('\n')),
})
const fitting = (book: PolicyBook, policy: Policy): PolicyBook => ({
  ...book,
  policies: withOne(book.policies, policy),
})

/** One policy of the draft: its texts, what it asks for and gives, and the examples that hold it to its words. */
export function PolicyPage({
  desk,
  policy,
  onSaved,
  reload,
}: {
  desk: OnDesk
  policy: Policy
  onSaved(told: DraftSaved, book: PolicyBook): void
  reload(): Promise<void>
}) {
  const { draft, base } = desk
  const typed = useTyped(`policy:${policy.code}`, policy)
  const { value, dirty } = typed
  const { busy, error, run } = useAct()
  const { message } = App.useApp()
  const navigate = useNavigate()
  const set = (change: Partial<Policy>) => typed.write({ ...value, ...change })
  const book = useMemo(() => fitting(draft.book, value), [draft.book, value])
  const faults = useMemo(
    () =>
      bookFaults(book).filter(
        ({ at }) => at === 'policies' || `${at}.`.startsWith(`policies.${value.code}.`),
      ),
    [book, value.code],
  )
  const isNew = !base.policies.some(({ code }) => code === policy.code)
  const isKept = draft.book.policies.some(({ code }) => code === policy.code)
  const changes = useMemo(
    () => bookDifferences(base, book).filter(({ code }) => code === policy.code),
    [base, book, policy.code],
  )
  const put = (one: Policy | null) =>
    call(
      'PUT /policy-draft/policies/:code',
      { params: { code: policy.code }, body: { revision: draft.revision, policy: one as never } },
      { attempt: saving },
    )
  const save = () =>
    run(async () => {
      const one = tidied(value)
      onSaved(await put(one), fitting(draft.book, one))
      typed.clear()
      void message.success('已存进草稿')
      void navigate(`/policies?policy=${policy.code}`, { replace: true })
    })
  const remove = () =>
    run(async () => {
      const policies = draft.book.policies.filter(({ code }) => code !== policy.code)
      onSaved(await put(null), { ...draft.book, policies })
      typed.clear()
      void navigate('/policies')
    })
  return (
    <Page
      wide
      title={value.title || '新的政策'}
      lead={
        <>
          <Link to="/policies">政策库</Link> · 编号 <code>{policy.code}</code>
          {dirty && ' · 有还没存进草稿的改动，关掉页面也在'}
        </>
      }
      actions={
        <>
          {isNew && isKept && (
            <Button danger onClick={() => void remove()}>
              从草稿里删去
            </Button>
          )}
          {dirty && <Button onClick={typed.clear}>放弃改动</Button>}
          <Button type="primary" loading={busy} disabled={!dirty} onClick={() => void save()}>
            存进草稿
          </Button>
        </>
      }
    >
      <Refusal error={error} reload={reload} />
      {typed.moved && (
        <Notice
          tone="care"
          title="您开始写之后，同事改过这项政策"
          action={<Button onClick={typed.clear}>看同事改的</Button>}
        >
          您写的内容还在；存进草稿会换掉同事改的。
        </Notice>
      )}
      {faults.length > 0 && (
        <Notice tone="bad" title={`${faults.length} 处问题，改好之前不能发布`}>
          <ul>
            {faults.map(({ at, message: words }) => (
              <li key={`${at}${words}`}>{words}</li>
            ))}
          </ul>
        </Notice>
      )}
      <div className="policy-grid">
        <div>
          <Texts policy={value} set={set} />
          <Clauses clauses={value.clauses} onChange={(clauses) => set({ clauses })} />
          <Condition book={book} policy={value} set={set} />
          <Amounts book={book} policy={value} set={set} />
        </div>
        <div>
          <Examples book={book} policy={value} sound={faults.length === 0} set={set} />
          {changes.length > 0 && (
            <Card title={`和第 ${draft.basedOn} 版比`}>
              <Differences things={changes} />
            </Card>
          )}
        </div>
      </div>
    </Page>
  )
}
