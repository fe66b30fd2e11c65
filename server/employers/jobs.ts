import { memberRightLabels } from '@jucai/contract/employer-vocabulary'
import { addDays } from '@jucai/contract/policies/days'
import type { Kysely } from 'kysely'
import { peopleWithRole } from '../accounts'
import { dayOf } from '../core/clock'
import type { Database, Db } from '../core/db'
import type { NamedReactions } from '../core/feature'
import type { Reaction } from '../core/outbox'
import { notify } from '../notifications'
import type { EmployerDeps } from './deps'
import './events'
import { forgetOldInvitations, revokeAllInvitations } from './invitation-rows'
import { forgetLooks } from './look-rows'
import { employerById, memberRow, peopleOfEmployer, type EmployerRow } from './repository'
import { endRequests, forgetOldRequests, requestById } from './request-rows'

/** The page of an employer on the phone. */
const pageOf = (id: string): string => `/employers/employer/index?id=${id}`
const deskOf = (id: string): string => `/employers?employer=${id}`
/** The list of one’s employers. */
const listPage = '/employers/mine/index'

type Words = { title: string; body: string }
const telling = ({ vault }: Pick<EmployerDeps, 'vault'>) => {
  const people = async (
    { tx, now }: Reaction,
    ids: readonly string[],
    words: Words & { link?: string; deskLink?: string },
  ) => {
    for (const personId of ids) await notify(tx, vault, now, { personId, kind: 'employer', ...words })
  }
  return {
    people,
    owners: async (reaction: Reaction, row: EmployerRow, words: Words) =>
      people(reaction, await peopleOfEmployer(reaction.tx, row.id, 'owner'), {
        ...words,
        link: pageOf(row.id),
      }),
    all: async (reaction: Reaction, row: EmployerRow, words: Words) =>
      people(reaction, await peopleOfEmployer(reaction.tx, row.id), { ...words, link: pageOf(row.id) }),
    office: async (reaction: Reaction, row: EmployerRow, words: Words) =>
      people(reaction, await peopleWithRole(reaction.tx, 'lead'), { ...words, deskLink: deskOf(row.id) }),
  }
}

/** Runs with the employer as it stands now, unless it went on meanwhile. */
const withEmployer = async (
  db: Db,
  id: string,
  isDue: (row: EmployerRow) => boolean,
  run: (row: EmployerRow) => Promise<void>,
): Promise<void> => {
  const row = await employerById(db, id)
  if (row && isDue(row)) await run(row)
}

