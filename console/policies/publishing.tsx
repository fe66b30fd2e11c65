import {
  bookDifferences,
  factDifferences,
  parameterDifferences,
  ruleDifferences,
} from '@jucai/contract/policies/differences'
import { App, Button } from 'antd'
import { useMemo, useState } from 'react'
import { call } from '../api'
import { moment } from '../dates'
import { useAct } from '../loading'
import { Bones, Empty, Failure, Notice } from '../parts/notice'
import { Card, Page } from '../parts/page'
import { useDesk, type OnDesk } from './desk'
import { Change, Differences } from './differences'
import { DraftState } from './draft-state'
import { DryRuns } from './dry-runs'
import './policies.css'
import { Proposal } from './proposal'
import { Refusal } from './refusal'
import { Versions } from './versions'

function WhatChanges({ desk }: { desk: OnDesk }) {
  const { base, draft } = desk
  const { book, basedOn } = draft
  const all = useMemo(
    () => ({
      policies: bookDifferences(base, book),
      parameters: parameterDifferences(base, book),
      facts: factDifferences(base, book),
      rules: ruleDifferences(base, book),
    }),
    [base, book],
  )
  const { policies, parameters, facts, rules } = all
  const none = policies.length + parameters.length + facts.length + rules.length === 0
  return (
    <Card title={`和第 ${basedOn} 版相比，改了什么`}>
      {none && <p className="second">没有不同。</p>}
      {policies.length > 0 && <Differences things={policies} />}
      {parameters.length > 0 && (
        <>
          <h3 className="policy-sub">参数</h3>
          <Differences things={parameters} />
        </>
      )}
      {facts.length > 0 && (
        <>
          <h3 className="policy-sub">要知道的情况</h3>
          <Differences things={facts} />
        </>
      )}
      {rules.length > 0 && (
        <>
          <h3 className="policy-sub">政策关系</h3>
          <ul className="differences">
            {rules.map((change, at) => (
              <Change key={at} change={change} />
            ))}
          </ul>
        </>
      )}
      {draft.corrections.length > 0 && (
        <Notice tone="care" title="有参数更正了已经生效的值">
          <ul>
            {draft.corrections.map(({ parameter, reason }) => (
              <li key={parameter}>
                {book.parameters.find(({ code }) => code === parameter)?.label ?? parameter}：{reason}
              </li>
            ))}
          </ul>
        </Notice>
      )}
    </Card>
  )
}

function Faults({ faults }: { faults: OnDesk['draft']['faults'] }) {
  if (faults.length === 0)
    return (
      <Notice tone="good" title="没有问题">
        条件、单位、引用都对，每个例子都按写的那样算出来。
      </Notice>
    )
  return (
    <Notice tone="bad" title={`${faults.length} 处问题，改好之前不能发布`}>
      <ul>
        {faults.map(({ at, message }) => (
          <li key={`${at}${message}`}>{message}</li>
        ))}
      </ul>
    </Notice>
  )
}

function Log({ desk, reload }: { desk: OnDesk; reload(): Promise<void> }) {
  const { changes, open, revision } = desk.draft
  const { busy, error, run } = useAct()
  const { message } = App.useApp()
  const [asking, setAsking] = useState(false)
  const drop = () =>
    run(async () => {
      await call('DELETE /policy-draft', { query: { revision } })
      void message.success('草稿已放弃')
      setAsking(false)
      await reload()
    })
  return (
    <Card title="谁改过">
      {changes.length === 0 && <p className="second">还没有人改过。</p>}
      <ol className="policy-log small">
        {changes.slice(0, 12).map((change) => (
          <li key={change.revision}>
            <span className="second">{moment(change.at)}</span> {change.by}
            {change.what}
          </li>
        ))}
      </ol>
      <Refusal error={error} reload={reload} />
      {open && (
        <div className="form-actions">
          {asking ? (
            <>
              <Button danger loading={busy} onClick={() => void drop()}>
                确认放弃全部改动
              </Button>
              <Button onClick={() => setAsking(false)}>不放弃</Button>
            </>
          ) : (
            <Button danger onClick={() => setAsking(true)}>
              放弃草稿
            </Button>
          )}
        </div>
      )}
    </Card>
  )
}

/** What the draft changes, for how many people, and its way to being in force. */
export default function Publishing() {
  const { value, error, reload } = useDesk()
  return (
    <Page wide title="试算与发布" lead="先看改了什么、会影响多少人，再由一个人提出、另一个人核对后发布。">
      <Failure error={error} retry={reload} />
      {!value ? (
        !error && (
          <Card>
            <Bones what="草稿" lines={8} />
          </Card>
        )
      ) : (
        <>
          {!value.draft.open && <DraftState desk={value} />}
          <div className="policy-grid">
            <div>
              {value.draft.open ? (
                <>
                  <Faults faults={value.draft.faults} />
                  <WhatChanges desk={value} />
                </>
              ) : (
                <Card>
                  <Empty icon="scroll-text" title="没有草稿">
                    在“政策库”“政策参数”或“政策关系”里改一处，就有了。
                  </Empty>
                </Card>
              )}
              <DryRuns draft={value.draft} reload={reload} />
            </div>
            <div>
              {value.draft.open && <Proposal draft={value.draft} reload={reload} />}
              <Log desk={value} reload={reload} />
              <Versions key={value.draft.basedOn} />
            </div>
          </div>
        </>
      )}
    </Page>
  )
}
