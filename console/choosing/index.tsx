import type { RoundSummary } from '@jucai/contract/round-schemas'
import { Link, useSearchParams } from 'react-router-dom'
import { call } from '../api'
import { useLoaded } from '../loading'
import { ChoiceField } from '../parts/field'
import { Bones, Empty, Failure } from '../parts/notice'
import { Card, Page } from '../parts/page'
import './choosing.css'
import { LineOfRound } from './line'
import { OneTicket } from './one-ticket'

/** Rounds from which people choose now: there are few at a time, among all that there were. */
const roundsChoosing = async () => {
  const found: RoundSummary[] = []
  let after: string | undefined
  do {
    const page = await call('GET /round-desk', { query: { after, limit: 50 } })
    found.push(...page.items.filter(({ state }) => state === 'choosing'))
    after = page.next ?? undefined
  } while (after !== undefined)
  return found
}

/** Choosing a flat for whoever came to the counter or rang, in their turn and by the rules of everybody. */
export default function Counter() {
  const rounds = useLoaded('rounds choosing', roundsChoosing)
  const [search, setSearch] = useSearchParams()
  const round = rounds.value?.find(({ id }) => id === search.get('round')) ?? rounds.value?.[0]
  const number = search.get('number')
  const go = (next: { round: string; number?: string }) => setSearch(next)
  return (
    <Page
      wide
      title="窗口选房"
      lead="本人到窗口或打电话来，请您代为选房。轮到的号才能选，规则和手机上一样；本人会收到消息，看得到是谁办的、为什么。"
    >
      <Failure error={rounds.error} retry={rounds.reload} />
      {!rounds.value && !rounds.error && (
        <Card>
          <Bones what="正在选房的批次" lines={6} />
        </Card>
      )}
      {rounds.value && !round && (
        <Empty icon="hand" title="现在没有批次在选房">
          选房开始以后，在这里替到窗口的人选。各批次进行到哪一步，看<Link to="/rounds">选房批次</Link>。
        </Empty>
      )}
      {rounds.value && round && (
        <>
          <div className="narrow">
            <ChoiceField
              label="批次"
              required
              value={round.id}
              options={rounds.value.map(({ id, title }) => ({ value: id, label: title }))}
              onChange={(id) => id && go({ round: id })}
            />
          </div>
          {number === null ? (
            <LineOfRound
              key={round.id}
              roundId={round.id}
              onOpen={(one) => go({ round: round.id, number: one })}
            />
          ) : (
            <OneTicket
              key={`${round.id} ${number}`}
              roundId={round.id}
              number={number}
              onClose={() => go({ round: round.id })}
            />
          )}
        </>
      )}
    </Page>
  )
}
