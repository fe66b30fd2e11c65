/** Words and pure rules of the rounds. Free of the schema library, so that the phone may import them. */
import { timeInChina, dayInChina } from './china-time'
import { skipReasons, type LogLine } from './draw/record'

/** How the order of a round comes about; one for each round. */
export const roundRules = ['first-come', 'points', 'draw'] as const
/** One of {@link roundRules}. */
export type RoundRule = (typeof roundRules)[number]
/** Rules in Chinese. */
export const roundRuleLabels: Record<RoundRule, string> = {
  'first-come': '先到先选',
  points: '按积分',
  draw: '抽签',
}

/** Where a round stands as people see it. */
export const roundStates = [
  'draft',
  'published',
  'open',
  'closed',
  'locked',
  'drawn',
  'choosing',
  'ended',
  'cancelled',
] as const
/** One of {@link roundStates}. */
export type RoundState = (typeof roundStates)[number]
/** What a deed made of a round; `open` and `closed` follow from the time. */
export type RoundDeed = Exclude<RoundState, 'open' | 'closed'>
/** States in Chinese. */
export const roundStateLabels: Record<RoundState, string> = {
  draft: '草稿',
  published: '已公布，还没有开始',
  open: '正在申请',
  closed: '申请已截止，等待锁定名单',
  locked: '名单已锁定，等待开奖',
  drawn: '已抽签，等待选房',
  choosing: '正在选房',
  ended: '已结束',
  cancelled: '已取消',
}

/** Where a round stands at a moment. The window includes its first moment and not its last. */
export const roundStateAt = (
  deed: RoundDeed,
  { opensAt, closesAt }: { opensAt: Date; closesAt: Date },
  at: Date,
): RoundState => {
  if (deed !== 'published') return deed
  if (at < opensAt) return 'published'
  return at < closesAt ? 'open' : 'closed'
}

/** For so long after the close a request that began before it may still come through. */
export const graceMinutes = 15

/** What becomes of a ticket: what its person said of it before the lock, what the lock said after. */
export const ticketStandings = ['applied', 'withdrawn', 'in', 'rejected', 'disputed'] as const
/** One of {@link ticketStandings}. */
export type TicketStanding = (typeof ticketStandings)[number]
/** Standings in Chinese. */
export const ticketStandingLabels: Record<TicketStanding, string> = {
  applied: '已申请',
  withdrawn: '已退出',
  in: '参加排序',
  rejected: '资格未通过，有号，不参加排序',
  disputed: '有争议未解决，有号，申诉成立后回到号码所在的位置',
}

/** Where the qualification that a ticket rests on stands. */
export const qualificationStates = ['approved', 'pending', 'appealed', 'rejected', 'none'] as const
/** One of {@link qualificationStates}. */
export type QualificationState = (typeof qualificationStates)[number]
/** What each means for the round. */
export const qualificationWords: Record<QualificationState, string> = {
  approved: '资格有效，锁定名单时参加排序',
  pending: '资格还在审核。可以先申请；锁定名单时还没有结果的，记为“有争议”，有号，通过后回到号码所在的位置',
  appealed: '资格正在申诉。可以先申请；锁定名单时记为“有争议”，有号，申诉成立后回到号码所在的位置',
  rejected: '资格没有通过。可以申请，有号，但不参加排序；申诉成立后回到号码所在的位置',
  none: '还没有申请公寓资格，请先申请资格',
}

/** Documents by which people of a household are told apart: those of a registration, and those of who has none. */
export const householdDocuments = [
  'resident-id',
  'hk-macao-permit',
  'taiwan-permit',
  'foreign-permanent-id',
  'hk-macao-pass',
  'taiwan-pass',
  'passport',
  'birth-certificate',
] as const
/** One of {@link householdDocuments}. */
export type HouseholdDocument = (typeof householdDocuments)[number]
/** Documents in Chinese. */
export const householdDocumentLabels: Record<HouseholdDocument, string> = {
  'resident-id': '居民身份证',
  'hk-macao-permit': '港澳居民居住证',
  'taiwan-permit': '台湾居民居住证',
  'foreign-permanent-id': '外国人永久居留身份证',
  'hk-macao-pass': '港澳居民来往内地通行证',
  'taiwan-pass': '台湾居民来往大陆通行证',
  passport: '护照',
  'birth-certificate': '出生医学证明',
}

/** Who somebody of a household is to the applicant. */
export const relationLabels: Record<string, string> = {
  self: '本人',
  spouse: '配偶',
  child: '子女',
  parent: '父母',
}

/** How two tickets come to share somebody. */
export type SharedBy = 'document' | 'name-and-birthday'
/** What is said of it to both. */
export const sharedWords: Record<SharedBy, string> = {
  document: '这个证件也写在这一批的另一个号里。锁定名单前还没有解决的，两个号都记为“有争议”',
  'name-and-birthday':
    '这一批的另一个号里，有姓名和出生日期都相同的人。如果是同一个人，请只留一个号；只是巧合的不用管',
}

