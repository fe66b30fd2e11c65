import type { Policy, PolicyBook } from '@jucai/contract/policies/book'
import { Button } from 'antd'
import { useState } from 'react'
import { Icon } from '../parts/icon'
import { Card } from '../parts/page'
import { CriterionEditor } from './criterion-editor'
import { firstComparison } from './criterion-forms'
import { CriterionTree } from './criterion-tree'

/** The criterion of a policy: read as a tree, changed part by part. */
export function Condition({
  book,
  policy,
  set,
}: {
  book: PolicyBook
  policy: Policy
  set(change: Partial<Policy>): void
}) {
  const [editing, setEditing] = useState(false)
  const { criterion, clauses } = policy
  const toggle = criterion && (
    <Button icon={<Icon name={editing ? 'check' : 'pencil'} />} onClick={() => setEditing(!editing)}>
      {editing ? '改好了' : '修改条件'}
    </Button>
  )
  return (
    <Card title="条件" extra={toggle}>
      {criterion === null ? (
        <>
          <p className="second">没有条件：这项政策只是框架，不判断谁符合。</p>
          <div className="form-actions">
            <Button
              icon={<Icon name="plus" />}
              onClick={() => {
                set({ criterion: { all: [firstComparison(book)] } })
                setEditing(true)
              }}
            >
              写条件
            </Button>
          </div>
        </>
      ) : editing ? (
        <CriterionEditor
          node={criterion}
          book={book}
          clauses={clauses}
          name="条件"
          onChange={(next) => set({ criterion: next })}
          onRemove={() => {
            set({ criterion: null })
            setEditing(false)
          }}
        />
      ) : (
        <CriterionTree node={criterion} named={book} clauses={clauses} />
      )}
    </Card>
  )
}
