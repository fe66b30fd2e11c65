import type { PoolPerson } from '@jucai/contract/pool'
import { sentInvitationLabels } from '@jucai/contract/pool-vocabulary'
import { aimLabels, degreeLabels } from '@jucai/contract/vocabulary'
import { Button } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { call } from '../api'
import { day } from '../dates'
import { useLoaded } from '../loading'
import { Icon } from '../parts/icon'
import { Bones, Failure, Notice } from '../parts/notice'
import { Invite } from './invite'

function Facts({ person }: { person: PoolPerson }) {
  const facts: [string, string][] = [
    ['学历', degreeLabels[person.degree]],
    ['学校', person.school],
    ['专业', person.major],
    ['毕业', day(person.graduatesOn)],
    ['层次', person.tier?.name ?? '没有对应的层次'],
    ['家乡', person.homeRegionName ?? '对方同意的是旧版说明，不提供'],
    ['现居', person.region],
    ['意向', person.aims.map((aim) => aimLabels[aim]).join('、')],
    ['更新', day(person.updatedOn)],
  ]
  return (
    <dl className="pool-facts">
      {facts.map(([term, fact]) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>{fact}</dd>
        </div>
      ))}
    </dl>
  )
}

/** One person beside the list, masked; opening it goes on record. */
export function Person({
  searchId,
  id,
  onInvited,
  onClose,
}: {
  searchId: string
  id: string
  onInvited(): void
  onClose(): void
}) {
  const loaded = useLoaded(`${searchId} ${id}`, () =>
    call('GET /pool/searches/:search/people/:person', { params: { search: searchId, person: id } }),
  )
  const [writing, setWriting] = useState(false)
  const heading = useRef<HTMLHeadingElement>(null)
  const person = loaded.value
  useEffect(() => {
    heading.current?.focus({ preventScroll: true })
  }, [id])
  return (
    <aside className="card pool-person" aria-label="这位的资料">
      <header className="card-head">
        <h2 tabIndex={-1} ref={heading}>
          {person?.maskedName ?? '资料'}
        </h2>
        <Button type="text" aria-label="关上资料" icon={<Icon name="x" />} onClick={onClose} />
      </header>
      {loaded.error ? (
        <Failure error={loaded.error} retry={loaded.reload} />
      ) : !person ? (
        <Bones what="资料" lines={6} />
      ) : (
        <>
          <Facts person={person} />
          {person.invitation && (
            <p className="second">这次的邀请：{sentInvitationLabels[person.invitation]}</p>
          )}
          {person.cannotInvite ? (
            <Notice tone="info" title="现在不能邀请">
              {person.cannotInvite}
            </Notice>
          ) : (
            <Button type="primary" block onClick={() => setWriting(true)}>
              邀请这位
            </Button>
          )}
          <p className="muted small">姓名和电话在对方接受邀请后才有。这次打开已经记录，对方能看到。</p>
          {writing && (
            <Invite
              searchId={searchId}
              person={person}
              onClose={() => setWriting(false)}
              onSent={() => {
                setWriting(false)
                void loaded.reload()
                onInvited()
              }}
            />
          )}
        </>
      )}
    </aside>
  )
}
