import { factsOf } from '@jucai/contract/policies/criteria'
import { definitionFaults, factKindLabels, type FactDefinition } from '@jucai/contract/policies/facts'
import type { Policy, PolicyBook } from '@jucai/contract/policies/book'
import { App, Button, Checkbox, InputNumber } from 'antd'
import { useState } from 'react'
import { useSearchParams } from 'react-router-dom'
import { call, newAttempt } from '../api'
import { useAct } from '../loading'
import { Field } from '../parts/field'
import { Bones, Empty, Failure, Notice } from '../parts/notice'
import { Card, Page } from '../parts/page'
import { TextField } from '../parts/text-field'
import { useDesk, useTyped, withOne } from './desk'
import { DraftState } from './draft-state'
import { FactTypeFields, typeOf } from './fact-type'
import { Names } from './names'
import { newCodeFault } from './new-code'
import './policies.css'
import { Refusal } from './refusal'

const saving = newAttempt()

const asksFor = ({ criterion, amounts }: Policy, code: string): boolean =>
  [criterion, ...amounts.map(({ when }) => when ?? null)].some(
    (one) => one !== null && factsOf(one).includes(code),
  )
const blankFact = (code: string): FactDefinition => ({
  code,
  label: '',
  question: '',
  type: typeOf('boolean'),
})
/** What keeps a fact from being saved, each as a sentence. */
const missingOf = ({ label, question, type }: FactDefinition): string[] => [
  ...(label.trim() ? [] : ['还没有写名称']),
  ...(question.trim() ? [] : ['还没有写怎么问']),
  ...(type.kind === 'choice' && type.options.some((one) => !one.label.trim() || !one.value.trim())
    ? ['每个选项都要写文字和编号']
    : []),
]

interface Part {
  fact: FactDefinition
  set(fact: FactDefinition): void
}
function Words({ fact, set }: Part) {
  return (
    <div className="form-grid">
      <TextField
        label="名称"
        required
        hint="是个名词，例如：最高学历"
        maxLength={30}
        value={fact.label}
        onChange={(label) => set({ ...fact, label })}
      />
      <TextField
        label="怎么问"
        required
        hint="用“你”，刚毕业的人一读就懂，例如：你的最高学历是什么？"
        maxLength={120}
        value={fact.question}
        onChange={(question) => set({ ...fact, question })}
      />
    </div>
  )
}
function Lasting({ fact, set }: Part) {
  const { validForMonths: _, ...unlimited } = fact
  const { fixed: __, ...changeable } = fact
  return (
    <>
      <Field label="几个月后要重新确认" hint="收入、住房这些会变的要填；留空表示一直算数。">
        {(control) => (
          <InputNumber
            {...control}
            min={1}
            max={600}
            precision={0}
            suffix="个月"
            className="policy-number"
            value={fact.validForMonths ?? null}
            onChange={(months) => set(months ? { ...fact, validForMonths: months } : unlimited)}
          />
        )}
      </Field>
      <Checkbox
        className="check"
        checked={fact.fixed ?? false}
        onChange={({ target }) => set(target.checked ? { ...fact, fixed: true } : changeable)}
      >
        本人改变不了，例如出生日期：不会建议人去改变它
      </Checkbox>
    </>
  )
}

