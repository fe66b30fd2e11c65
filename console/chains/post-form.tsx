import { urgencyLabels, type ChainBook, type ShortagePost } from '@jucai/contract/chain-vocabulary'
import { Button } from 'antd'
import { useState } from 'react'
import { call, newAttempt } from '../api'
import { useDraft } from '../draft'
import { useAct } from '../loading'
import { ChoiceField, choicesOf } from '../parts/field'
import { Failure } from '../parts/notice'
import { Card } from '../parts/page'
import { LongTextField, TextField } from '../parts/text-field'

const saving = newAttempt()
const fenPerYuan = 100
const whole = (text: string): number => (/^\d{1,9}$/.test(text.trim()) ? Number(text.trim()) : Number.NaN)

/** Takes the post out, once it is certain that this is meant. */
function TakeOut({ busy, onYes }: { busy: boolean; onYes(): void }) {
  const [asking, setAsking] = useState(false)
  if (!asking)
    return (
      <Button danger onClick={() => setAsking(true)}>
        从草稿里删去
      </Button>
    )
  return (
    <>
      <Button danger loading={busy} onClick={onYes}>
        确认删去这个岗位
      </Button>
      <Button onClick={() => setAsking(false)}>不删</Button>
    </>
  )
}

/** One post of the catalogue: what changes from one half-year to the next. Kept in this tab until it is saved. */
export function PostForm({
  book,
  post,
  revision,
  onDone,
  onClose,
}: {
  book: ChainBook
  post: ShortagePost
  revision: number
  onDone(): Promise<void>
  /** Shut without saving; what was typed stays in this tab. */
  onClose(): void
}) {
  const kept = useDraft(`shortage-post:${post.key}`, {
    title: post.title,
    about: post.about,
    link: post.link,
    urgency: post.urgency,
    wanted: String(post.wanted),
    from: String(post.payFromFenPerMonth / fenPerYuan),
    to: String(post.payToFenPerMonth / fenPerYuan),
  })
  const { draft, write } = kept
  const { busy, error, run } = useAct()
  const numbers = [draft.wanted, draft.from, draft.to].map(whole)
  const [wanted = Number.NaN, from = Number.NaN, to = Number.NaN] = numbers
  const send = (body: ShortagePost | null) =>
    run(async () => {
      await call(
        'PUT /chain-draft/shortage-posts/:shortagePost',
        { params: { shortagePost: post.key }, body: { revision, post: body as never } },
        { attempt: saving },
      )
      kept.clear()
      await onDone()
    })
  const links = book.chains.find(({ key }) => key === post.chain)?.links ?? []
  const faultOf = (value: number) => (Number.isNaN(value) ? '请填整数' : null)
  return (
    <Card title={`修改“${post.title}”`}>
      <Failure error={error} />
      <TextField
        label="岗位"
        required
        value={draft.title}
        maxLength={40}
        onChange={(title) => write({ title })}
      />
      <LongTextField
        label="做什么"
        required
        value={draft.about}
        maxLength={400}
        onChange={(about) => write({ about })}
      />
      <ChoiceField
        label="环节"
        required
        value={draft.link}
        options={links.map(({ key, name }) => ({ value: key, label: name }))}
        onChange={(link) => write({ link })}
      />
      <ChoiceField
        label="紧缺程度"
        required
        value={draft.urgency}
        options={choicesOf(urgencyLabels)}
        onChange={(urgency) => write({ urgency: urgency || undefined })}
      />
      <TextField
        label="想招几人"
        required
        fault={faultOf(wanted)}
        value={draft.wanted}
        onChange={(text) => write({ wanted: text })}
      />
      <TextField
        label="薪酬下限，元/月"
        required
        fault={faultOf(from)}
        value={draft.from}
        onChange={(text) => write({ from: text })}
      />
      <TextField
        label="薪酬上限，元/月"
        required
        fault={faultOf(to) ?? (from > to ? '上限低于下限，请检查' : null)}
        value={draft.to}
        onChange={(text) => write({ to: text })}
      />
      <div className="form-actions">
        <Button
          type="primary"
          loading={busy}
          disabled={numbers.some(Number.isNaN)}
          onClick={() =>
            void send({
              ...post,
              title: draft.title,
              about: draft.about,
              link: draft.link,
              urgency: draft.urgency,
              wanted,
              payFromFenPerMonth: from * fenPerYuan,
              payToFenPerMonth: to * fenPerYuan,
            })
          }
        >
          存到草稿
        </Button>
        <TakeOut busy={busy} onYes={() => void send(null)} />
        <Button onClick={onClose}>收起</Button>
      </div>
    </Card>
  )
}
