import type { Chain, ChainLink } from '@jucai/contract/chain-vocabulary'
import { mostOfChains } from '@jucai/contract/chain-vocabulary'
import { Button } from 'antd'
import { call, newAttempt } from '../api'
import { useDraft } from '../draft'
import { useAct } from '../loading'
import { Failure } from '../parts/notice'
import { Card } from '../parts/page'
import { LongTextField, TextField } from '../parts/text-field'
import { isKey, keyHint, TakeOut } from './keys'
import { Members } from './members'
import './chains.css'

const saving = newAttempt()
/** A chain that is not there yet. */
export const newChain: Chain = { key: '', name: '', about: '', links: [] }

/** A link as it is written; `isNew` while its key may still be changed. */
type Written = ChainLink & { isNew?: boolean }

/** Which other links it feeds. */
function Feeds({
  link,
  others,
  onChange,
}: {
  link: Written
  others: readonly Written[]
  onChange(feeds: readonly string[]): void
}) {
  if (others.length === 0) return null
  return (
    <fieldset className="field">
      <legend>{`${link.name || '这个环节'}供给谁`}</legend>
      {others.map(({ key, name }) => (
        <label key={key} className="chain-feed">
          <input
            type="checkbox"
            checked={link.feeds.includes(key)}
            onChange={({ target }) =>
              onChange(target.checked ? [...link.feeds, key] : link.feeds.filter((one) => one !== key))
            }
          />{' '}
          {name || key}{' '}
        </label>
      ))}
    </fieldset>
  )
}

function LinkFields({
  link,
  at,
  links,
  onChange,
  onMove,
  onRemove,
}: {
  link: Written
  at: number
  links: readonly Written[]
  onChange(change: Partial<Written>): void
  onMove(by: -1 | 1): void
  onRemove(): void
}) {
  const called = link.name || `第 ${at + 1} 个环节`
  return (
    <section>
      <h3>{called}</h3>
      {link.isNew && (
        <TextField
          label={`环节 ${at + 1} 的编号`}
          required
          hint={keyHint}
          fault={link.key === '' || isKey(link.key) ? null : '编号的写法不对'}
          maxLength={40}
          value={link.key}
          onChange={(key) => onChange({ key })}
        />
      )}
      <TextField
        label={`环节 ${at + 1} 的名称`}
        required
        maxLength={20}
        value={link.name}
        onChange={(name) => onChange({ name })}
      />
      <TextField
        label={`${called}做什么`}
        required
        maxLength={200}
        value={link.about}
        onChange={(about) => onChange({ about })}
      />
      <Feeds
        link={link}
        others={links.filter((one) => one !== link && one.key !== '')}
        onChange={(feeds) => onChange({ feeds })}
      />
      <Members link={called} members={link.members} onChange={(members) => onChange({ members })} />
      <div className="form-actions">
        <Button size="small" disabled={at === 0} aria-label={`${called}移到前面`} onClick={() => onMove(-1)}>
          往前
        </Button>
        <Button
          size="small"
          disabled={at === links.length - 1}
          aria-label={`${called}移到后面`}
          onClick={() => onMove(1)}
        >
          往后
        </Button>
        <Button size="small" danger aria-label={`去掉环节“${called}”`} onClick={onRemove}>
          去掉这个环节
        </Button>
      </div>
    </section>
  )
}

const swapped = (links: readonly Written[], at: number, by: -1 | 1): Written[] => {
  const next = [...links]
  const [one, other] = [next[at], next[at + by]]
  if (one && other) [next[at], next[at + by]] = [other, one]
  return next
}
/** Without a link, which nobody feeds any more. */
const without = (links: readonly Written[], at: number): Written[] => {
  const key = links[at]?.key
  return links
    .filter((_, index) => index !== at)
    .map((one) => ({ ...one, feeds: one.feeds.filter((fed) => fed !== key) }))
}

/** What is wrong before anything is sent; the rest is said of the whole draft. */
const faultOf = (chain: { key: string; name: string; about: string; links: readonly Written[] }) => {
  if (!isKey(chain.key)) return `产业链的编号：${keyHint}`
  if (!chain.name.trim() || !chain.about.trim()) return '产业链要有名称和一句说明'
  if (chain.links.length === 0) return '至少写一个环节'
  const wrong = chain.links.findIndex(({ key, name, about }) => !isKey(key) || !name.trim() || !about.trim())
  if (wrong >= 0) return `第 ${wrong + 1} 个环节要有编号、名称和做什么`
  const keys = chain.links.map(({ key }) => key)
  return new Set(keys).size === keys.length ? null : '有两个环节的编号一样'
}

/** One chain: its links, whom each feeds, and who is in it. Kept in this tab until it is saved. */
export function ChainForm({
  chain,
  isNew,
  revision,
  onDone,
  onClose,
}: {
  chain: Chain
  isNew: boolean
  revision: number
  onDone(): Promise<void>
  /** Shut without saving; what was typed stays in this tab. */
  onClose(): void
}) {
  const kept = useDraft<{ key: string; name: string; about: string; links: readonly Written[] }>(
    `chain:${chain.key}`,
    chain,
  )
  const { draft, write } = kept
  const { busy, error, run } = useAct()
  const fault = faultOf(draft)
  const send = (body: Chain | null) =>
    run(async () => {
      await call(
        'PUT /chain-draft/chains/:chain',
        { params: { chain: draft.key }, body: { revision, chain: body as never } },
        { attempt: saving },
      )
      kept.clear()
      await onDone()
    })
  const writeLink = (at: number, change: Partial<Written>) =>
    write({ links: draft.links.map((one, index) => (index === at ? { ...one, ...change } : one)) })
  const asSent = (): Chain => ({
    key: draft.key,
    name: draft.name.trim(),
    about: draft.about.trim(),
    links: draft.links.map(({ key, name, about, feeds, members }) => ({ key, name, about, feeds, members })),
  })
  return (
    <Card title={isNew ? '新增一条产业链' : `修改产业链“${chain.name}”`}>
      <Failure error={error} />
      {isNew && (
        <TextField
          label="产业链编号"
          required
          hint={keyHint}
          maxLength={40}
          value={draft.key}
          onChange={(key) => write({ key })}
        />
      )}
      <TextField
        label="产业链名称"
        required
        maxLength={20}
        value={draft.name}
        onChange={(name) => write({ name })}
      />
      <LongTextField
        label="一句说明"
        required
        maxLength={300}
        value={draft.about}
        onChange={(about) => write({ about })}
      />
      {draft.links.map((link, at) => (
        <LinkFields
          key={at}
          link={link}
          at={at}
          links={draft.links}
          onChange={(change) => writeLink(at, change)}
          onMove={(by) => write({ links: swapped(draft.links, at, by) })}
          onRemove={() => write({ links: without(draft.links, at) })}
        />
      ))}
      <Button
        disabled={draft.links.length >= mostOfChains.links}
        onClick={() =>
          write({
            links: [...draft.links, { key: '', name: '', about: '', feeds: [], members: [], isNew: true }],
          })
        }
      >
        加一个环节
      </Button>
      {fault && <p className="hint">{fault}</p>}
      <div className="form-actions">
        <Button type="primary" loading={busy} disabled={fault !== null} onClick={() => void send(asSent())}>
          产业链存到草稿
        </Button>
        {!isNew && <TakeOut what="这条产业链和它的岗位" busy={busy} onYes={() => void send(null)} />}
        <Button onClick={onClose}>收起</Button>
      </div>
    </Card>
  )
}
