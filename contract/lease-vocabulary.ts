import { addDays, addMonths, dayInWords, daysBetween, type Day } from './policies/days'

/** Where a lease stands. */
export const leaseStates = [
  'to-sign',
  'signed',
  'paid',
  'living',
  'ending',
  'inspected',
  'settled',
  'lapsed',
  'cancelled',
] as const
/** One of {@link leaseStates}. */
export type LeaseState = (typeof leaseStates)[number]
/** States in Chinese. */
export const leaseStateLabels: Record<LeaseState, string> = {
  'to-sign': '等你签约',
  signed: '等交押金和首期租金',
  paid: '等入住',
  living: '在住',
  ending: '准备退房',
  inspected: '已退房，结算中',
  settled: '已结清',
  lapsed: '逾期未签，已失效',
  cancelled: '已解除',
}
/** The states in which a flat is a person's own: one lease a person, see migration 0057. */
export const livingStates = ['to-sign', 'signed', 'paid', 'living', 'ending'] as const

/** What happens to a lease. */
export const leaseEvents = [
  'sign',
  'pay',
  'hand-over',
  'give-notice',
  'take-back-notice',
  'renew',
  'pass-end',
  'take-back',
  'settle',
  'lapse',
  'cancel',
  'end-unfetched',
] as const
/** One of {@link leaseEvents}. */
export type LeaseEvent = (typeof leaseEvents)[number]
/** Events in Chinese. */
export const leaseEventLabels: Record<LeaseEvent, string> = {
  sign: '签约',
  pay: '交清押金和首期租金',
  'hand-over': '交钥匙',
  'give-notice': '通知退房',
  'take-back-notice': '收回退房通知',
  renew: '续租',
  'pass-end': '租期届满',
  'take-back': '退房验收、交回钥匙',
  settle: '结清押金',
  lapse: '逾期未签或未交',
  cancel: '解除',
  'end-unfetched': '没有来领钥匙，按合同解除',
}
/** Who makes it happen. */
export type LeaseActor = 'tenant' | 'clerk' | 'office' | 'system'
/** The same in Chinese. */
export const leaseActorLabels: Record<LeaseActor, string> = {
  tenant: '承租人',
  clerk: '公寓工作人员',
  office: '人才办',
  system: '系统',
}
/** What an event may depend on. */
export const leaseGuards = ['both-agreed', 'flat-empty', 'in-term', 'nothing-open', 'unfetched'] as const
/** One of {@link leaseGuards}. */
export type LeaseGuard = (typeof leaseGuards)[number]
/** The same in Chinese. */
export const leaseGuardLabels: Record<LeaseGuard, string> = {
  'both-agreed': '入住验房双方都认可',
  'flat-empty': '房屋空着',
  'in-term': '租期已经开始、还没有届满',
  'nothing-open': '扣款都有了结果',
  unfetched: '过了合同写的领钥匙的天数',
}

/** What is signed: the contract, or a supplement that makes it longer. */
export const leasePapers = ['contract', 'renewal'] as const
/** One of {@link leasePapers}. */
export type LeasePaper = (typeof leasePapers)[number]
/** Papers in Chinese. */
export const leasePaperLabels: Record<LeasePaper, string> = {
  contract: '青年人才公寓租赁合同',
  renewal: '青年人才公寓续租协议',
}

/** Days from the offer to sign, and from the signature to pay; the last day is included. */
export const signWithinDays = 7
export const payWithinDays = 3
/** By how many days somebody may put off moving in, and from the offer to the first day unless they choose. */
export const firstDayWithin = 30
export const firstDayAfter = 10
/**
 * Days from the first day, or from the payment where that is later, after which the office may end a lease whose key
 * nobody fetched; printed in the contract, and kept with the lease as it was printed. Nothing ends by itself.
 */
export const keyWithinDays = 30
/** Days after which whoever does not fetch the key is reminded. */
export const keyRemindedDays = [3, 7] as const
/** From which day the key waits: from the first day on, and not before all was paid. */
export const keyWaitsFrom = (firstDay: Day, paidOn: Day): Day => (paidOn > firstDay ? paidOn : firstDay)

