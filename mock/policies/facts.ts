import type { FactDefinition, FactOption, FactOrder } from '@jucai/contract/policies/facts'
import { experienceFact, majorClassFact } from '@jucai/contract/fit/facts'
import { degreeLabels, degrees, documentTypeLabels, documentTypes } from '@jucai/contract/vocabulary'

const yesOrNo = { kind: 'boolean' } as const
const ranked = (...options: [value: string, label: string][]): { kind: 'choice'; options: FactOption[] } => ({
  kind: 'choice',
  options: options.map(([value, label], rank) => ({ value, label, rank })),
})
const choice = (...options: [value: string, label: string][]): { kind: 'choice'; options: FactOption[] } => ({
  kind: 'choice',
  options: options.map(([value, label]) => ({ value, label })),
})

const person: FactDefinition[] = [
  {
    code: 'degree',
    label: '最高学历',
    question: '你的最高学历是什么？在读的填毕业时能拿到的学历',
    type: ranked(['none', '大专以下'], ...degrees.map((one): [string, string] => [one, degreeLabels[one]])),
  },
  majorClassFact,
  {
    code: 'enrolledOn',
    label: '入学日期',
    question: '你最高学历的入学日期是哪天？',
    type: { kind: 'day' },
    fixed: true,
  },
  {
    code: 'graduatesOn',
    label: '毕业日期',
    question: '你哪天毕业？还在读的填预计毕业日期',
    type: { kind: 'day', future: true },
    fixed: true,
  },
  {
    code: 'birthday',
    label: '出生日期',
    question: '你的出生日期是哪天？',
    type: { kind: 'day' },
    fixed: true,
  },
  {
    code: 'documentType',
    label: '证件类型',
    question: '你登记用的是哪种证件？',
    type: choice(...documentTypes.map((one): [string, string] => [one, documentTypeLabels[one]])),
  },
  {
    code: 'presentRegion',
    label: '现居地',
    question: '你现在住在哪里？',
    type: choice(['here', '星城市'], ['elsewhere', '国内其他地方'], ['abroad', '境外']),
    validForMonths: 12,
  },
  {
    code: 'homeRegion',
    label: '家乡',
    question: '你的家乡在哪里？',
    type: choice(['here', '星城市'], ['elsewhere', '其他地方']),
    fixed: true,
  },
  {
    code: 'householdHere',
    label: '本市户口',
    question: '你的户口在星城市吗？',
    type: yesOrNo,
    validForMonths: 12,
  },
  {
    code: 'married',
    label: '已婚',
    question: '你结婚了吗？',
    type: yesOrNo,
    validForMonths: 12,
  },
  {
    code: 'partnerEmployed',
    label: '配偶在本市就业',
    question: '你的爱人在星城市有工作吗？',
    type: yesOrNo,
    validForMonths: 6,
  },
]

const ability: FactDefinition[] = [
  {
    code: 'talentTier',
    label: '人才层次',
    question: '你的人才层次是哪一类？人才码上有写',
    type: ranked(['none', '没有'], ['d', 'D 类'], ['c', 'C 类'], ['b', 'B 类'], ['a', 'A 类']),
  },
  {
    code: 'title',
    label: '职称或技能等级',
    question: '你有职称，或者高级技师证书吗？',
    type: {
      kind: 'choice',
      options: [
        { value: 'none', label: '没有', rank: 0 },
        { value: 'middle', label: '中级', rank: 1 },
        { value: 'technician', label: '高级技师', rank: 2 },
        { value: 'associate-senior', label: '副高级', rank: 2 },
        { value: 'senior', label: '正高级', rank: 3 },
      ],
    },
  },
  {
    code: 'tierSought',
    label: '申请认定的层次',
    question: '你想认定哪一类人才？',
    type: choice(['open', '够哪一类就认定哪一类'], ['c', 'C 类'], ['b', 'B 类'], ['a', 'A 类']),
    validForMonths: 12,
  },
  {
    code: 'skillLevel',
    label: '新取得的技能等级',
    question: '你最近拿到的职业技能等级证书是几级？',
    type: ranked(
      ['none', '没有'],
      ['intermediate', '中级工（四级）'],
      ['senior', '高级工（三级）'],
      ['technician', '技师（二级）'],
      ['senior-technician', '高级技师（一级）'],
    ),
  },
  {
    code: 'skillCertifiedOn',
    label: '技能证书的发证日期',
    question: '这本技能证书是哪天发的？',
    type: { kind: 'day' },
  },
  {
    code: 'researchGrant',
    label: '主持的科研项目',
    question: '你主持过哪一级的科研项目？',
    type: ranked(['none', '没有'], ['provincial', '省级'], ['national', '国家级']),
  },
  {
    code: 'postdocSince',
    label: '博士后进站日期',
    question: '你是哪天进本市博士后工作站的？',
    type: { kind: 'day' },
  },
]

