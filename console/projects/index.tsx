import {
  differenceKinds,
  differenceLabels,
  projectStageLabels,
  projectStages,
} from '@jucai/contract/project-vocabulary'
import type { ProjectRow } from '@jucai/contract/projects'
import { Button } from 'antd'
import { useState } from 'react'
import { Link, useSearchParams } from 'react-router-dom'
import { call } from '../api'
import { useLoaded } from '../loading'
import { yuan } from '../money'
import { ChoiceField, choicesOf, withNone } from '../parts/field'
import { Icon } from '../parts/icon'
import { Empty } from '../parts/notice'
import { Page } from '../parts/page'
import { PagesFoot, usePages } from '../parts/pages'
import { Table } from '../parts/table'
import { TextField } from '../parts/text-field'
import { useSearch } from '../search'
import { AddProject } from './details'
import { OneProject } from './one-project'
import { Differences, StageTag, useMayWrite } from './words'

/** Investment projects, changed last first; one of them when the address names it. */
export default function Projects() {
  const [search] = useSearchParams()
  const id = search.get('project')
  return id ? <OneProject key={id} id={id} /> : <List />
}

const oneOf = <T extends string>(known: readonly T[], given: string | null): T | undefined =>
  known.find((one) => one === given)

function List() {
  const [search, change] = useSearch()
  const [adding, setAdding] = useState(false)
  const mayWrite = useMayWrite()
  const stage = oneOf(projectStages, search.get('stage'))
  const difference = oneOf(differenceKinds, search.get('difference'))
  const name = search.get('name') ?? ''
  const chain = search.get('chain') ?? ''
  const pages = usePages<ProjectRow>(`projects ${stage} ${difference} ${name} ${chain}`, (after) =>
    call('GET /office/investment-projects', {
      query: { after, stage, difference, ...(name ? { name } : {}), ...(chain ? { chain } : {}) },
    }),
  )
  return (
    <Page
      wide
      title="招商项目"
      lead="投资、人才和名额记在一处：到位资金两人复核，得的名额引进人，每个人都是本人同意的。"
      actions={
        mayWrite && (
          <Button type="primary" icon={<Icon name="plus" />} onClick={() => setAdding(true)}>
            登记一个项目
          </Button>
        )
      }
    >
      {adding && <AddProject onClose={() => setAdding(false)} />}
      <Filters {...{ stage, difference, name, chain, change }} />
      {pages.items.length > 0 && <ProjectTable items={pages.items} />}
      <PagesFoot
        pages={pages}
        what="招商项目"
        empty={
          <Empty icon="landmark" title="没有这样的项目">
            换一个条件，或点“登记一个项目”。
          </Empty>
        }
      />
    </Page>
  )
}

function Filters({
  stage,
  difference,
  name,
  chain,
  change,
}: {
  stage: string | undefined
  difference: string | undefined
  name: string
  chain: string
  change(name: string, value: string): void
}) {
  const chains = useLoaded('chains', () => call('GET /chains'))
  const [typed, setTyped] = useState(name)
  return (
    <form
      className="form-grid"
      onSubmit={(event) => {
        event.preventDefault()
        change('name', typed.trim())
      }}
    >
      <ChoiceField
        label="阶段"
        required
        value={stage ?? ''}
        options={withNone('全部', choicesOf(projectStageLabels))}
        onChange={(next) => change('stage', next)}
      />
      <ChoiceField
        label="产业链"
        required
        value={chain}
        options={withNone(
          '全部',
          (chains.value?.chains ?? []).map((one) => ({ value: one.key, label: one.name })),
        )}
        onChange={(next) => change('chain', next)}
      />
      <ChoiceField
        label="对不上的地方"
        required
        value={difference ?? ''}
        options={withNone('不限', choicesOf(differenceLabels))}
        onChange={(next) => change('difference', next)}
      />
      <TextField
        label="项目名称"
        hint="写一部分也行，按回车查找"
        maxLength={60}
        value={typed}
        onChange={setTyped}
      />
      <div className="form-actions">
        <Button htmlType="submit">查找</Button>
      </div>
    </form>
  )
}

const columns = ['项目', '阶段', '到位 / 承诺投资', '引进 / 承诺人才', '名额剩余', '对不上的地方']

function ProjectTable({ items }: { items: readonly ProjectRow[] }) {
  return (
    <Table label="招商项目" columns={columns}>
      {items.map((one) => (
        <tr key={one.id}>
          <td>
            <Link to={`/projects?project=${one.id}`}>{one.name}</Link>
            <div className="second small">
              {one.employerName}
              {one.chain && ` · ${one.chain.name}`}
            </div>
          </td>
          <td>
            <StageTag stage={one.stage} />
          </td>
          <td>
            {yuan(one.inPlaceFen)} / {yuan(one.promisedFen)}
          </td>
          <td>{`${one.people} / ${one.promisedPeople} 人`}</td>
          <td>{`${one.remaining} 个（得 ${one.earned}，用 ${one.used}）`}</td>
          <td>
            <Differences kinds={one.differences} />
          </td>
        </tr>
      ))}
    </Table>
  )
}
