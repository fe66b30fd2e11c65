// Words of posts (岗位) and job applications (投递) that phone, console and server share; free of schemas.
import { inChina } from './china-time'

/** Kinds of posts. */
export const postKinds = ['full-time', 'internship', 'shared', 'weekend', 'task'] as const
/** One of {@link postKinds}. */
export type PostKind = (typeof postKinds)[number]
/** Kinds in Chinese. */
export const postKindLabels: Readonly<Record<PostKind, string>> = {
  'full-time': '全职',
  internship: '实习',
  shared: '双聘',
  weekend: '周末专家',
  task: '项目任务',
}

/** Where a post stands. One that ran out is `closed`, with the cause `expired`. */
export const postStates = ['draft', 'checking', 'returned', 'open', 'closed'] as const
/** One of {@link postStates}. */
export type PostState = (typeof postStates)[number]
/** States in Chinese. */
export const postStateLabels: Readonly<Record<PostState, string>> = {
  draft: '草稿',
  checking: '等人才办审核',
  returned: '请修改后再提交',
  open: '招聘中',
  closed: '已结束',
}

/** Why a post is closed. */
export const closingCauses = ['expired', 'filled', 'cancelled', 'taken-down', 'employer-ended'] as const
/** One of {@link closingCauses}. */
export type ClosingCause = (typeof closingCauses)[number]
/** Causes as everybody reads them. */
export const closingCauseLabels: Readonly<Record<ClosingCause, string>> = {
  expired: '到了截止时间',
  filled: '已经招满',
  cancelled: '单位取消了这个岗位',
  'taken-down': '人才办下架了这个岗位',
  'employer-ended': '单位已停止在这里招聘',
}
/** Causes that an employer may give. */
export const employerCauses = ['filled', 'cancelled'] as const

/** For what a pay is: it is compared only within one unit. */
export const payUnits = ['month', 'day', 'task'] as const
/** One of {@link payUnits}. */
export type PayUnit = (typeof payUnits)[number]
/** Units in Chinese, behind an amount. */
export const payUnitLabels: Readonly<Record<PayUnit, string>> = { month: '月', day: '天', task: '项' }

/** By what each kind of post may be paid: who works the whole week earns by time, whose task it is by the task. */
export const payUnitsOf: Readonly<Record<PostKind, readonly PayUnit[]>> = {
  'full-time': ['month', 'day'],
  internship: ['month', 'day'],
  shared: ['month', 'day', 'task'],
  weekend: ['month', 'day', 'task'],
  task: ['task', 'day'],
}

/** Where the appeal of an employer against a take-down stands. */
export const appealStates = ['open', 'upheld', 'refused'] as const

/** Where a job application stands. */
export const jobApplicationStates = [
  'sent',
  'seen',
  'shortlisted',
  'interview',
  'offered',
  'accepted',
  'declined',
  'rejected',
  'withdrawn',
  'closed-with-post',
] as const
/** One of {@link jobApplicationStates}. */
export type JobApplicationState = (typeof jobApplicationStates)[number]
/** Who reads of a state. */
export type StateReader = 'candidate' | 'employer' | 'office'

/** What a state says: its one name, what it means, and who has the next step; the same for every reader. */
export interface StateMeaning {
  label: string
  /** A sentence that is true whoever reads it. */
  meaning: string
  /** Who has the next step; null: it is over. */
  next: 'candidate' | 'employer' | null
}
/** The one mapping from state to words. Nobody has another. */
export const jobApplicationMeanings: Readonly<Record<JobApplicationState, StateMeaning>> = {
  sent: { label: '已投递', meaning: '投递已送到单位，单位还没有打开。', next: 'employer' },
  seen: { label: '单位已查看', meaning: '单位看过了投递，还没有答复。', next: 'employer' },
  shortlisted: { label: '进入初选', meaning: '单位想进一步了解，会联系求职者。', next: 'employer' },
  interview: { label: '约了面试', meaning: '请双方按下面的时间地点见面。', next: 'employer' },
  offered: { label: '单位决定录用', meaning: '等求职者答复，接受或者谢绝。', next: 'candidate' },
  accepted: { label: '已接受录用', meaning: '录用已经定下，双方可以商量入职。', next: null },
  declined: { label: '谢绝录用', meaning: '求职者没有接受，投递就此结束。', next: null },
  rejected: { label: '未录用', meaning: '这次没有选上，理由写在下面。', next: null },
  withdrawn: { label: '已撤回', meaning: '投递由求职者收回，单位看不到资料了。', next: null },
  'closed-with-post': {
    label: '随岗位结束',
    meaning: '岗位不再招人，投递到此为止，原因写在下面。',
    next: null,
  },
}
const ownMove: Readonly<Record<StateReader, string>> = {
  candidate: '请你答复。',
  employer: '请答复求职者。',
  office: '',
}
/** A state as somebody reads it: the one name and meaning, and whether the next step is theirs. */
export const jobApplicationWords = (state: JobApplicationState, reader: StateReader): string => {
  const { label, meaning, next } = jobApplicationMeanings[state]
  return `${label}：${meaning}${next === reader ? ownMove[reader] : ''}`
}
/** States in which somebody still waits for an answer. */
export const unansweredStates = ['sent', 'seen'] as const satisfies readonly JobApplicationState[]
/** States in which the employer may see a contact that was given: both agreed. */
export const contactStates = [
  'shortlisted',
  'interview',
  'offered',
  'accepted',
] as const satisfies readonly JobApplicationState[]
/** States in which an interview that was arranged is still told. */
export const interviewStates = [
  'interview',
  'offered',
  'accepted',
] as const satisfies readonly JobApplicationState[]
/** States that are over. */
export const overStates = jobApplicationStates.filter((state) => jobApplicationMeanings[state].next === null)

