import type { DeskRound } from '@jucai/contract/round-desk'
import { ticketStandingLabels } from '@jucai/contract/rounds-vocabulary'
import { skipReasons } from '@jucai/contract/draw/record'
import { call } from '../api'
import { useLoaded } from '../loading'
import { Facts } from '../parts/facts'
import { Bones, Failure } from '../parts/notice'
import { Card } from '../parts/page'

/** A round in figures: who is in it and how, who chose, who was passed over. */
export function Figures({ round }: { round: DeskRound }) {
  const { value, error, reload } = useLoaded(`figures ${round.id} ${round.version}`, () =>
    call('GET /round-desk/:round/figures', { params: { round: round.id } }),
  )
  return (
    <Card title="数字">
      <Failure error={error} retry={reload} />
      {!value && !error && <Bones what="数字" lines={2} />}
      {value && (
        <Facts
          of={[
            { name: '号', value: value.tickets },
            ...value.standings.map(({ standing, tickets }) => ({
              name: ticketStandingLabels[standing].split('，')[0] ?? '',
              value: tickets,
            })),
            { name: '家庭有重复的号', value: value.sharing },
            { name: '选好的', value: value.chosen },
            ...(value.waiting === null ? [] : [{ name: '排队的', value: value.waiting }]),
            ...value.skipped.map(({ reason, tickets }) => ({ name: skipReasons[reason], value: tickets })),
          ]}
        />
      )}
    </Card>
  )
}
