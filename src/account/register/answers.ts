import { checkDocument } from '@jucai/contract/identity-documents'
import type { Profile, Registration } from '@jucai/contract/profiles'
import { graduationFault } from '@jucai/contract/registration-rules'
import type { Aim, Degree } from '@jucai/contract/vocabulary'
import type { PickerOption } from '@/components/picker-sheet'
import { todayInChina } from '@/words/dates'
import { identityFault } from '../identity-fields'
import type { Identity } from '../identity-hand-over'

/**
 * The form as it is being filled in: empty where nothing was answered yet. Regions carry their names along.
 */
export interface Answers extends Identity {
  school: string
  degree: Degree | undefined
  major: string
  graduatesOn: string
  homeRegion: PickerOption | undefined
  presentRegion: PickerOption | undefined
  aims: Aim[]
}
/** Name of one answer of the registration. */
export type AnswerName = keyof Answers
/** What is wrong with each answer, in words. */
export type Faults = Partial<Record<AnswerName, string | undefined>>

/** The screens of the form, in order; each asks one thing. */
export const sections = [
  {
    key: 'identity',
    title: '你是谁',
    asks: '姓名、证件号码',
    fields: ['name', 'documentType', 'documentNumber'],
  },
  {
    key: 'school',
    title: '在哪里读书',
    asks: '学校、学历、专业、毕业时间',
    fields: ['school', 'degree', 'major', 'graduatesOn'],
  },
  {
    key: 'places',
    title: '从哪里来，现在在哪里',
    asks: '家乡和现居地',
    fields: ['homeRegion', 'presentRegion'],
  },
  { key: 'aims', title: '想在这里找什么', asks: '工作、住处、补贴……', fields: ['aims'] },
  { key: 'review', title: '看一遍，没错就提交', asks: '', fields: [] },
] as const satisfies readonly { key: string; title: string; asks: string; fields: readonly AnswerName[] }[]
/** Index of the last screen. */
export const reviewSection = sections.length - 1
/** The screen that asks for a field. */
export const sectionOf = (field: AnswerName): number =>
  sections.findIndex(({ fields }) => (fields as readonly AnswerName[]).includes(field))

/** An empty form. */
export const noAnswers: Answers = {
  name: '',
  documentType: 'resident-id',
  documentNumber: '',
  school: '',
  degree: undefined,
  major: '',
  graduatesOn: '',
  homeRegion: undefined,
  presentRegion: undefined,
  aims: [],
}

/** The form over a profile that is there; the masked number stands for the number itself. */
export const answersOf = (profile: Profile): Answers => ({
  ...profile,
  documentNumber: profile.documentNumber ?? '',
  homeRegion: { value: profile.homeRegion, label: profile.homeRegionName },
  presentRegion: { value: profile.presentRegion, label: profile.presentRegionName },
})

/** Whether the number is the masked one that the server showed. */
export const isMasked = (number: string): boolean => number.includes('*')

const birthOf = ({ documentType, documentNumber }: Answers): string | null => {
  const check = checkDocument(documentType, documentNumber, todayInChina())
  return check.ok ? check.birth : null
}

const rules: Partial<Record<AnswerName, (answers: Answers) => string | undefined>> = {
  name: (answers) => identityFault('name', answers),
  documentNumber: (answers) =>
    isMasked(answers.documentNumber) ? undefined : identityFault('documentNumber', answers),
  school: ({ school }) => (school ? undefined : '请选择学校，列表里没有也可以直接填写'),
  degree: ({ degree }) => (degree ? undefined : '请选择学历，在读的选正在读的学历'),
  major: ({ major }) => (major.trim() ? undefined : '请填写专业，和毕业证上一样'),
  graduatesOn: (answers) =>
    answers.graduatesOn
      ? (graduationFault(answers.graduatesOn, birthOf(answers), todayInChina()) ?? undefined)
      : '请把年、月、日都选上，还没毕业选预计的日期',
  homeRegion: ({ homeRegion }) => (homeRegion ? undefined : '请选择家乡'),
  presentRegion: ({ presentRegion }) => (presentRegion ? undefined : '请选择现在住的城市'),
  aims: ({ aims }) => (aims.length > 0 ? undefined : '至少选一项，不确定就选“先看看”'),
}

/** What is wrong with one answer, in words that help; undefined when nothing is. */
export const faultOf = (field: AnswerName, answers: Answers): string | undefined => rules[field]?.(answers)

/** What is wrong on one screen. */
export const faultsOf = (section: number, answers: Answers): Faults =>
  Object.fromEntries(
    (sections[section]?.fields ?? []).flatMap((field) => {
      const fault = faultOf(field, answers)
      return fault ? [[field, fault]] : []
    }),
  )

/** The body of `PUT /me/profile`; null while something is missing. */
export const registrationOf = (answers: Answers): Registration | null => {
  const { degree, homeRegion, presentRegion } = answers
  if (!degree || !homeRegion || !presentRegion) return null
  const { name, documentType, documentNumber, school, major, graduatesOn, aims } = answers
  return {
    name: name.trim(),
    documentType,
    documentNumber: documentNumber.trim(),
    school: school.trim(),
    degree,
    major: major.trim(),
    graduatesOn,
    homeRegion: homeRegion.value,
    presentRegion: presentRegion.value,
    aims,
  }
}
