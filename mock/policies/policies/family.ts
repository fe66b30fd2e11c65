import type { Policy } from '@jucai/contract/policies/book'
import type { Criterion } from '@jucai/contract/policies/criteria'
import { clause, example, paperOf, supporting, worksHere } from '../writing'

const today = '2026-11-26'

const schoolingPaper = paperOf('星城市人才子女入学实施细则（示例）')
const parent = {
  hasSchoolChild: true,
  employedHere: true,
  rentsHere: true,
  schoolLevel: 'primary',
  childBornOn: '2021-03-08',
  schoolCutoff: '2027-08-31',
}

/** Of who goes to this level: of that age by 31 August of the year. */
const reaches = (level: string, label: string, age: string): Criterion => ({
  label,
  when: { fact: 'schoolLevel', is: level },
  then: { fact: 'childBornOn', sinceAtLeast: { parameter: age }, on: 'schoolCutoff' },
})

const schooling = supporting({
  code: 'children-schooling',
  title: '人才子女入学实施细则',
  summary: '在星城工作、有住处的人才，孩子上幼儿园、小学、初中或转学，就近安排学位，10 个工作日内答复。',
  department: '星城市教育局',
  source: schoolingPaper(
    '第二条',
    '人才子女入学由教育部门按就近原则统筹安排，人才办受理并在 10 个工作日内答复。',
  ),
  situations: ['family'],
  stages: ['settling'],
  keywords: ['子女入学', '孩子上学', '转学', '学位', '幼儿园', '小学', '初中'],
  clauses: [
    clause('2', '第二条', '人才子女入学由教育部门按就近原则统筹安排，人才办受理并在 10 个工作日内答复。'),
    clause('3', '第三条', '父母一方或其他监护人在本市就业或创业。'),
    clause(
      '4',
      '第四条',
      '当年 8 月 31 日前，幼儿园满 3 周岁，小学满 6 周岁，初中满 12 周岁；8 月 31 日当天计算在内。转学不看年龄。',
    ),
    clause('5', '第五条', '在本市租房居住或有自有住房，按居住地就近安排。'),
    clause('6', '第六条', '户口簿或出生证明、租房合同或房产证应当清楚、完整。'),
  ],
  criterion: {
    all: [
      { clause: '2', label: '有孩子要上学', fact: 'hasSchoolChild', is: true },
      worksHere('3'),
      {
        clause: '5',
        label: '在本市有住处',
        advice: '签好租房合同后即可申请',
        any: [
          { fact: 'rentsHere', is: true },
          { fact: 'ownsHome', is: true },
        ],
      },
      {
        clause: '4',
        label: '到了入学年龄',
        advice: '可以申请下一年入学',
        all: [
          reaches('kindergarten', '上幼儿园满 3 周岁', 'kindergartenAge'),
          reaches('primary', '上小学满 6 周岁', 'primaryAge'),
          reaches('junior', '上初中满 12 周岁', 'juniorAge'),
        ],
      },
    ],
  },
  amounts: [],
  papers: ['户口簿或出生证明', '租房合同或房产证', '劳动合同或营业执照'],
  conditions: ['在本市就业或创业', '在本市有住处'],
  opens: [
    { kind: 'program', key: 'schooling' },
    { kind: 'service', key: 'family-desk' },
  ],
  paidWithinWorkingDays: null,
  examples: [
    example('明年上小学，到时 6 周岁多', today, parent, 'pass'),
    example('转学，不看年龄', today, { ...parent, schoolLevel: 'transfer' }, 'pass'),
    example(
      '2 月 29 日出生，8 月 31 日前满 3 周岁',
      today,
      { ...parent, schoolLevel: 'kindergarten', childBornOn: '2024-02-29' },
      'pass',
    ),
    example('没有住处', today, { ...parent, rentsHere: false, ownsHome: false }, 'fail', '5'),
    example('没有孩子要上学', today, { ...parent, hasSchoolChild: false }, 'fail', '2'),
    example(
      '没有填孩子的出生日期',
      today,
      {
        hasSchoolChild: true,
        employedHere: true,
        rentsHere: true,
        schoolLevel: 'primary',
        schoolCutoff: '2027-08-31',
      },
      'unknown',
    ),
    example('8 月 31 日当天满 6 周岁', today, { ...parent, childBornOn: '2021-08-31' }, 'pass'),
    example('9 月 1 日才满 6 周岁', today, { ...parent, childBornOn: '2021-09-01' }, 'fail', '4'),
    example(
      '上幼儿园，8 月 31 日当天满 3 周岁',
      today,
      { ...parent, schoolLevel: 'kindergarten', childBornOn: '2024-08-31' },
      'pass',
    ),
    example(
      '上初中，9 月 1 日才满 12 周岁',
      today,
      { ...parent, schoolLevel: 'junior', childBornOn: '2015-09-01' },
      'fail',
      '4',
    ),
  ],
})

const partnerPaper = paperOf('星城市人才配偶就业帮扶办法（示例）')
const couple = {
  talentTier: 'b',
  employedHere: true,
  employedSince: '2026-09-01',
  married: true,
  partnerEmployed: false,
}