/** Months of a lease and of a renewal, unless the policy leaves less. */
export const usualMonths = 12
/** How many days before leaving notice is given. */
export const noticeDays = 15
/** Days before the end on which people are reminded. */
export const remindedDays = [30, 15, 7] as const
/** From so many days before the end on one may renew. */
export const renewableDays = 60
/** Days within which damage is to be objected to; then what the inspection said stands. */
export const objectWithinDays = 7
/** A bill of rent is made out so many days before it is due. */
export const billedDaysAhead = 10
/** How long a guest may stay, and how many may be told of at once. */
export const guestDays = 30
export const guestsAtOnce = 4

/** The day of a month on which rent is due: the fifth, or the first day of a lease that begins later. */
export const rentDueDay = 5

/**
 * The last day of a lease of whole months: the day before the period is full; where the day of that month does
 * not exist, the month’s last (民法典第二百零二条). A year from 29 February ends on 28 February, one from 1 March before a
 * leap day on 29 February.
 */
export const lastDayOf = (firstDay: Day, months: number): Day => {
  const full = addMonths(firstDay, months)
  return full.slice(8) === firstDay.slice(8) ? addDays(full, -1) : full
}

/** One month’s part of a lease, both days included. */
export interface LeaseMonth {
  from: Day
  to: Day
  dueOn: Day
}
/** The calendar months of a lease, the first and the last in part; rent is due on the fifth, or on the first day. */
export const monthsOf = (firstDay: Day, lastDay: Day): LeaseMonth[] => {
  const months: LeaseMonth[] = []
  for (let from = firstDay; from <= lastDay;) {
    const next = addMonths(`${from.slice(0, 7)}-01`, 1)
    const to = addDays(next, -1) < lastDay ? addDays(next, -1) : lastDay
    const due = `${from.slice(0, 7)}-${String(rentDueDay).padStart(2, '0')}`
    months.push({ from, to, dueOn: due > from ? due : from })
    from = next
  }
  return months
}

/** What is looked at in a flat, at moving in and at leaving. */
export const inspectionItems = [
  'door',
  'walls',
  'floor',
  'windows',
  'kitchen',
  'bathroom',
  'appliances',
  'furniture',
  'meters',
  'keys',
] as const
/** One of {@link inspectionItems}. */
export type InspectionItem = (typeof inspectionItems)[number]
/** Items in Chinese. */
export const inspectionItemLabels: Record<InspectionItem, string> = {
  door: '门和门锁',
  walls: '墙面',
  floor: '地面',
  windows: '窗和窗帘',
  kitchen: '厨房',
  bathroom: '卫生间',
  appliances: '家电',
  furniture: '家具',
  meters: '水、电、气表',
  keys: '钥匙和门禁卡',
}
/** How an item is found. */
export const itemStates = ['good', 'worn', 'damaged', 'missing'] as const
/** One of {@link itemStates}. */
export type ItemState = (typeof itemStates)[number]
/** The same in Chinese. */
export const itemStateLabels: Record<ItemState, string> = {
  good: '完好',
  worn: '正常磨损',
  damaged: '损坏',
  missing: '缺少',
}
/** At which end of a lease a flat is inspected. */
export const inspectionKinds = ['move-in', 'move-out'] as const
/** One of {@link inspectionKinds}. */
export type InspectionKind = (typeof inspectionKinds)[number]

/** What is taken off the deposit, and where it stands. */
export const damageStates = ['open', 'agreed', 'accepted', 'objected', 'decided'] as const
/** One of {@link damageStates}. */
export type DamageState = (typeof damageStates)[number]
/** The same in Chinese. */
export const damageStateLabels: Record<DamageState, string> = {
  open: '等你答复',
  agreed: '你已认可',
  accepted: '到期没有异议',
  objected: '有异议，人才办复核中',
  decided: '人才办已复核',
}

