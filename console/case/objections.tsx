import type { Case } from '@jucai/contract/review'
import { Button } from 'antd'
import { useState } from 'react'
import { call } from '../api'
import { moment } from '../dates'
import { useAct } from '../loading'
import { Failure } from '../parts/notice'
import { LongTextField } from '../parts/text-field'

const states = {
  open: { words: '待处理', tone: 'care' },
  upheld: { words: '成立', tone: 'bad' },
  dismissed: { words: '不成立', tone: 'good' },
  withdrawn: { words: '提出人已注销账号', tone: 'plain' },
} as const

function Answering({ id, onDone }: { id: string; onDone(changed: Case): void }) {
  const [answer, setAnswer] = useState('')
  const [tried, setTried] = useState(false)
  const { busy, error, run } = useAct()
  const short = [...answer.trim()].length < 5
  const decide = async (uphold: boolean) => {
    setTried(true)
    if (!short)
      await run(async () =>
        onDone(
          await call('PUT /objections/:objection/decision', {
            params: { objection: id },
            body: { uphold, answer: answer.trim() },
          }),
        ),
      )
  }
  return (
    <>
      <LongTextField
        label="答复"
        required
        fault={tried && short ? '请写明查了什么、结论是什么，至少 5 个字' : null}
        hint="提出异议的人会看到。"
        rows={3}
        maxLength={500}
        value={answer}
        onChange={setAnswer}
      />
      <Failure error={error} />
      <div className="form-actions">
        <Button loading={busy} onClick={() => void decide(false)}>
          异议不成立
        </Button>
        <Button danger loading={busy} onClick={() => void decide(true)}>
          异议成立
        </Button>
      </div>
    </>
  )
}

/** Objections to the public notice, each to be answered. */
export function Objections({
  shown,
  mayAnswer,
  onChanged,
}: {
  shown: Case
  mayAnswer: boolean
  onChanged(changed: Case): void
}) {
  return (
    <ul className="objections">
      {shown.objections.map(({ id, at, text, state, answer }) => (
        <li key={id}>
          <div className="history-head">
            <span className="muted small">{moment(at)}</span>
            <span className={`tag ${states[state].tone}`}>{states[state].words}</span>
          </div>
          <p className="paragraph">{text}</p>
          {answer && <p className="quote">答复：{answer}</p>}
          {state === 'open' &&
            (mayAnswer ? (
              <Answering id={id} onDone={onChanged} />
            ) : (
              <p className="muted small">认领后可以处理。</p>
            ))}
        </li>
      ))}
    </ul>
  )
}
