import type { Role } from '@jucai/contract/vocabulary'
import type { Registration } from '@jucai/contract/profiles'
import { checkCharacter } from '@jucai/contract/identity-documents'
import { stationOf } from '../city/stations'

/** Who the sample sign-in offers. */
export const sampleActors = [
  'graduate',
  'returnee',
  'clerk',
  'station-clerk',
  'reviewer',
  'lead',
  'second-lead',
  'admin',
  'security-admin',
  'audit-admin',
] as const
/** One of {@link sampleActors}. */
export type SampleActor = (typeof sampleActors)[number]

/** A made-up number of a resident identity card that passes the check. */
export const sampleDocument = (region: string, birth: string, sequence: number): string => {
  const digits = `${region}${birth.replace(/-/g, '')}${String(sequence).padStart(3, '0')}`
  return digits + checkCharacter(digits)
}

/** One of the named sample people. */
export interface SamplePerson {
  as: SampleActor
  phone: string
  registration: Registration
  role: Exclude<Role, 'holder'> | null
  stationId: string | null
}

const person = (
  as: SampleActor,
  number: number,
  registration: Partial<Registration> & Pick<Registration, 'name' | 'documentNumber'>,
  role: SamplePerson['role'] = null,
  stationId: string | null = null,
): SamplePerson => ({
  as,
  phone: `1990000000${number}`,
  role,
  stationId,
  registration: {
    documentType: 'resident-id',
    school: '湖南大学',
    degree: 'bachelor',
    major: '计算机科学与技术',
    graduatesOn: '2026-06-30',
    homeRegion: '430102',
    presentRegion: '430102',
    aims: ['job', 'housing'],
    ...registration,
  },
})

/** The named sample people (示例). */
export const samplePeople: SamplePerson[] = [
  person('graduate', 1, {
    name: '林小满',
    documentNumber: sampleDocument('430121', '2004-05-20', 21),
    aims: ['job', 'housing', 'subsidy'],
    homeRegion: '430121',
    presentRegion: '430104',
  }),
  person('returnee', 2, {
    name: '周归远',
    school: '华南理工大学',
    degree: 'master',
    major: '材料工程',
    graduatesOn: '2019-06-30',
    documentNumber: sampleDocument('430181', '1994-09-12', 33),
    homeRegion: '430181',
    presentRegion: '440305',
    aims: ['look-around', 'business'],
  }),
  person(
    'clerk',
    3,
    {
      name: '陈站长',
      school: '湖南师范大学',
      major: '公共事业管理',
      graduatesOn: '2020-06-30',
      documentNumber: sampleDocument('430103', '1998-01-08', 45),
    },
    'clerk',
    stationOf.hall,
  ),
  person(
    'station-clerk',
    9,
    {
      name: '苏念湘',
      school: '深圳大学',
      major: '人力资源管理',
      graduatesOn: '2018-06-30',
      documentNumber: sampleDocument('430181', '1996-03-17', 64),
      presentRegion: '440305',
    },
    'clerk',
    stationOf.shenzhen,
  ),
  person(
    'reviewer',
    4,
    {
      name: '何审慎',
      school: '湘潭大学',
      major: '行政管理',
      graduatesOn: '2016-06-30',
      documentNumber: sampleDocument('430302', '1994-11-02', 12),
    },
    'reviewer',
  ),
  person(
    'lead',
    5,
    {
      name: '罗望才',
      school: '中南大学',
      degree: 'master',
      major: '公共管理',
      graduatesOn: '2009-06-30',
      documentNumber: sampleDocument('430104', '1984-07-15', 51),
    },
    'lead',
  ),
  person(
    'second-lead',
    0,
    {
      name: '谢衡之',
      school: '湖南大学',
      degree: 'master',
      major: '会计学',
      graduatesOn: '2011-06-30',
      documentNumber: sampleDocument('430102', '1986-04-09', 72),
    },
    'lead',
  ),
  person(
    'admin',
    6,
    {
      name: '唐系统',
      school: '长沙理工大学',
      major: '软件工程',
      graduatesOn: '2014-06-30',
      documentNumber: sampleDocument('430105', '1992-02-28', 17),
    },
    'system-admin',
  ),
  person(
    'security-admin',
    7,
    {
      name: '安守正',
      school: '国防科技大学',
      major: '信息安全',
      graduatesOn: '2013-06-30',
      documentNumber: sampleDocument('430111', '1991-10-09', 27),
    },
    'security-admin',
  ),
  person(
    'audit-admin',
    8,
    {
      name: '明察',
      school: '湖南财政经济学院',
      major: '审计学',
      graduatesOn: '2015-06-30',
      documentNumber: sampleDocument('430112', '1993-12-24', 38),
    },
    'audit-admin',
  ),
]

const surnames = '王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许邓冯韩曹'
const given = [
  '子涵',
  '雨桐',
  '思远',
  '嘉怡',
  '浩然',
  '梓萱',
  '一鸣',
  '欣妍',
  '天宇',
  '若溪',
  '志远',
  '可欣',
  '俊杰',
  '晓琳',
  '文博',
  '诗雨',
  '明轩',
  '佳慧',
  '泽楷',
  '安然',
]
const schools: [school: string, weight: number][] = [
  ['湖南大学', 18],
  ['中南大学', 17],
  ['湖南师范大学', 14],
  ['长沙理工大学', 12],
  ['湘潭大学', 11],
  ['湖南农业大学', 9],
  ['南华大学', 8],
  ['湖南科技大学', 8],
  ['武汉大学', 6],
  ['湖南工业大学', 6],
  ['中山大学', 4],
  ['华中科技大学', 3],
  ['南昌大学', 2],
  ['长沙学院', 2],
]
const majors = [
  '计算机科学与技术',
  '机械设计制造及其自动化',
  '土木工程',
  '会计学',
  '汉语言文学',
  '临床医学',
  '材料科学与工程',
  '电气工程及其自动化',
  '英语',
  '金融学',
  '食品科学与工程',
  '软件工程',
]
const degreesInTurn = [
  'bachelor',
  'bachelor',
  'master',
  'bachelor',
  'associate',
  'bachelor',
  'master',
  'doctor',
] as const
const regions = [
  '430102',
  '430104',
  '430103',
  '430111',
  '430105',
  '430112',
  '430181',
  '430302',
  '430406',
  '420106',
]
const pick = <T>(list: readonly T[], turn: number): T => list[turn % list.length] as T

/** 120 sample graduates over real schools, the same at every start (示例). They never sign in. */
export const sampleGraduates: Registration[] = schools
  .flatMap(([school, weight]) => Array.from({ length: weight }, () => school))
  .map((school, turn) => ({
    name: pick([...surnames], turn * 7 + 3) + pick(given, turn * 11 + Math.floor(turn / 20)),
    documentType: 'resident-id',
    documentNumber: sampleDocument(
      pick(regions, turn),
      `${1998 + (turn % 6)}-${String(1 + (turn % 12)).padStart(2, '0')}-${String(1 + ((turn * 5) % 28)).padStart(2, '0')}`,
      100 + turn,
    ),
    school,
    degree: pick(degreesInTurn, turn),
    major: pick(majors, turn * 5),
    graduatesOn: `${2024 + (turn % 4)}-06-30`,
    homeRegion: pick(regions, turn),
    presentRegion: pick(regions, turn + 3),
    aims: turn % 3 === 0 ? ['job', 'housing'] : turn % 3 === 1 ? ['internship'] : ['subsidy', 'job'],
  }))
