/**
 * The closed sets of values that cross the wire, with the words people read. Free of the schema library, so
 * that the phone may import it.
 */

/** Every role an actor can hold. A signed-in person is always a `holder`; the rest come by invitation. */
export const roles = [
  'holder',
  'clerk',
  'reviewer',
  'lead',
  'system-admin',
  'security-admin',
  'audit-admin',
] as const
/** One of {@link roles}. */
export type Role = (typeof roles)[number]
/** Roles in Chinese. */
export const roleLabels: Record<Role, string> = {
  holder: '持码人',
  clerk: '工作站工作人员',
  reviewer: '审核员',
  lead: '人才办负责人',
  'system-admin': '系统管理员',
  'security-admin': '安全管理员',
  'audit-admin': '审计管理员',
}
/** Roles that an invitation can carry. */
export type StaffRole = Exclude<Role, 'holder'>
/** The roles that are given, all but holder. */
export const staffRoles = roles.filter((role): role is StaffRole => role !== 'holder')

/** Degrees, lowest first. */
export const degrees = ['associate', 'bachelor', 'master', 'doctor'] as const
export type Degree = (typeof degrees)[number]
/** Degrees in Chinese. */
export const degreeLabels: Record<Degree, string> = {
  associate: '大专',
  bachelor: '本科',
  master: '硕士',
  doctor: '博士',
}

/** Stages of life here, in order; services are listed by them. */
export const stages = ['before', 'arriving', 'settling', 'growing', 'moving-on'] as const
export type Stage = (typeof stages)[number]
/** Stages in Chinese. */
export const stageLabels: Record<Stage, string> = {
  before: '来之前',
  arriving: '刚来到',
  settling: '安下家',
  growing: '谋发展',
  'moving-on': '再出发',
}

/** Situations that a person recognises as theirs; the grid on the home page. */
export const situations = [
  'look-for-job',
  'find-home',
  'live-here',
  'start-business',
  'family',
  'health',
] as const
export type Situation = (typeof situations)[number]
/** Situations in Chinese. */
export const situationLabels: Record<Situation, string> = {
  'look-for-job': '找工作',
  'find-home': '找住处',
  'live-here': '日常生活',
  'start-business': '想创业',
  family: '家人安顿',
  health: '看病健身',
}

/** Kinds of stations. */
export const stationKinds = ['campus', 'city', 'apartment', 'venue', 'fair'] as const
export type StationKind = (typeof stationKinds)[number]
/** Kinds of station in Chinese. */
export const stationKindLabels: Record<StationKind, string> = {
  campus: '高校站',
  city: '驻外站',
  apartment: '公寓',
  venue: '场馆',
  fair: '招聘会',
}

/** Purposes for which personal data is processed, each agreed to apart (PIPL art. 14, 29). */
export const purposes = ['registration', 'id-number', 'talent-code', 'talent-pool'] as const
export type Purpose = (typeof purposes)[number]

/** Identity documents that can be registered. */
export const documentTypes = [
  'resident-id',
  'hk-macao-permit',
  'taiwan-permit',
  'foreign-permanent-id',
] as const
export type DocumentType = (typeof documentTypes)[number]
/** Documents in Chinese. */
export const documentTypeLabels: Record<DocumentType, string> = {
  'resident-id': '居民身份证',
  'hk-macao-permit': '港澳居民居住证',
  'taiwan-permit': '台湾居民居住证',
  'foreign-permanent-id': '外国人永久居留身份证',
}

/** What a person looks for here. */
export const aims = ['job', 'internship', 'housing', 'business', 'subsidy', 'look-around'] as const
export type Aim = (typeof aims)[number]
/** Aims in Chinese. */
export const aimLabels: Record<Aim, string> = {
  job: '找工作',
  internship: '找实习见习',
  housing: '找住处',
  business: '想创业',
  subsidy: '领补贴',
  'look-around': '先看看',
}

/** What a scan can find, in the order of docs/talent-code.md. Verdicts are answers, not errors. */
export const verdicts = [
  'valid',
  'already-recorded',
  'expired',
  'revoked',
  'wrong-challenge',
  'stale-proof',
  'clock-off',
  'altered',
  'unknown-issuer',
  'not-a-talent-code',
] as const
export type Verdict = (typeof verdicts)[number]

/** How a code came to the clerk: seen by a camera, read from a picture, or pasted as text. */
export const codeEntries = ['camera', 'picture', 'pasted'] as const
export type CodeEntry = (typeof codeEntries)[number]
/** What each of them is called. */
export const codeEntryLabels: Readonly<Record<CodeEntry, string>> = {
  camera: '扫码',
  picture: '从图片识别',
  pasted: '粘贴文本',
}

/** Kinds of talent by the keys of docs/talent-code.md. */
export const categoryLabels: Readonly<Record<string, string>> = {
  graduate: '高校毕业生',
  returnee: '归根人才',
  expert: '柔性专家',
  skilled: '技能人才',
  founder: '创业人才',
  other: '人才',
}
