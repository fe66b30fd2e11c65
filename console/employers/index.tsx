import type { EmployerRow } from '@jucai/contract/employer-shapes'
import {
  employerKindLabels,
  employerStateLabels,
  employerStates,
  type EmployerState,
} from '@jucai/contract/employer-vocabulary'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { Link, useSearchParams } from 'react-router-dom'
import { call } from '../api'
import { moment } from '../dates'
import { ChoiceField, withNone } from '../parts/field'
import { Empty } from '../parts/notice'
import { Card, Page } from '../parts/page'
import { PagesFoot, usePages } from '../parts/pages'
import { OneEmployer } from './one-employer'
import { tones } from './words'

/** Employers, changed last first; one of them when the address names it. */
export default function Employers() {
  const [search] = useSearchParams()
  const id = search.get('employer')
  return id ? <OneEmployer key={id} id={id} /> : <List />
}

const states = employerStates.filter((state) => state !== 'draft')

function List() {
  const [search, setSearch] = useSearchParams()
  const shown = search.get('state') ?? ''
  const state = states.find((known) => known === shown)
  const ownerless = shown === 'ownerless' || undefined
  const name = search.get('name') ?? ''
  const pages = usePages<EmployerRow>(`employers ${shown} ${name}`, (after) =>
    call('GET /office/employers', { query: { after, state, ownerless, ...(name ? { name } : {}) } }),
  )
  const go = (next: { state?: string; name?: string }) => {
    const all = { state: shown, name, ...next }
    setSearch(Object.fromEntries(Object.entries(all).filter(([, value]) => value)))
  }
  return (
    <Page title="用人单位" lead="核对登记、处理没有负责人和有争议的单位。每次打开都留痕。">
      <div className="narrow">
        <ChoiceField
          label="状态"
          required
          value={shown}
          options={withNone('全部', [
            ...states.map((value) => ({ value, label: employerStateLabels[value] })),
            { value: 'ownerless', label: '没有负责人' },
          ])}
          onChange={(next) => go({ state: next })}
        />
        <Find value={name} onFind={(next) => go({ name: next })} />
      </div>
      {pages.items.map((one) => (
        <Card key={one.id} title={one.name} extra={<StateTag state={one.state} />}>
          <p className="second">
            <span className="mono">{one.creditCode}</span> · {employerKindLabels[one.kind]} ·{' '}
            {moment(one.stateAt)}
            {one.ownerless && (
              <>
                {' · '}
                <span className="tag bad">没有负责人</span>
              </>
            )}
          </p>
          <Link to={`/employers?employer=${one.id}`} aria-label={`打开${one.name}`}>
            打开
          </Link>
        </Card>
      ))}
      <PagesFoot
        pages={pages}
        what="用人单位"
        empty={
          <Empty icon="building-2" title="没有这样的用人单位">
            单位在手机或网页上提交登记后，会出现在这里。
          </Empty>
        }
      />
    </Page>
  )
}

/** Where an employer stands, as a tag. */
export function StateTag({ state }: { state: EmployerState }) {
  return <span className={`tag ${tones[state]}`}>{employerStateLabels[state]}</span>
}

function Find({ value, onFind }: { value: string; onFind(next: string): void }) {
  const [typed, setTyped] = useState(value)
  return (
    <form
      className="form-actions"
      onSubmit={(event) => {
        event.preventDefault()
        onFind(typed.trim())
      }}
    >
      <Input
        aria-label="名称或统一社会信用代码"
        placeholder="名称或统一社会信用代码"
        maxLength={80}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
      <Button htmlType="submit">查找</Button>
    </form>
  )
}