/** Tells of decisions to the owners, of what waits to the office, and ends what a closed employer leaves. */
export const employerReactions = (deps: Pick<EmployerDeps, 'vault'>): NamedReactions => {
  const tell = telling(deps)
  return {
    'employer.submitted': {
      'tell-office': (reaction, { employerId }) =>
        withEmployer(
          reaction.tx,
          employerId,
          (row) => row.state === 'submitted',
          (row) =>
            tell.office(reaction, row, { title: '有用人单位等待核实', body: `“${row.name}”提交了登记。` }),
        ),
    },
    'employer.verified': {
      'tell-owners': (reaction, { employerId }) =>
        withEmployer(
          reaction.tx,
          employerId,
          (row) => row.state === 'verified',
          (row) =>
            tell.owners(reaction, row, {
              title: '单位已核实',
              body: `“${row.name}”可以发布岗位了。${row.reason ? `说明：${row.reason}` : ''}`,
            }),
        ),
    },
    'employer.returned': {
      'tell-owners': (reaction, { employerId }) =>
        withEmployer(
          reaction.tx,
          employerId,
          (row) => row.state === 'returned',
          (row) =>
            tell.owners(reaction, row, {
              title: '单位登记需要补正',
              body: `“${row.name}”：${row.reason ?? ''}。填过的都在，改好后再提交。`,
            }),
        ),
    },
    'employer.suspended': {
      'tell-people': (reaction, { employerId }) =>
        withEmployer(
          reaction.tx,
          employerId,
          (row) => row.state === 'suspended',
          (row) =>
            tell.all(reaction, row, {
              title: '单位被暂停',
              body: `“${row.name}”：${row.reason ?? ''}。恢复之前只能查看，有疑问请联系人才办。`,
            }),
        ),
    },
    'employer.closed': {
      'tell-people': (reaction, { employerId }) =>
        withEmployer(
          reaction.tx,
          employerId,
          () => true,
          async (row) => {
            await revokeAllInvitations(reaction.tx, row.id, reaction.now)
            await endRequests(reaction.tx, { employerId: row.id }, reaction.now)
            await tell.all(reaction, row, {
              title: '单位已退出平台',
              body: `“${row.name}”：${row.reason ?? ''}。以前的记录还能查看。`,
            })
          },
        ),
    },
    'employer.joined': {
      'tell-owners': (reaction, { employerId, personId }) =>
        withEmployer(
          reaction.tx,
          employerId,
          () => true,
          async (row) =>
            tell.people(
              reaction,
              (await peopleOfEmployer(reaction.tx, row.id, 'owner')).filter((id) => id !== personId),
              { title: '有人加入了单位', body: `“${row.name}”多了一位人员。`, link: pageOf(row.id) },
            ),
        ),
    },
    'employer.left': {
      tell: (reaction, { employerId, personId, removed }) =>
        withEmployer(
          reaction.tx,
          employerId,
          () => true,
          async (row) => {
            if (removed)
              await tell.people(reaction, [personId], {
                title: '你已不在这个单位',
                body: `“${row.name}”的负责人把你移出了单位，你看不到它的资料了。`,
                link: listPage,
              })
            else
              await tell.owners(reaction, row, {
                title: '有人退出了单位',
                body: `“${row.name}”少了一位人员。`,
              })
          },
        ),
    },
    'employer.right-changed': {
      tell: async (reaction, { employerId, personId }) => {
        const member = await memberRow(reaction.tx, employerId, personId)
        const row = await employerById(reaction.tx, employerId)
        if (member && row)
          await tell.people(reaction, [personId], {
            title: '你在单位的分工变了',
            body: `你现在是“${row.name}”的${memberRightLabels[member.member_right]}。`,
            link: pageOf(row.id),
          })
      },
    },
    'employer.join-asked': {
      tell: async (reaction, { requestId }) => {
        const request = await requestById(reaction.tx, requestId)
        const row = request && (await employerById(reaction.tx, request.employer_id))
        if (!row || request.state !== 'open') return
        if (request.decided_at_whom === 'office')
          await tell.office(reaction, row, {
            title: '有人请人才办处理加入单位的事',
            body: `“${row.name}”：请核对后答复。`,
          })
        else
          await tell.owners(reaction, row, {
            title: '有人申请加入单位',
            body: `“${row.name}”：请核对后答复。`,
          })
      },
    },
    'employer.join-decided': {
      tell: async (reaction, { requestId }) => {
        const request = await requestById(reaction.tx, requestId)
        const row = request && (await employerById(reaction.tx, request.employer_id))
        if (!row) return
        if (request.state === 'granted')
          await tell.people(reaction, [request.person_id], {
            title: '你已加入单位',
            body: `“${row.name}”同意了你的加入申请。`,
            link: pageOf(row.id),
          })
        if (request.state === 'refused')
          await tell.people(reaction, [request.person_id], {
            title: '加入申请没有通过',
            body: `“${row.name}”没有同意。原因在“我的单位”里，不认可可以请人才办处理。`,
            link: listPage,
          })
      },
    },
    'employer.look-limit-reached': {
      'tell-office': (reaction, { employerId }) =>
        withEmployer(
          reaction.tx,
          employerId,
          () => true,
          (row) =>
            tell.office(reaction, row, {
              title: '有单位查看人才过多',
              body: `“${row.name}”今天查看的人数到了上限，请看看是否与它的岗位相称。`,
            }),
        ),
    },
    'employer.ownerless': {
      tell: (reaction, { employerId }) =>
        withEmployer(
          reaction.tx,
          employerId,
          ({ ownerless }) => ownerless,
          async (row) => {
            await tell.office(reaction, row, {
              title: '有单位没有负责人了',
              body: `“${row.name}”的负责人注销了账号，请在它的人员里指定一位，或在有人申请时同意。`,
            })
            await tell.all(reaction, row, {
              title: '单位没有负责人了',
              body: `“${row.name}”的负责人注销了账号。请联系人才办，指定一位新的负责人。`,
            })
          },
        ),
    },
  }
}

const looksKeptDays = 31
/** Forgets what is over: whom invitations were for, whom an employer looked at a month ago. */
export const tidyEmployers = async (db: Kysely<Database>, now: Date): Promise<void> => {
  await forgetOldInvitations(db, now)
  await forgetOldRequests(db, now)
  await forgetLooks(db, addDays(dayOf(now), -looksKeptDays))
}
