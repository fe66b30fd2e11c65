import { useState } from 'react'
import { Text, View } from '@tarojs/components'
import type { AuditEntry } from '@jucai/contract/staff'
import { roleLabels, type Role } from '@jucai/contract/vocabulary'
import { call } from '@/api'
import { Button } from '@/components/button'
import { Cell } from '@/components/cell'
import { Empty } from '@/components/empty'
import { PagedRows } from '@/components/paged-list'
import { Tag } from '@/components/tag'
import { TextInput } from '@/components/text-input'
import { momentText } from '@/words/dates'
import './team.scss'

/** The particulars as lines to read; they are kept as JSON. */
function particulars(detail: string): string[] {
  try {
    return Object.entries(JSON.parse(detail) as Record<string, unknown>).map(
      ([key, value]) => `${key}：${typeof value === 'string' ? value : JSON.stringify(value)}`,
    )
  } catch {
    return detail ? [detail] : []
  }
}

const roleText = (role: string): string => roleLabels[role as Role] ?? role

/** The log that nobody can edit: who did what to which object, and each line's place in the hash chain. */
export function AuditLog() {
  const [typed, setTyped] = useState('')
  const [action, setAction] = useState('')
  return (
    <View className="stack">
      <View className="filter">
        <View className="filter-field">
          <TextInput
            label="按动作筛选"
            required={false}
            placeholder="例如 profile.registered"
            maxLength={60}
            autoComplete="off"
            value={typed}
            onChange={setTyped}
          />
        </View>
        <Button kind="secondary" onClick={() => setAction(typed.trim())}>
          筛选
        </Button>
      </View>
      <PagedRows
        key={action}
        load={(from) => call('GET /audit-entries', { query: { ...(action ? { action } : {}), ...from } })}
        keyOf={({ id }) => id}
        row={(entry) => <Entry entry={entry} />}
        empty={<Empty icon="file-text" title={action ? `没有“${action}”的记录` : '还没有记录'} />}
      />
    </View>
  )
}

function Entry({ entry }: { entry: AuditEntry }) {
  return (
    <Cell
      title={entry.action}
      note={
        <View>
          {momentText(entry.at)} · {roleText(entry.actorRole)} · {entry.object}
          {particulars(entry.detail).map((line) => (
            <View key={line}>{line}</View>
          ))}
          {entry.seal ? (
            <View>
              <Tag tone="good">已封存</Tag> 第 {entry.seal.sequence} 条{' '}
              <Text className="audit-hash">{entry.seal.hash.slice(0, 16)}…</Text>
            </View>
          ) : (
            <View>
              <Tag>待封存</Tag> 一分钟内写进哈希链
            </View>
          )}
        </View>
      }
    />
  )
}