type Desk = ReturnType<typeof useDesk>
/** One fact of the draft: what it is called, how it is asked, what may be answered, how long that is believed. */
function FactCard({ desk, fact }: { desk: Desk; fact: FactDefinition }) {
  const { value: looked, saved, reload } = desk
  const typed = useTyped(`fact:${fact.code}`, fact)
  const { busy, error, run } = useAct()
  const { message } = App.useApp()
  const [, setSearch] = useSearchParams()
  if (!looked) return null
  const { draft, base } = looked
  const { book } = draft
  const { value, dirty } = typed
  const published = base.facts.find(({ code }) => code === fact.code) ?? null
  const isKept = book.facts.some(({ code }) => code === fact.code)
  const used = book.policies.filter((policy) => asksFor(policy, fact.code))
  const missing = missingOf(value)
  const faults = missing.length > 0 ? [] : definitionFaults([value])
  const put = (one: FactDefinition | null) =>
    call(
      'PUT /policy-draft/facts/:code',
      { params: { code: fact.code }, body: { revision: draft.revision, fact: one as never } },
      { attempt: saving },
    )
  const save = () =>
    run(async () => {
      saved(await put(value), { ...book, facts: withOne(book.facts, value) })
      typed.clear()
      setSearch({ fact: fact.code }, { replace: true })
      void message.success('已存进草稿')
    })
  const remove = () =>
    run(async () => {
      saved(await put(null), { ...book, facts: book.facts.filter(({ code }) => code !== fact.code) })
      typed.clear()
      setSearch({})
    })
  return (
    <Card title={value.label || '新的事实'}>
      <p className="second small">
        编号 <code>{fact.code}</code>。
        {used.length > 0 ? `用在：${used.map(({ title }) => title).join('、')}。` : '还没有政策用它。'}
        登记资料和办理记录里有的由系统带出，其余请本人回答。
      </p>
      {typed.moved && (
        <Notice
          tone="care"
          title="您开始写之后，同事改过这项事实"
          action={<Button onClick={typed.clear}>看同事改的</Button>}
        >
          您写的内容还在；存进草稿会换掉同事改的。
        </Notice>
      )}
      <div className="fact-words">
        <Words fact={value} set={typed.write} />
      </div>
      <FactTypeFields
        type={value.type}
        published={published?.type ?? null}
        onChange={(type) => typed.write({ ...value, type })}
      />
      <Lasting fact={value} set={typed.write} />
      {dirty &&
        [...missing, ...faults.map(({ message: words }) => words)].map((words) => (
          <div key={words} className="fault">
            {words}
          </div>
        ))}
      <Refusal error={error} reload={reload} />
      <div className="form-actions">
        <Button
          type="primary"
          loading={busy}
          disabled={!dirty || missing.length > 0}
          onClick={() => void save()}
        >
          存进草稿
        </Button>
        {dirty && <Button onClick={typed.clear}>放弃改动</Button>}
        {isKept && !published && used.length === 0 && (
          <Button type="text" danger disabled={busy} onClick={() => void remove()}>
            从草稿里删去{fact.label}
          </Button>
        )}
      </div>
    </Card>
  )
}

function NewFact({ book }: { book: PolicyBook }) {
  const [code, setCode] = useState('')
  const [, setSearch] = useSearchParams()
  const fault = newCodeFault(code, book.facts)
  return (
    <details className="policy-part">
      <summary>新增事实</summary>
      <TextField
        label="新事实的编号"
        required
        hint="小写字母开头，定下后不能改，例如 monthlyRent"
        fault={code ? fault : null}
        maxLength={40}
        value={code}
        onChange={setCode}
      />
      <Button
        disabled={fault !== null}
        onClick={() => {
          setSearch({ fact: code, new: '1' })
          setCode('')
        }}
      >
        开始写
      </Button>
    </details>
  )
}

const namesIn = ({ facts }: PolicyBook) =>
  facts.map(({ code, label, type }) => ({ code, label, aside: factKindLabels[type.kind] }))

/** Everything that conditions may ask of people. */
export default function PolicyFacts() {
  const desk = useDesk()
  const { value, error, reload } = desk
  const [search, setSearch] = useSearchParams()
  const facts = value?.draft.book.facts ?? []
  const code = search.get('fact')
  const chosen =
    facts.find((one) => one.code === code) ?? (code && search.get('new') ? blankFact(code) : facts[0])
  return (
    <Page
      wide
      title="政策事实"
      lead="判断政策要知道的每一项情况：叫什么，怎么问，怎么回答，多久要重新确认。条件只能用这里有的。"
    >
      <Failure error={error} retry={reload} />
      {!value ? (
        !error && (
          <Card>
            <Bones what="事实" lines={8} />
          </Card>
        )
      ) : (
        <>
          <DraftState desk={value} />
          <div className="parameter-grid">
            <div>
              <Names
                what="事实"
                names={namesIn(value.draft.book)}
                chosen={chosen?.code ?? ''}
                onChoose={(one) => setSearch({ fact: one })}
              />
              <Card>
                <NewFact book={value.draft.book} />
              </Card>
            </div>
            {chosen ? (
              <FactCard key={chosen.code} desk={desk} fact={chosen} />
            ) : (
              <Empty icon="search" title="还没有事实" />
            )}
          </div>
        </>
      )}
    </Page>
  )
}