/** Why there is a new round after another: the only two causes that the rules know. */
export const redoCauses = ['list-broken', 'source-void'] as const
/** One of {@link redoCauses}. */
export type RedoCause = (typeof redoCauses)[number]
/** Causes in Chinese. */
export const redoCauseLabels: Record<RedoCause, string> = {
  'list-broken': '公布的名单和承诺值不符，或漏了有回执的人',
  'source-void': '来源的开奖被官方宣布无效，公布过的后备也都用不上',
}

/** Steps of the procedure, in their order. */
export const roundSteps = [
  'written',
  'published',
  'corrected',
  'cancelled',
  'lock-asked',
  'locked',
  'source-entered',
  'source-agreed',
  'source-differs',
  'drawn',
  'correction-entered',
  'correction-dropped',
  'result-corrected',
  'choosing',
  'ended',
] as const
/** One of {@link roundSteps}. */
export type RoundStep = (typeof roundSteps)[number]
/** Steps in Chinese. */
export const roundStepLabels: Record<RoundStep, string> = {
  written: '写好草稿',
  published: '公布',
  corrected: '更正',
  cancelled: '取消',
  'lock-asked': '提出锁定名单',
  locked: '锁定名单，公布承诺值',
  'source-entered': '录入开奖号码',
  'source-agreed': '两人录入一致',
  'source-differs': '两人录入不一致',
  drawn: '算出顺序',
  'correction-entered': '有人录入更正的开奖公告，等第二个人核对，选房先不开始',
  'correction-dropped': '核对过，开奖号码没有变，选房照常',
  'result-corrected': '按更正的开奖公告重算',
  choosing: '开始选房',
  ended: '结束',
}

/** What somebody says of a named drawing. */
export const sourceOutcomes = ['held', 'void', 'not-held'] as const
/** One of {@link sourceOutcomes}. */
export type SourceOutcome = (typeof sourceOutcomes)[number]
/** Outcomes in Chinese. */
export const sourceOutcomeLabels: Record<SourceOutcome, string> = {
  held: '已开奖',
  void: '官方宣布无效',
  'not-held': '官方宣布不开奖',
}

/** Which go first, in a sentence, with an example: people read “reserved” in two ways (1,013 asked). */
export const reservedWords = (reserved: 'first' | 'last'): { sentence: string; example: string } =>
  reserved === 'first'
    ? {
        sentence: '保留房先给对应类别的人，按顺序；没有分到的人再一起按顺序选其他房。保留是“至少这么多”。',
        example:
          '例：10 套房，2 套留给夫妻家庭。夫妻家庭里顺序最前的两户先用掉保留的 2 套，其余所有人（含其他夫妻家庭）按顺序用 8 套。如果前 10 名里本来就有 3 户夫妻家庭，保留不会让夫妻家庭多得。',
      }
    : {
        sentence:
          '所有人先一起按顺序选不保留的房；对应类别里还没有分到的人，再按顺序用保留房。保留是“额外再加这么多”。',
        example:
          '例：10 套房，2 套留给夫妻家庭。所有人按顺序先用 8 套；还没有分到的夫妻家庭里，顺序最前的两户再用保留的 2 套。',
      }

/** `T000009 退出`: a line of the log in a few words. */
export const logWords = ({ ticket, act, reason, flat }: LogLine): string =>
  act === 'choose' ? `${ticket} 选定 ${flat ?? ''}` : `${ticket} ${reason ? skipReasons[reason] : ''}`

/** `11月28日 18:00` of a moment here. */
export const momentWords = (moment: string): string => {
  const day = dayInChina(new Date(moment))
  return `${Number(day.slice(5, 7))}月${Number(day.slice(8))}日 ${timeInChina(new Date(moment))}`
}

/** How the three rules work, each with what it means and an example. */
export const roundRuleWords = (
  rule: RoundRule,
  openingMinutes: number,
): { sentence: string; example: string } => {
  if (rule === 'draw')
    return {
      sentence:
        '截止以后，所有号的顺序由公布过的两种全国彩票的开奖号码算出来。早申请晚申请一样，申请几次都只有一个号。',
      example: '例：100 人申请 20 套房，每个人排在前 20 名的机会都是五分之一。顺序任何人都能重算。',
    }
  if (rule === 'points')
    return {
      sentence: '按公布的条款计分，分高的在前；同分的按抽签排。每一分的依据都会告诉你。',
      example: '例：甲 30 分，乙和丙都是 20 分。甲在前；乙和丙谁在前，由开奖号码决定。',
    }
  return {
    sentence:
      openingMinutes > 0
        ? `开放后 ${openingMinutes} 分钟内到的人算同时到，其中的先后由抽签决定；之后到的按到达的先后。以服务器第一次收到为准，重复提交不会更靠前，也不会更靠后。`
        : '按到达的先后，以服务器第一次收到为准，重复提交不会更靠前，也不会更靠后。',
    example: `例：网络慢的人在开放后第 3 分钟才连上，和第 1 秒到的人机会一样；第 ${openingMinutes + 1} 分钟到的人排在他们后面。`,
  }
}
