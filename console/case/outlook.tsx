import { dayInWords } from '@jucai/contract/policies/days'
import { numberWords } from '@jucai/contract/policies/people-words'
import type { Case } from '@jucai/contract/review'
import { Notice } from '../parts/notice'
import { Card } from '../parts/page'

/** What an approval would grant as things stand, and by which rules it is less; or why it would be refused. */
export function Outlook({ outlook }: { outlook: Case['outlook'] }) {
  if (!outlook) return null
  const { day, of, words, ruled, refused } = outlook
  const basis = of === 'place' ? '空着的算' : '的情况，和申请人已经享受的一起算'
  return (
    <Card title={of === 'place' ? '批准时会分给' : '批准时会发放'}>
      <p className="second small">{`按${dayInWords(day)}${basis}；批准时再算一次`}</p>
      {refused ? (
        <Notice tone="care" title="现在不能批准">
          {refused.text}
          {refused.clause && `（${refused.clause}）`}。{refused.wayOn && `${refused.wayOn}。`}
        </Notice>
      ) : (
        <p>
          <strong>{words}</strong>
        </p>
      )}
      {ruled.length > 0 && (
        <ul className="ruled" aria-label="为什么少于标准">
          {ruled.map(({ clause, text, fromFen, toFen }) => (
            <li key={`${clause}${text}`}>
              {text}：共 {numberWords(fromFen, 'fen')} → <strong>{numberWords(toFen, 'fen')}</strong>
              <span className="muted small"> {clause}</span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}
