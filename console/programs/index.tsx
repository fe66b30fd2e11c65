import type { ProgramSettings, ProgramVersion } from '@jucai/contract/review'
import { Fragment } from 'react'
import { useSearchParams } from 'react-router-dom'
import { call } from '../api'
import { refresh, usePrograms } from '../city'
import { moment } from '../dates'
import { useLoaded } from '../loading'
import { Choice } from '../parts/field'
import { Bones, Empty, Failure } from '../parts/notice'
import { Card, Page } from '../parts/page'
import './programs.css'
import { SettingsForm } from './settings-form'

/** What a version settles, as terms and their values. */
const settled = (settings: ProgramSettings): [term: string, value: string][] => [
  ['申请', settings.open ? '接受' : `不接受：${settings.closedBecause ?? ''}`],
  ['决定', `${settings.workingDays} 个工作日内`],
  ['公示', settings.noticeDays ? `${settings.noticeDays} 天` : '不公示'],
  ['申诉', settings.appealDays ? `${settings.appealDays} 天内` : '不设申诉期'],
  ['审核', settings.twoPerson ? '初审和复核须是两个人' : '一人即可决定'],
  ['不通过的依据', `${settings.reasons.length} 条：${settings.reasons.map(({ title }) => title).join('、')}`],
]

function Versions({ versions }: { versions: readonly ProgramVersion[] }) {
  return (
    <ol className="versions">
      {versions.map(({ version, publishedAt, publishedBy, note, settings }) => (
        <li key={version}>
          <strong>第 {version} 版</strong>{' '}
          <span className="muted small">
            {moment(publishedAt)} · {publishedBy ?? '系统升级'}
          </span>
          <p>{note}</p>
          <details>
            <summary>这一版的规定</summary>
            <dl className="settled second small">
              {settled(settings).map(([term, value]) => (
                <Fragment key={term}>
                  <dt>{term}</dt>
                  <dd>{value}</dd>
                </Fragment>
              ))}
            </dl>
          </details>
        </li>
      ))}
    </ol>
  )
}

function Program({ program }: { program: string }) {
  const { value, error, reload } = useLoaded(program, () =>
    call('GET /programs/:program/versions', { params: { program }, query: { limit: 50 } }),
  )
  if (error) return <Failure error={error} retry={reload} />
  if (!value)
    return (
      <Card>
        <Bones what="项目的规定" lines={8} />
      </Card>
    )
  const [newest] = value.items
  if (!newest) return <Empty icon="layout-list" title="这个项目还没有发布" />
  const published = async () => {
    await Promise.all([reload(), refresh('programs')])
  }
  return (
    <div className="program-grid">
      <SettingsForm
        key={`${program} ${newest.version}`}
        program={program}
        newest={newest}
        onPublished={published}
        onStale={reload}
      />
      <Card title="版本">
        <Versions versions={value.items} />
      </Card>
    </div>
  )
}

/** What the office sets of each program; each change is a version, and applications keep theirs. */
export default function Programs() {
  const programs = usePrograms()
  const [search, setSearch] = useSearchParams()
  const chosen = search.get('program') ?? programs?.[0]?.key ?? ''
  return (
    <Page
      wide
      title="项目与理由"
      lead="改动发布为新的版本，只用于以后提交的申请；已经提交的按当时的版本办。"
      actions={
        programs && (
          <div className="program-choice">
            <Choice
              label="项目"
              value={chosen}
              options={programs.map(({ key, title }) => ({ value: key, label: title }))}
              onChange={(program) => setSearch({ program })}
            />
          </div>
        )
      }
    >
      {!programs ? (
        <Card>
          <Bones what="项目" />
        </Card>
      ) : chosen ? (
        <Program key={chosen} program={chosen} />
      ) : (
        <Empty icon="layout-list" title="还没有开设项目" />
      )}
    </Page>
  )
}