const work: FactDefinition[] = [
  experienceFact,
  {
    code: 'employedHere',
    label: '在本市就业',
    question: '你和星城市的单位签了劳动合同吗？',
    type: yesOrNo,
    validForMonths: 12,
  },
  {
    code: 'employedSince',
    label: '劳动合同开始日期',
    question: '你的劳动合同从哪天开始？',
    type: { kind: 'day', future: true },
  },
  {
    code: 'insuranceMonths',
    label: '在本地连续缴纳社保的月数',
    question: '你在星城市连续缴了几个月社保？没缴过填 0',
    type: { kind: 'integer', unit: 'months', max: 600, grows: true },
    validForMonths: 24,
  },
  {
    code: 'employerKind',
    label: '单位性质',
    question: '你的单位是哪一种？',
    type: choice(
      ['chain', '重点产业链企业'],
      ['firm', '其他企业或社会组织'],
      ['research', '学校、医院或科研院所'],
      ['government', '机关或参公单位（在编）'],
    ),
    validForMonths: 12,
  },
  {
    code: 'shortagePost',
    label: '急需紧缺岗位',
    question: '你的岗位在急需紧缺人才目录里吗？',
    type: yesOrNo,
    validForMonths: 12,
  },
  {
    code: 'annualIncome',
    label: '本人年收入',
    question: '你一年的税前收入是多少元？',
    type: { kind: 'integer', unit: 'fen-per-year', max: 10_000_000_000 },
    validForMonths: 12,
  },
  {
    code: 'monthlyIncome',
    label: '家庭月收入',
    question: '你和爱人一个月的税前收入一共多少元？',
    type: { kind: 'integer', unit: 'fen-per-month', max: 100_000_000 },
    validForMonths: 12,
  },
  {
    code: 'internshipFrom',
    label: '见习开始日期',
    question: '见习协议从哪天开始？',
    type: { kind: 'day', future: true },
  },
  {
    code: 'internshipTo',
    label: '见习结束日期',
    question: '见习协议到哪天结束？',
    type: { kind: 'day', future: true },
  },
]

const home: FactDefinition[] = [
  {
    code: 'ownsHome',
    label: '在本市有自有住房',
    question: '你和爱人、未成年子女在星城市有自己的房子吗？',
    type: yesOrNo,
    validForMonths: 6,
  },
  {
    code: 'firstHome',
    label: '家庭首套住房',
    question: '这是你们家在星城市买的第一套房吗？',
    type: yesOrNo,
  },
  {
    code: 'homeBoughtOn',
    label: '购房合同备案日期',
    question: '购房合同是哪天备案的？',
    type: { kind: 'day' },
  },
  {
    code: 'rentsHere',
    label: '在本市租房',
    question: '你在星城市租房住，并且签了租房合同吗？',
    type: yesOrNo,
    validForMonths: 12,
  },
  {
    code: 'otherBenefit',
    label: '正在享受的住房优惠',
    question: '你现在享受下面哪种住房优惠？',
    type: choice(['none', '没有'], ['subsidy', '租房补贴'], ['public-rental', '公租房']),
    validForMonths: 6,
  },
  {
    code: 'otherBenefitEndsOn',
    label: '该优惠的最后一天',
    question: '这项住房优惠享受到哪一天？',
    type: { kind: 'day', future: true },
    validForMonths: 6,
  },
  {
    code: 'hasSchoolChild',
    label: '有孩子要上学',
    question: '你有要上幼儿园、小学或初中的孩子吗？',
    type: yesOrNo,
    validForMonths: 12,
  },
  {
    code: 'childBornOn',
    label: '孩子的出生日期',
    question: '要上学的孩子是哪天出生的？',
    type: { kind: 'day' },
    fixed: true,
  },
  {
    code: 'schoolLevel',
    label: '申请入读',
    question: '孩子要上哪个学段？',
    type: choice(
      ['kindergarten', '幼儿园'],
      ['primary', '小学一年级'],
      ['junior', '初中一年级'],
      ['transfer', '转学插班'],
    ),
    validForMonths: 12,
  },
  {
    code: 'schoolCutoff',
    label: '入学当年的 8 月 31 日',
    question: '孩子哪一年入学？请填那一年的 8 月 31 日',
    type: { kind: 'day', future: true },
  },
]

