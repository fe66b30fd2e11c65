import type { OwnPost, PostText } from '@jucai/contract/post-shapes'
import { inChina } from '@jucai/contract/china-time'
import { payFaults, textFaults, unitFaults, type PostFault } from '@jucai/contract/post-rules'
import { postLimits } from '@jucai/contract/post-vocabulary'
import type { PostTemplate } from '@jucai/contract/post-templates'

/** A post as it is typed: numbers and moments as texts. */
export interface Typed extends Omit<PostText, 'payLow' | 'payHigh' | 'closesAt' | 'headcount'> {
  low: string
  high: string
  unit: PostText['payLow']['unit']
  closesOn: string
  closesHour: string
  headcount: string
  regionName: string
}

/** An empty post, or one from a template. */
export const typedFrom = (template?: PostTemplate): Typed => ({
  kind: template?.kind ?? 'full-time',
  title: template?.title ?? '',
  chainKey: null,
  linkKey: null,
  shortageKey: null,
  region: '',
  regionName: '',
  place: '',
  transport: null,
  headcount: '1',
  low: '',
  high: '',
  unit: template?.payUnit ?? 'month',
  requirements: {},
  duties: template?.duties ?? '',
  wants: template?.wants ?? '',
  closesOn: '',
  closesHour: '18',
  answerDays: postLimits.answerDays,
})
/** A post that is there. */
export const typedOf = (post: OwnPost): Typed => {
  const at = post.closesAt ? inChina(post.closesAt) : null
  return {
    kind: post.kind,
    title: post.title,
    chainKey: post.chainKey,
    linkKey: post.linkKey,
    shortageKey: post.shortageKey,
    region: post.region,
    regionName: post.regionName,
    place: post.place,
    transport: post.transport,
    headcount: String(post.headcount),
    low: String(post.payLow.fen / 100),
    high: String(post.payHigh.fen / 100),
    unit: post.payLow.unit,
    requirements: post.requirements,
    duties: post.duties,
    wants: post.wants,
    closesOn: at ? at.toISOString().slice(0, 10) : '',
    closesHour: at ? String(at.getUTCHours()) : '18',
    answerDays: post.answerDays,
  }
}

const fenOf = (yuan: string): number =>
  /^\d{1,8}(\.\d{1,2})?$/.test(yuan) ? Math.round(Number(yuan) * 100) : 0
/** What is typed as it is sent. */
export const textOf = ({
  low,
  high,
  unit,
  closesOn,
  closesHour,
  regionName: _name,
  headcount,
  ...rest
}: Typed): PostText => ({
  ...rest,
  transport: rest.transport || null,
  chainKey: rest.chainKey || null,
  linkKey: rest.linkKey || null,
  headcount: Number(headcount),
  payLow: { fen: fenOf(low), unit },
  payHigh: { fen: fenOf(high), unit },
  closesAt:
    closesOn === '' ? null : new Date(`${closesOn}T${closesHour.padStart(2, '0')}:00:00+08:00`).toISOString(),
})

/** What is wrong with what is typed, by field, before anything is sent. */
export const faultsOf = (typed: Typed): PostFault[] => {
  const text = textOf(typed)
  const missing = (pointer: string, isMissing: boolean, detail: string): PostFault[] =>
    isMissing ? [{ pointer, detail }] : []
  return [
    ...missing('/title', [...typed.title.trim()].length < 2, '写岗位名称，至少 2 个字'),
    ...missing('/region', typed.region === '', '请选择工作在哪个区县'),
    ...missing('/place', [...typed.place.trim()].length < 2, '写到能找到的地址'),
    ...missing('/headcount', !/^[1-9]\d{0,2}$/.test(typed.headcount), '写 1 到 999 之间的整数'),
    ...missing('/payLow/fen', text.payLow.fen === 0, '写最低多少元'),
    ...missing('/payHigh/fen', text.payHigh.fen === 0, '写最高多少元'),
    ...missing('/duties', [...typed.duties.trim()].length < 10, '写清楚做什么，至少 10 个字'),
    ...textFaults({
      title: typed.title,
      duties: typed.duties,
      wants: typed.wants,
      place: typed.place,
      transport: typed.transport ?? '',
    }),
    ...unitFaults(text.kind, text.payLow),
    ...(text.payLow.fen > 0 && text.payHigh.fen > 0 ? payFaults(text.payLow, text.payHigh) : []),
  ]
}
