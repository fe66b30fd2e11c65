import type { AuditEntry } from '@jucai/contract/staff'
import { roleLabels, type Role } from '@jucai/contract/vocabulary'
import { Input } from 'antd'
import { useState } from 'react'
import { useSearchParams } from 'react-router-dom'
import { call } from '../api'
import { moment } from '../dates'
import { Icon } from '../parts/icon'
import { Empty } from '../parts/notice'
import { Card, Page } from '../parts/page'
import { PagesFoot, usePages } from '../parts/pages'
import { Table } from '../parts/table'

/** A value in a few words: of a list only how long it is, of an empty filter nothing. */
const valueWords = (value: unknown): string => {
  if (Array.isArray(value)) return `${value.length} 项`
  return typeof value === 'object' && value !== null
    ? Object.entries(value)
        .map(([name, part]) => `${name} ${String(part)}`)
        .join('，')
    : String(value)
}
/** What an entry says beside who and what, in words; anything that is not an object is shown as it is. */
const detailWords = (detail: string): string => {
  try {
    const said = JSON.parse(detail) as Record<string, unknown>
    const { what, why, ...rest } = said
    return [
      what,
      why && `事由：${String(why)}`,
      ...Object.entries(rest)
        .filter(([, value]) => valueWords(value) !== '')
        .map(([name, value]) => `${name}：${valueWords(value)}`),
    ]
      .filter(Boolean)
      .join('　')
  } catch {
    return detail
  }
}
/** `person:01a2…7cbae5`: the kind and the end of the id; the whole is in the title. */
const shortObject = (object: string): string =>
  object.replace(/([0-9a-f]{4})[0-9a-f]{4}-[0-9a-f-]{18,22}([0-9a-f]{6})/, '$1…$2')
const roleWords = (role: string) =>
  roleLabels[role as Role] ?? { system: '系统', applicant: '申请人' }[role] ?? role

/** The audit log, newest first; each entry with its place in the chain once it is sealed. */
export default function Audit() {
  const [search, setSearch] = useSearchParams()
  const action = search.get('action') ?? ''
  const [typed, setTyped] = useState(action)
  const pages = usePages<AuditEntry>(`audit ${action}`, (after) =>
    call('GET /audit-entries', { query: { after, limit: 50, action: action || undefined } }),
  )
  return (
    <Page
      wide
      title="审计日志"
      lead="谁在什么时候做了什么。写下后不能改，也不能删；每条随后封进哈希链，用 npm run audit:verify 可以重算。"
    >
      <div className="audit-search">
        <Input.Search
          aria-label="按动作筛选"
          placeholder="按动作筛选，例如 application.read"
          allowClear
          maxLength={60}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          onSearch={(value) => setSearch(value.trim() ? { action: value.trim() } : {})}
        />
      </div>
      <Card className="flush">
        {pages.items.length > 0 && (
          <Table label="审计日志" whole columns={['时间', '身份', '动作', '对象', '详情', '封签']}>
            {pages.items.map(({ id, at, actorRole, actorId, action: what, object, detail, seal }) => (
              <tr key={id}>
                <td className="mono">{moment(at)}</td>
                <td className="mono" title={actorId ?? undefined}>
                  {roleWords(actorRole)}
                </td>
                <td>
                  <code>{what}</code>
                </td>
                <td className="mono">
                  <code title={object}>{shortObject(object)}</code>
                </td>
                <td className="audit-detail" title={detail}>
                  {detailWords(detail)}
                </td>
                <td className="mono">
                  {seal ? (
                    <span title={seal.hash}>
                      <Icon name="shield-check" size={16} /> {seal.sequence}
                    </span>
                  ) : (
                    <span className="muted">待封</span>
                  )}
                </td>
              </tr>
            ))}
          </Table>
        )}
        <PagesFoot
          pages={pages}
          what="审计日志"
          empty={
            <Empty icon="scroll-text" title={action ? '没有这个动作的记录' : '还没有记录'}>
              {action ? '动作要写全，例如 invitation.created。' : ''}
            </Empty>
          }
        />
      </Card>
    </Page>
  )
}