const company: FactDefinition[] = [
  {
    code: 'companyRole',
    label: '在本市企业中的身份',
    question: '你在星城市有自己的公司或个体户吗？',
    type: choice(['none', '没有'], ['shareholder', '小股东'], ['main', '法定代表人或第一大股东']),
    validForMonths: 12,
  },
  {
    code: 'companyFoundedOn',
    label: '企业成立日期',
    question: '营业执照上的成立日期是哪天？',
    type: { kind: 'day' },
  },
  {
    code: 'companyEmployees',
    label: '企业参保人数',
    question: '公司给几个人缴了社保？不算你自己',
    type: { kind: 'integer', unit: 'people', max: 100_000 },
    validForMonths: 6,
  },
  {
    code: 'startUpLoan',
    label: '有创业担保贷款',
    question: '你办了创业担保贷款，并且按时还款吗？',
    type: yesOrNo,
    validForMonths: 6,
  },
  {
    code: 'internshipBase',
    label: '就业见习基地',
    question: '你代表的单位是认定的就业见习基地吗？',
    type: yesOrNo,
    validForMonths: 12,
  },
  {
    code: 'internsRetained',
    label: '留用的见习人员',
    question: '单位今年留用了几名见习人员？',
    type: { kind: 'integer', unit: 'people', max: 10_000 },
    validForMonths: 6,
  },
  {
    code: 'lastInternshipEndedOn',
    label: '最近一批见习的结束日期',
    question: '最近一批见习是哪天结束的？',
    type: { kind: 'day' },
  },
]

const ties: FactDefinition[] = [
  {
    code: 'sharedSince',
    label: '柔性合作协议开始日期',
    question: '“双聘”或“周末”合作协议从哪天开始？',
    type: { kind: 'day', future: true },
  },
  {
    code: 'sharedDays',
    label: '一年在本市工作的天数',
    question: '按合作协议，你一年在星城市工作几天？',
    type: { kind: 'integer', unit: 'days', max: 366 },
    validForMonths: 12,
  },
  {
    code: 'homeEmployerAgrees',
    label: '本职单位书面同意',
    question: '你的本职单位书面同意你来兼职吗？',
    type: yesOrNo,
    validForMonths: 12,
  },
  {
    code: 'ties',
    label: '与本地的联系',
    question: '你和星城市有什么联系？',
    type: choice(
      ['none', '没有'],
      ['ancestral-home', '祖籍在这里'],
      ['grew-up', '在这里长大或读过书'],
      ['worked', '在这里工作过'],
      ['relatives', '有亲人或其他特殊联系'],
    ),
    fixed: true,
  },
  {
    code: 'yearsAway',
    label: '在外年数',
    question: '回来之前，你在外地学习或工作了几年？',
    type: { kind: 'integer', unit: 'years', max: 80 },
  },
  {
    code: 'returnedOn',
    label: '回到本市的日期',
    question: '你是哪天回到星城市的？',
    type: { kind: 'day' },
  },
  {
    code: 'referral',
    label: '推荐的对象',
    question: '你推荐来的是人才还是项目？',
    type: choice(['none', '没有推荐'], ['person', '人才'], ['project', '项目']),
  },
  {
    code: 'referralLandedOn',
    label: '推荐落地的日期',
    question: '推荐的人哪天入职，或项目哪天开工？',
    type: { kind: 'day' },
  },
]

/** What the sample city asks of people. Codes are those of the registration and of the forms, where they ask it. */
export const facts: FactDefinition[] = [...person, ...ability, ...work, ...home, ...company, ...ties]

/** Days of which one may not be before the other. */
export const orders: FactOrder[] = [
  { earlier: 'enrolledOn', later: 'graduatesOn', message: '毕业日期早于入学日期，请检查这两个日期' },
  {
    earlier: 'birthday',
    later: 'graduatesOn',
    atLeastMonths: 180,
    message: '毕业时不到 15 岁，请检查出生日期和毕业日期',
  },
  {
    earlier: 'birthday',
    later: 'childBornOn',
    atLeastMonths: 144,
    message: '孩子出生时你不到 12 岁，请检查两个出生日期',
  },
  {
    earlier: 'birthday',
    later: 'employedSince',
    atLeastMonths: 192,
    message: '劳动合同开始时不到 16 岁，请检查出生日期和劳动合同开始日期',
  },
  { earlier: 'internshipFrom', later: 'internshipTo', message: '见习结束日期早于开始日期，请检查这两个日期' },
  { earlier: 'childBornOn', later: 'schoolCutoff', message: '入学日期早于孩子的出生日期，请检查这两个日期' },
]
