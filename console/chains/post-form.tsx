import {
  urgencyLabels,
  type Chain,
  type ChainBook,
  type ShortagePost,
} from '@jucai/contract/chain-vocabulary'
import { Button } from 'antd'
import { call, newAttempt } from '../api'
import { useDraft } from '../draft'
import { useAct } from '../loading'
import { ChoiceField, choicesOf } from '../parts/field'
import { Failure } from '../parts/notice'
import { Card } from '../parts/page'
import { LongTextField, TextField } from '../parts/text-field'
import { isKey, keyHint, TakeOut } from './keys'
import { askedOf, RequirementFields, requirementsFrom, yearsFault } from './requirement-fields'

const saving = newAttempt()
const fenPerYuan = 100
const whole = (text: string): number => (/^\d{1,9}$/.test(text.trim()) ? Number(text.trim()) : Number.NaN)

/** A post of the catalogue that is not there yet, of a chain. */
export const newPost = ({ key, links }: Chain): ShortagePost => ({
  key: '',
  title: '',
  chain: key,
  link: links[0]?.key ?? '',
  about: '',
  requirements: {},
  payFromFenPerMonth: 0,
  payToFenPerMonth: 0,
  wanted: 1,
  urgency: 'scarce',
})

/** One post of the catalogue: what changes from one half-year to the next. Kept in this tab until it is saved. */
export function PostForm({
  book,
  post,
  isNew = false,
  revision,
  onDone,
  onClose,
}: {
  book: ChainBook
  post: ShortagePost
  isNew?: boolean
  revision: number
  onDone(): Promise<void>
  /** Shut without saving; what was typed stays in this tab. */
  onClose(): void
}) {
  const kept = useDraft(`shortage-post:${isNew ? `new-${post.chain}` : post.key}`, {
    key: post.key,
    asked: askedOf(post.requirements),
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
        { params: { shortagePost: draft.key }, body: { revision, post: body as never } },
        { attempt: saving },
      )
      kept.clear()
      await onDone()
    })
  const chain = book.chains.find(({ key }) => key === post.chain)
  const links = chain?.links ?? []
  const isComplete =
    isKey(draft.key) &&
    draft.title.trim() !== '' &&
    draft.about.trim() !== '' &&
    yearsFault(draft.asked) === null
  const faultOf = (value: number) => (Number.isNaN(value) ? '请填整数' : null)
  return (
    <Card title={isNew ? `新增岗位：${chain?.name ?? ''}` : `修改“${post.title}”`}>
      <Failure error={error} />
      {isNew && (
        <TextField
          label="岗位编号"
          required
          hint={keyHint}
          fault={draft.key === '' || isKey(draft.key) ? null : '编号的写法不对'}
          value={draft.key}
          maxLength={40}
          onChange={(key) => write({ key })}
        />
      )}
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
      <RequirementFields
        asked={draft.asked}
        onChange={(change) => write({ asked: { ...draft.asked, ...change } })}
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
          disabled={numbers.some(Number.isNaN) || from > to || !isComplete}
          onClick={() =>
            void send({
              ...post,
              key: draft.key,
              requirements: requirementsFrom(post.requirements, draft.asked),
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
        {!isNew && <TakeOut what="这个岗位" busy={busy} onYes={() => void send(null)} />}
        <Button onClick={onClose}>收起</Button>
      </div>
    </Card>
  )
}
