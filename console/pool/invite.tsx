import { ProblemError } from '@jucai/contract/client'
import type { PoolPerson, SentInvitation } from '@jucai/contract/pool'
import { poolLimits } from '@jucai/contract/pool-vocabulary'
import { addDays } from '@jucai/contract/policies/days'
import { Input, Modal } from 'antd'
import { useState } from 'react'
import { call, newAttempt } from '../api'
import { dayOf } from '../dates'
import { useAct, useLoaded } from '../loading'
import { ChoiceField, Field, withNone } from '../parts/field'
import { Failure } from '../parts/notice'
import { LongTextField, TextField } from '../parts/text-field'
import { useKeptForm } from './kept-form'

const inviting = newAttempt()
const length = (text: string) => [...text.trim()].length
const usualDays = 7

type Letter = Record<
  'subject' | 'text' | 'contactName' | 'contactPhone' | 'answerBy' | 'post' | 'postWords',
  string
>
const emptyLetter = (): Letter => ({
  subject: '',
  text: '',
  contactName: '',
  contactPhone: '',
  answerBy: addDays(dayOf(new Date()), usualDays),
  post: '',
  postWords: '',
})
const faultsOf = ({ subject, text, contactName, contactPhone, answerBy }: Letter): Partial<Letter> => ({
  ...(length(subject) < 2 ? { subject: '一句话说清邀请什么' } : {}),
  ...(length(text) < 10 ? { text: '写清做什么、在哪里、什么待遇，至少 10 个字' } : {}),
  ...(length(contactName) < 2 ? { contactName: '写联系人的姓名，对方好称呼' } : {}),
  ...(length(contactPhone) < 5 ? { contactPhone: '写能打通的电话' } : {}),
  ...(answerBy ? {} : { answerBy: '选一个最晚答复日' }),
})

/** The public post that somebody is invited to: whoever is invited reads it, and may apply for it. */
function PostField({
  typed,
  fault,
  onChange,
}: {
  typed: Letter
  fault: string | undefined
  onChange(part: Partial<Letter>): void
}) {
  const words = typed.postWords.trim()
  const found = useLoaded(words.length < 2 ? null : `invite posts ${words}`, () =>
    call('GET /posts', { query: { q: words, limit: 10 } }),
  )
  const options = (found.value?.items ?? []).map((one) => ({
    value: one.id,
    label: `${one.title}，${one.employer.name}`,
  }))
  const isListed = options.some(({ value }) => value === typed.post)
  return (
    <>
      <TextField
        label="找公开的岗位"
        hint="邀请对方去某个公开的岗位才用；写两个字以上"
        maxLength={40}
        value={typed.postWords}
        onChange={(postWords) => onChange({ postWords })}
      />
      {(options.length > 0 || typed.post) && (
        <ChoiceField
          label="邀请去哪个岗位"
          fault={fault}
          value={typed.post}
          options={withNone('不指哪个岗位', [
            ...options,
            ...(typed.post && !isListed ? [{ value: typed.post, label: '已经选的岗位' }] : []),
          ])}
          onChange={(id) => {
            const chosen = found.value?.items.find((one) => one.id === id)
            onChange({ post: id, ...(chosen && !typed.subject ? { subject: chosen.title } : {}) })
          }}
        />
      )}
    </>
  )
}

/** Writes an invitation to one person; what is typed stays in this tab until it is sent. */
export function Invite({
  searchId,
  person,
  onSent,
  onClose,
}: {
  searchId: string
  person: PoolPerson
  onSent(sent: SentInvitation): void
  onClose(): void
}) {
  const { typed, type, clear } = useKeptForm(`letter:${searchId}`, emptyLetter())
  const [faults, setFaults] = useState<Partial<Letter>>({})
  const { busy, error, run } = useAct()
  const change = (part: Partial<Letter>) => {
    type(part)
    setFaults({})
  }
  const { post, postWords: _words, ...letter } = typed
  const send = async () => {
    const found = faultsOf(typed)
    setFaults(found)
    if (Object.keys(found).length > 0) return
    await run(async () => {
      try {
        const sent = await call(
          'POST /pool/searches/:search/invitations',
          { params: { search: searchId }, body: { person: person.id, ...letter, ...(post ? { post } : {}) } },
          { attempt: inviting },
        )
        clear()
        onSent(sent)
      } catch (problem) {
        const named = problem instanceof ProblemError ? problem.errors : []
        if (named.length === 0) throw problem
        setFaults(Object.fromEntries(named.map(({ pointer, detail }) => [pointer.slice(1), detail])))
      }
    })
  }
  const today = dayOf(new Date())
  return (
    <Modal
      open
      title={`邀请 ${person.maskedName}`}
      okText="发出邀请"
      cancelText="先不发"
      confirmLoading={busy}
      onOk={() => void send()}
      onCancel={onClose}
    >
      <p className="dialog-lead">
        对方在手机上收到，可以接受、谢绝或不答复。接受时对方选择给哪个电话，那时才显示姓名。写到一半关掉也不会丢。
      </p>
      <PostField typed={typed} fault={faults.post} onChange={change} />
      <TextField
        label="邀请什么"
        required
        fault={faults.subject}
        maxLength={60}
        autoFocus
        value={typed.subject}
        onChange={(subject) => change({ subject })}
      />
      <LongTextField
        label="内容"
        required
        hint="做什么、在哪里、什么待遇，接受以后会发生什么"
        fault={faults.text}
        rows={5}
        maxLength={2000}
        value={typed.text}
        onChange={(text) => change({ text })}
      />
      <div className="form-grid">
        <TextField
          label="联系人"
          required
          fault={faults.contactName}
          maxLength={60}
          value={typed.contactName}
          onChange={(contactName) => change({ contactName })}
        />
        <TextField
          label="联系电话"
          required
          hint="对方也可以直接打来问"
          fault={faults.contactPhone}
          maxLength={20}
          value={typed.contactPhone}
          onChange={(contactPhone) => change({ contactPhone })}
        />
      </div>
      <Field
        label="最晚答复日"
        required
        hint="前一天提醒一次，到期自动结束，不再打扰"
        fault={faults.answerBy ?? null}
      >
        {(control) => (
          <Input
            {...control}
            type="date"
            min={addDays(today, 1)}
            max={addDays(today, poolLimits.answerWithinDays)}
            value={typed.answerBy}
            onChange={(event) => change({ answerBy: event.target.value })}
          />
        )}
      </Field>
      <Failure error={error} />
    </Modal>
  )
}
