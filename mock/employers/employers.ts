import { creditCheckSign } from '@jucai/contract/credit-code'
import type { EmployerSize, EmployerState } from '@jucai/contract/employer-vocabulary'

/** A made-up credit code that passes the check: kind, then a number of our own. */
export const sampleCreditCode = (kind: string, number: number): string => {
  const first17 = `${kind}430100MA4L${String(number).padStart(5, '0')}`
  return first17 + creditCheckSign(first17)
}
/** The id of the sample employer with this number, the same in every sample city. */
export const sampleEmployerId = (number: number): string =>
  `019ac000-0000-7000-8000-${String(number).padStart(12, '0')}`

/** One sample employer. `owner` and `recruiter` are numbers of sample graduates, or a named person. */
export interface SampleEmployer {
  number: number
  kind: string
  name: string
  field: string
  chainKeys?: readonly string[]
  size: EmployerSize
  state: EmployerState
  reason?: string
  owner: number | 'returnee'
  recruiter?: number
  daysAgo: number
}

/** Employers of 星城市: of every kind, one that waits, one returned, one suspended, one that left. */
export const sampleEmployers: readonly SampleEmployer[] = [
  {
    number: 1,
    kind: '91',
    name: '星城归根智能装备有限公司（示例）',
    field: '智能装备',
    size: 'small',
    state: 'verified',
    owner: 'returnee',
    recruiter: 41,
    daysAgo: 150,
  },
  {
    number: 2,
    kind: '91',
    name: '星城新能源材料股份有限公司（示例）',
    field: '新能源材料',
    size: 'large',
    state: 'verified',
    owner: 42,
    recruiter: 43,
    daysAgo: 88,
  },
  {
    number: 3,
    kind: '91',
    name: '星河工程机械有限公司（示例）',
    field: '工程机械',
    size: 'large',
    state: 'verified',
    owner: 44,
    recruiter: 45,
    daysAgo: 80,
  },
  {
    number: 4,
    kind: '91',
    name: '星联软件技术有限公司（示例）',
    field: '软件和信息技术',
    size: 'medium',
    state: 'verified',
    owner: 46,
    recruiter: 47,
    daysAgo: 75,
  },
  {
    number: 5,
    kind: '91',
    name: '星城生物医药有限公司（示例）',
    field: '生物医药',
    size: 'medium',
    state: 'verified',
    owner: 48,
    recruiter: 49,
    daysAgo: 70,
  },
  {
    number: 6,
    kind: '12',
    name: '星城市第一人民医院（示例）',
    field: '医疗卫生',
    size: 'large',
    state: 'verified',
    owner: 50,
    recruiter: 51,
    daysAgo: 66,
  },
  {
    number: 7,
    kind: '12',
    name: '星城市材料研究院（示例）',
    field: '材料检测与研究',
    size: 'medium',
    state: 'verified',
    owner: 52,
    daysAgo: 60,
  },
  {
    number: 8,
    kind: '52',
    name: '星城青年公益服务中心（示例）',
    field: '社会服务',
    size: 'micro',
    state: 'verified',
    owner: 53,
    daysAgo: 55,
  },
  {
    number: 9,
    kind: '92',
    name: '星巷文创工作室（示例）',
    field: '文化创意',
    size: 'micro',
    state: 'verified',
    owner: 54,
    daysAgo: 40,
  },
  {
    number: 10,
    kind: '93',
    name: '星湖湘莲专业合作社（示例）',
    field: '现代农业',
    size: 'small',
    state: 'verified',
    owner: 55,
    daysAgo: 38,
  },
  {
    number: 11,
    kind: '31',
    name: '星正律师事务所（示例）',
    field: '法律服务',
    size: 'small',
    state: 'verified',
    owner: 56,
    daysAgo: 30,
  },
  {
    number: 12,
    kind: '91',
    name: '星途跨境电商有限公司（示例）',
    field: '跨境电商',
    size: 'small',
    state: 'submitted',
    owner: 57,
    daysAgo: 2,
  },
  {
    number: 13,
    kind: '91',
    name: '星光显示器件有限公司（示例）',
    field: '新型显示',
    size: 'medium',
    state: 'returned',
    reason: '执照照片看不清右下角，请重新拍一张',
    owner: 58,
    daysAgo: 3,
  },
  {
    number: 14,
    kind: '91',
    name: '星云人力资源有限公司（示例）',
    field: '人力资源服务',
    size: 'small',
    state: 'suspended',
    reason: '岗位与实际不符，正在核实',
    owner: 59,
    daysAgo: 20,
  },
  {
    number: 15,
    kind: '91',
    name: '星尘置业咨询有限公司（示例）',
    field: '商务咨询',
    size: 'micro',
    state: 'closed',
    reason: '公司迁往外地，不再招聘',
    owner: 60,
    daysAgo: 15,
  },
]