/** What repairs are about. */
export const repairKinds = [
  'water',
  'power',
  'gas',
  'lock',
  'appliance',
  'furniture',
  'network',
  'other',
] as const
/** One of {@link repairKinds}. */
export type RepairKind = (typeof repairKinds)[number]
/** Kinds of repairs in Chinese. */
export const repairKindLabels: Record<RepairKind, string> = {
  water: '水管、漏水',
  power: '电路、灯',
  gas: '燃气',
  lock: '门锁',
  appliance: '家电',
  furniture: '家具、门窗',
  network: '网络',
  other: '其他',
}
/** Where a repair stands. */
export const repairStates = ['reported', 'promised', 'under-way', 'done', 'closed'] as const
/** One of {@link repairStates}. */
export type RepairState = (typeof repairStates)[number]
/** The same in Chinese. */
export const repairStateLabels: Record<RepairState, string> = {
  reported: '已报修，等安排',
  promised: '已约好日子',
  'under-way': '维修中',
  done: '修好了，等你确认',
  closed: '已完成',
}
/** What is done about a repair. */
export const repairActs = ['report', 'promise', 'begin', 'finish', 'confirm', 'reopen'] as const
/** One of {@link repairActs}. */
export type RepairAct = (typeof repairActs)[number]
/** The same in Chinese. */
export const repairActLabels: Record<RepairAct, string> = {
  report: '报修',
  promise: '约定日期',
  begin: '开始维修',
  finish: '修好',
  confirm: '确认修好',
  reopen: '没有修好，再修',
}
/** From which state an act leads where. Whoever finished it in one visit need not say that they began. */
export const repairMoves: Record<Exclude<RepairAct, 'report'>, Partial<Record<RepairState, RepairState>>> = {
  promise: { reported: 'promised', promised: 'promised' },
  begin: { reported: 'under-way', promised: 'under-way' },
  finish: { reported: 'done', promised: 'done', 'under-way': 'done' },
  confirm: { done: 'closed' },
  reopen: { done: 'reported', closed: 'reported' },
}
/** Days within which what is urgent is looked at, and what is not. */
export const repairWithinDays = { urgent: 1, usual: 5 } as const
/** How many repairs of one flat may be open at once. */
export const repairsAtOnce = 10
/** How many photos go with a report, and with an item of an inspection. */
export const photosAtMost = 6

/** Who lives in a flat beside the tenant. */
export const residentKinds = ['household', 'guest'] as const
/** One of {@link residentKinds}. */
export type ResidentKind = (typeof residentKinds)[number]
/** What they are to the tenant. */
export const relations = ['spouse', 'child', 'parent', 'flatmate', 'friend', 'relative'] as const
/** One of {@link relations}. */
export type Relation = (typeof relations)[number]
/** The same in Chinese. */
export const relationLabels: Record<Relation, string> = {
  spouse: '配偶',
  child: '子女',
  parent: '父母',
  flatmate: '合住的人',
  friend: '朋友',
  relative: '亲戚',
}

/** `1月12日 至 2027年1月11日` and the like: first and last day in words. */
export const termWords = (firstDay: Day, lastDay: Day): string =>
  `${dayInWords(firstDay)}至${dayInWords(lastDay)}`
/** How the last day stands to a day: `还有 12 天到期`, `今天到期`, `已过期 3 天`. */
export const endWords = (lastDay: Day, today: Day): string => {
  const left = daysBetween(today, lastDay)
  if (left === 0) return '今天到期'
  return left > 0 ? `还有 ${left} 天到期` : `已过期 ${-left} 天`
}

/** The benefit of the policy book that a lease is. */
export const leaseBenefit = 'youth-apartment'
/** Parameters of the book that leases go by: months in all, months of rent held as deposit. */
export const leaseParameters = ['apartmentMonths', 'apartmentDeposit'] as const

/** Lists at the desk of a project. */
export const deskLists = ['arriving', 'leaving'] as const
/** One of {@link deskLists}. */
export type DeskList = (typeof deskLists)[number]

/** The lists of the office, by what has to be done. */
export const leaseViews = [
  'to-sign',
  'unpaid',
  'keys',
  'living',
  'arrears',
  'ending',
  'overstay',
  'objections',
  'over',
] as const
/** One of {@link leaseViews}. */
export type LeaseView = (typeof leaseViews)[number]
/** The same in Chinese. */
export const leaseViewLabels: Record<LeaseView, string> = {
  'to-sign': '待签约',
  unpaid: '待交款',
  keys: '待入住',
  living: '在住',
  arrears: '欠费',
  ending: '30 天内到期或已通知',
  overstay: '到期未退',
  objections: '扣款异议',
  over: '已结束',
}