/** What an employer may do with a job application. */
export const answerEvents = ['shortlist', 'interview', 'offer', 'reject'] as const
/** One of {@link answerEvents}. */
export type AnswerEvent = (typeof answerEvents)[number]
/** What a candidate may do. */
export const candidateEvents = ['accept', 'decline', 'withdraw'] as const
/** One of {@link candidateEvents}. */
export type CandidateEvent = (typeof candidateEvents)[number]
/** Acts in Chinese, as they stand on buttons. */
export const jobEventLabels: Readonly<Record<AnswerEvent | CandidateEvent, string>> = {
  shortlist: '列入初选',
  interview: '约面试',
  offer: '决定录用',
  reject: '不录用',
  accept: '接受录用',
  decline: '谢绝',
  withdraw: '撤回投递',
}

/** What of a profile can be shown to an employer, in the order it is read. */
export const shownFields = [
  'name',
  'degree',
  'school',
  'major',
  'graduatesOn',
  'presentRegion',
  'experienceYears',
] as const
/** One of {@link shownFields}. */
export type ShownField = (typeof shownFields)[number]
/** Fields in Chinese. */
export const shownFieldLabels: Readonly<Record<ShownField, string>> = {
  name: '姓名',
  degree: '最高学历',
  school: '学校',
  major: '专业',
  graduatesOn: '毕业时间',
  presentRegion: '现居地',
  experienceYears: '工作年限',
}
/** Without these nobody can be answered; the rest may be left out. */
export const neededFields = ['name', 'degree', 'major'] as const satisfies readonly ShownField[]

/** Limits of posts and applications. */
export const postLimits = {
  /** Days that a post without a date stays open. */
  openDays: 30,
  /** A post closes at most so many days ahead. */
  mostOpenDays: 180,
  /** Days before its end at which its employer is reminded. */
  remindDays: 5,
  /** Working days in which an application is answered, unless the post promises fewer or more. */
  answerDays: 10,
  mostAnswerDays: 30,
  /** How much wider than its lower end a pay may be. */
  payTimes: 3,
  savedSearches: 10,
  /** Posts of one employer that are open at once. */
  openAtOnce: 50,
  /** Days ahead at which an interview may be. */
  interviewDays: 90,
  /** Below this age nobody may be employed: 劳动法（2018 修正） art. 15. */
  workingAge: 16,
  /** Days that a draft stays after its post is over. */
  draftDays: 30,
  files: 3,
  /** Applications answered at once. */
  answersAtOnce: 50,
} as const

const twoDigits = (number: number): string => String(number).padStart(2, '0')
/** The moment a post closes, as a moment of this city with its hour: 11月27日 周五 18:00. */
export const closingWords = (closesAt: string | Date): string => {
  const at = inChina(closesAt)
  const week = '日一二三四五六'[at.getUTCDay()] ?? ''
  return `${at.getUTCMonth() + 1}月${at.getUTCDate()}日 周${week} ${twoDigits(at.getUTCHours())}:${twoDigits(at.getUTCMinutes())}`
}

const yuan = (fen: number): string =>
  `${String(Math.floor(fen / 100)).replace(/\B(?=(\d{3})+$)/g, ',')}${fen % 100 === 0 ? '' : `.${twoDigits(fen % 100)}`}`
/** A pay range in words: ¥8,000–12,000/月. */
export const payWords = ({
  lowFen,
  highFen,
  unit,
}: {
  lowFen: number
  highFen: number
  unit: PayUnit
}): string => `¥${yuan(lowFen)}${highFen === lowFen ? '' : `–${yuan(highFen)}`}/${payUnitLabels[unit]}`

/** Pages that messages lead to. */
export const postPages = {
  post: '/posts/post/index',
  application: '/posts/application/index',
  employerPost: '/posts/desk-post/index',
  candidates: '/posts/candidates/index',
  search: '/posts/search/index',
} as const
