import type { DraftSaved } from '@jucai/contract/policy-office'
import type { BookRule, PolicyBook } from '@jucai/contract/policies/book'
import { policiesOfRule } from '@jucai/contract/policies/office-words'
import { App, Button } from 'antd'
import { call, newAttempt } from '../api'
import { useAct } from '../loading'
import { Bones, Empty, Failure } from '../parts/notice'
import { Card, Page } from '../parts/page'
import { useDesk, type OnDesk } from './desk'
import { DraftState } from './draft-state'
import { NewRule } from './new-rule'
import './policies.css'
import { Refusal } from './refusal'
import './rules.css'
import { RulesPicture, RuleWords } from './rules-picture'

const saving = newAttempt()

function Content({
  desk,
  onSaved,
  reload,
}: {
  desk: OnDesk
  onSaved(told: DraftSaved, book: PolicyBook): void
  reload(): Promise<void>
}) {
  const { book, revision, faults } = desk.draft
  const { busy, error, run } = useAct()
  const { message } = App.useApp()
  const save = (rules: readonly BookRule[]) =>
    run(async () => {
      const told = await call(
        'PUT /policy-draft/rules',
        { body: { revision, rules: rules as never } },
        { attempt: saving },
      )
      onSaved(told, { ...book, rules })
      void message.success('已存进草稿')
    })
  const wrong = faults.filter(({ at }) => at.startsWith('rules.'))
  const free = book.policies.filter(
    ({ code }) => !book.rules.some((rule) => policiesOfRule(rule).includes(code)),
  )
  return (
    <>
      <DraftState desk={desk} />
      {wrong.map(({ message: words }) => (
        <div key={words} className="fault">
          {words}
        </div>
      ))}
      <Refusal error={error} reload={reload} />
      <Card title="一张图">
        {book.rules.length > 0 ? (
          <RulesPicture book={book} />
        ) : (
          <Empty icon="handshake" title="政策之间还没有规则">
            每一项都可以同时享受。
          </Empty>
        )}
        {free.length > 0 && (
          <p className="second small">不受任何规则限制：{free.map(({ title }) => title).join('、')}</p>
        )}
      </Card>
      <Card title={`${book.rules.length} 条规则`}>
        <ul className="rule-list">
          {book.rules.map((rule, at) => (
            <li key={at}>
              <RuleWords rule={rule} book={book} />
              <Button
                type="text"
                danger
                disabled={busy}
                onClick={() => void save(book.rules.filter((_, other) => other !== at))}
              >
                删去<span className="visually-hidden">第 {at + 1} 条</span>
              </Button>
            </li>
          ))}
        </ul>
        <NewRule book={book} busy={busy} onAdd={(rule) => save([...book.rules, rule])} />
      </Card>
    </>
  )
}

/** How policies stand to one another: a picture, and every rule as a sentence. */
export default function Rules() {
  const { value, error, reload, saved } = useDesk()
  return (
    <Page
      wide
      title="政策关系"
      lead="哪些只能选一项、合计封顶多少、同时享受时减按几成、谁是谁的前提。每一条都要有出处。"
    >
      <Failure error={error} retry={reload} />
      {value ? (
        <Content desk={value} onSaved={saved} reload={reload} />
      ) : (
        !error && (
          <Card>
            <Bones what="规则" lines={8} />
          </Card>
        )
      )}
    </Page>
  )
}
