import type { PostText } from '@jucai/contract/post-shapes'
import { chainsKnown } from '../../server/chains'
import { regionNames } from '../../server/city'
import { builtInCalendar } from '../../server/core/working-days'
import {
  answerOne,
  apply,
  closeEarly,
  draftPost,
  openSamplePost,
  ownStep,
  publishPost,
  readCandidate,
  returnSamplePost,
  takeDownSamplePost,
  type PostDeps,
} from '../../server/posts'
import { sampleEmployerId, sampleEmployers } from '../employers/employers'
import { daysBefore, graduate, personAs, type Seed, type World } from '../world'
import { sampleApplications, type SampleApplication } from './applications'
import { samplePosts, type SamplePost } from './posts'

/** Who offers work, who applies, and the chains to which posts belong. */
export const after: Seed['after'] = ['people', 'employers', 'chains']

type Tx = Parameters<Seed['seed']>[0]
const dayMs = 86_400_000

const depsOf = async ({ vault }: World): Promise<PostDeps> => ({
  vault,
  regionName: await regionNames(),
  minimumWageFen: () => Promise.resolve(null),
  calendar: () => Promise.resolve(builtInCalendar),
  chains: chainsKnown,
  files: {
    attach: () => Promise.resolve([]),
    named: () => Promise.resolve(new Map()),
    content: () => Promise.reject(new Error('the sample has no files')),
    release: () => Promise.resolve(),
  },
  milestone: () => Promise.resolve(),
  names: () => Promise.resolve(new Map()),
})

const textOf = (post: SamplePost, world: World): PostText => {
  const [low, high, unit] = post.pay
  return {
    kind: post.kind,
    title: post.title,
    chainKey: post.chain ?? null,
    linkKey: post.link ?? null,
    shortageKey: post.shortage ?? null,
    region: '430121',
    place: '星城市示例大道（示例）',
    transport: '地铁示例站走路 8 分钟',
    headcount: post.headcount ?? 1,
    payLow: { fen: low * 100, unit },
    payHigh: { fen: high * 100, unit },
    requirements: {
      ...(post.degree === null ? {} : { minDegree: post.degree }),
      ...(post.majors ? { majors: [...post.majors] } : {}),
      ...(post.years ? { experienceYears: post.years } : {}),
    },
    duties: post.duties,
    wants: '示例岗位，仅供演示。',
    closesAt:
      post.closesIn === undefined
        ? null
        : new Date(
            Math.floor((world.now.getTime() + post.closesIn * dayMs) / dayMs) * dayMs + 10 * 3_600_000,
          ).toISOString(),
    answerDays: post.answerDays ?? 10,
  }
}

const memberOf = (tx: Tx, world: World, number: number): Promise<string> => {
  const employer = sampleEmployers.find((one) => one.number === number)
  if (!employer) throw new Error(`no sample employer ${number}`)
  return employer.owner === 'returnee' ? personAs(tx, world, 'returnee') : graduate(tx, world, employer.owner)
}

/** Writes one sample post and leaves it where it is to stand. @returns its id */
const place = async (tx: Tx, world: World, deps: PostDeps, post: SamplePost): Promise<string> => {
  const employerId = sampleEmployerId(post.employer)
  const work = {
    db: tx,
    now: daysBefore(world, post.daysAgo),
    deps,
    actor: { personId: await memberOf(tx, world, post.employer) },
  }
  const draft = await draftPost(work, employerId, textOf(post, world))
  if (post.left === 'draft') return draft.id
  if (post.left === 'checking' || post.left === 'returned') {
    await publishPost(work, { employerId, postId: draft.id, revision: draft.revision })
    if (post.left === 'returned') await returnSamplePost(work, draft.id, '请写明工作地点和坐班要求')
    return draft.id
  }
  await openSamplePost(work, draft.id)
  return draft.id
}

const finish = async (tx: Tx, world: World, deps: PostDeps, post: SamplePost, id: string): Promise<void> => {
  const work = {
    db: tx,
    now: daysBefore(world, 4),
    deps,
    actor: { personId: await memberOf(tx, world, post.employer) },
  }
  if (post.left === 'filled')
    await closeEarly(work, {
      employerId: sampleEmployerId(post.employer),
      postId: id,
      cause: 'filled',
      reason: '已经招到合适的人，谢谢关注',
    })
  if (post.left === 'taken-down') await takeDownSamplePost(work, id, '薪资与实际不符')
}

const steps: Readonly<
  Record<SampleApplication['end'], readonly ('shortlist' | 'interview' | 'offer' | 'reject')[]>
> = {
  sent: [],
  seen: [],
  shortlisted: ['shortlist'],
  interview: ['shortlist', 'interview'],
  offered: ['shortlist', 'interview', 'offer'],
  accepted: ['shortlist', 'offer'],
  declined: ['shortlist', 'offer'],
  rejected: ['reject'],
  withdrawn: [],
  'closed-with-post': [],
}
const own = { accepted: 'accept', declined: 'decline', withdrawn: 'withdraw' } as const

/** Sends one sample application and brings it as far as it is to stand. */
const send = async (
  tx: Tx,
  world: World,
  deps: PostDeps,
  { graduate: number, title, daysAgo, end }: SampleApplication,
  posts: ReadonlyMap<string, { id: string; post: SamplePost }>,
): Promise<void> => {
  const found = posts.get(title)
  if (!found) throw new Error(`no sample post ${title}`)
  const employerId = sampleEmployerId(found.post.employer)
  const person = { personId: await graduate(tx, world, number) }
  const member = { personId: await memberOf(tx, world, found.post.employer) }
  const at = (days: number) => ({ db: tx, now: daysBefore(world, days), deps })
  const sent = await apply(
    { ...at(daysAgo), actor: person },
    {
      post: found.id,
      fields: ['name', 'degree', 'school', 'major', 'graduatesOn'],
      experienceYears: null,
      shareContact: true,
      note: '示例留言：毕业设计和这个方向相关，希望有机会聊聊。',
      files: [],
    },
  )
  if (end === 'seen')
    await readCandidate({ ...at(Math.max(1, daysAgo - 1)), actor: member }, employerId, sent.id)
  let revision = sent.revision
  for (const event of steps[end]) {
    const { revision: next } = await answerOne(
      { ...at(Math.max(1, daysAgo - 2)), actor: member },
      { employerId, id: sent.id, revision },
      {
        event,
        reason: event === 'reject' ? '经验方向和岗位差得比较多，欢迎关注我们其他岗位' : undefined,
        interview:
          event === 'interview'
            ? { at: new Date(world.now.getTime() + 3 * dayMs).toISOString(), place: '示例大道 3 号楼 2 层' }
            : undefined,
      },
    )
    revision = next
  }
  if (end === 'accepted' || end === 'declined' || end === 'withdrawn')
    await ownStep({ ...at(1), actor: person }, sent.id, { event: own[end] })
}

/** Posts of the sample city and who applied for them. */
export const seed: Seed['seed'] = async (tx, world) => {
  const deps = await depsOf(world)
  const posts = new Map<string, { id: string; post: SamplePost }>()
  for (const post of [...samplePosts].sort((one, other) => other.daysAgo - one.daysAgo))
    posts.set(post.title, { id: await place(tx, world, deps, post), post })
  for (const application of sampleApplications) await send(tx, world, deps, application, posts)
  for (const { id, post } of posts.values()) await finish(tx, world, deps, post, id)
}
