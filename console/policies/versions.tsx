import { Button } from 'antd'
import { useState } from 'react'
import { call } from '../api'
import { moment } from '../dates'
import { useLoaded } from '../loading'
import { Bones, Failure } from '../parts/notice'
import { Card } from '../parts/page'
import { PagesFoot, usePages } from '../parts/pages'
import { Change, Differences } from './differences'

function Changes({ version }: { version: number }) {
  const { value, error, reload } = useLoaded(String(version), () =>
    call('GET /policy-books/:version/changes', { params: { version } }),
  )
  if (error) return <Failure error={error} retry={reload} />
  if (!value) return <Bones what="这一版的改动" lines={3} />
  const { policies, parameters, rules, before } = value
  if (before === null) return <p className="second small">第一版，之前没有。</p>
  if (policies.length + parameters.length + rules.length === 0)
    return <p className="second small">和前一版没有不同。</p>
  return (
    <>
      <Differences things={[...policies, ...parameters]} />
      {rules.length > 0 && (
        <ul className="differences">
          {rules.map((change, at) => (
            <Change key={at} change={change} />
          ))}
        </ul>
      )}
    </>
  )
}

/** Every version with who published it, and what it changed. */
export function Versions() {
  const pages = usePages('policy-books', (after) =>
    call('GET /policy-books', { query: { limit: 10, ...(after === undefined ? {} : { after }) } }),
  )
  const [open, setOpen] = useState<number | null>(null)
  return (
    <Card title="版本">
      <ol className="policy-versions">
        {pages.items.map(({ version, source, publishedAt, by }) => (
          <li key={version}>
            <strong>第 {version} 版</strong>{' '}
            <span className="muted small">
              {moment(publishedAt)} · {by ?? '由文件发布'}
            </span>
            <p className="small">{source}</p>
            <Button
              size="small"
              aria-expanded={open === version}
              onClick={() => setOpen(open === version ? null : version)}
            >
              {open === version ? '收起' : '改了什么'}
              <span className="visually-hidden">（第 {version} 版）</span>
            </Button>
            {open === version && <Changes version={version} />}
          </li>
        ))}
      </ol>
      <PagesFoot pages={pages} what="版本" empty={<p className="second">还没有版本</p>} />
    </Card>
  )
}