const partner = supporting({
  code: 'partner-job',
  title: '人才配偶就业帮扶办法',
  summary: '爱人跟你一起来星城、还没有找到工作：专人推荐岗位，找工作期间每月补贴 1,000 元，最长 6 个月。',
  department: '星城市人力资源和社会保障局',
  source: partnerPaper('第二条', '对随人才来我市、尚未就业的配偶，推荐岗位并发放求职补贴。'),
  situations: ['family', 'look-for-job'],
  stages: ['arriving', 'settling'],
  keywords: ['配偶就业', '爱人工作', '伴侣', '家属随迁', '求职补贴'],
  clauses: [
    clause('3.1', '第三条第一项', '人才本人为 C 类以上，在本市就业，劳动合同已经开始。'),
    clause('3.2', '第三条第二项', '已经登记结婚，配偶在本市尚未就业。'),
    clause('4', '第四条', '人才办每季度为配偶推荐不少于三个岗位。'),
    clause('5', '第五条', '求职补贴每月 1,000 元，最长 6 个月；配偶就业的，次月起停发。'),
  ],
  criterion: {
    all: [
      {
        clause: '3.1',
        label: 'C 类以上人才',
        advice: '先办人才认定',
        fact: 'talentTier',
        atLeast: { value: 'c' },
      },
      { clause: '3.1', label: '在本市就业', fact: 'employedHere', is: true },
      {
        clause: '3.1',
        label: '劳动合同已经开始',
        advice: '入职当天起可以申请',
        fact: 'employedSince',
        sinceAtLeast: { days: 0 },
      },
      { clause: '3.2', label: '已婚', fact: 'married', is: true },
      { clause: '3.2', label: '配偶尚未就业', fact: 'partnerEmployed', is: false },
    ],
  },
  amounts: [{ label: '求职补贴', parameter: 'partnerAllowance', months: 'partnerMonths' }],
  papers: ['结婚证', '本人劳动合同', '配偶的求职登记'],
  conditions: ['本人在本市就业', '配偶尚未就业'],
  opens: [{ kind: 'service', key: 'family-desk' }],
  paidWithinWorkingDays: 20,
  examples: [
    example('B 类人才，爱人还没有工作', today, couple, 'pass'),
    example('爱人已经在本市上班', today, { ...couple, partnerEmployed: true }, 'fail', '3.2'),
    example('D 类人才', today, { ...couple, talentTier: 'd' }, 'fail', '3.1'),
    example(
      '没有填爱人有没有工作',
      today,
      { talentTier: 'b', employedHere: true, employedSince: '2026-09-01', married: true },
      'unknown',
    ),
    example('入职当天', '2026-09-01', couple, 'pass'),
    example('入职前一天', '2026-08-31', couple, 'fail', '3.1'),
  ],
})

const medicalPaper = paperOf('星城市人才医疗保健服务办法（示例）')
const patient = { talentTier: 'c', employedSince: '2026-10-08', presentRegion: 'elsewhere' }

const medical = supporting({
  code: 'medical-lane',
  title: '人才医疗保健服务办法',
  summary: 'C 类以上人才入职或住到星城后走医疗绿色通道，免费做一次基础体检。不用申请，确认一下就有。',
  department: '星城市卫生健康局',
  source: medicalPaper('第二条', 'C 类以上人才享受医疗绿色通道和免费体检。'),
  situations: ['health'],
  stages: ['settling', 'growing'],
  keywords: ['体检', '看病', '绿色通道', '医疗', '挂号', '免申即享'],
  clauses: [
    clause('3', '第三条', 'C 类以上人才，自劳动合同开始之日起享受；现居本市的，自认定之日起享受。'),
    clause('4', '第四条', '定点医院优先安排就诊；基础体检一次免费。'),
    clause('5', '第五条', '凭认定、登记和就业记录直接开通，不用申请；本人确认后，凭人才码使用。'),
  ],
  criterion: {
    all: [
      {
        clause: '3',
        label: 'C 类以上人才',
        advice: '先办人才认定',
        fact: 'talentTier',
        atLeast: { value: 'c' },
      },
      {
        clause: '3',
        label: '劳动合同已经开始，或现居本市',
        advice: '入职当天起享受',
        any: [
          { label: '现居本市', fact: 'presentRegion', is: 'here' },
          { label: '劳动合同已经开始', fact: 'employedSince', sinceAtLeast: { days: 0 } },
        ],
      },
    ],
  },
  amounts: [],
  papers: ['人才码'],
  conditions: ['保持 C 类以上人才层次'],
  opens: [{ kind: 'service', key: 'medical-lane' }],
  paidWithinWorkingDays: null,
  offered: true,
  examples: [
    example('C 类人才，入职一个多月', today, patient, 'pass'),
    example('D 类人才', today, { ...patient, talentTier: 'd' }, 'fail', '3'),
    example('没有填住在哪里、劳动合同从哪天开始', today, { talentTier: 'c' }, 'unknown'),
    example('还没入职，已经住在本市', today, { talentTier: 'c', presentRegion: 'here' }, 'pass'),
    example('入职当天', '2026-10-08', patient, 'pass'),
    example('入职前一天', '2026-10-07', patient, 'fail', '3'),
  ],
})

/** Children, partner, health. */
export const family: Policy[] = [schooling, partner, medical]
