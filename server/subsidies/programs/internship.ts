import type { Answers } from '@jucai/contract/forms'
import { clausesOf, type ProgramDefinition } from '../../applications'
import { subsidyActs } from '../approve'
import { monthsWithin } from '../schedule'
import { contactSection, educationSection, isOneOf, paper, pathTo, shared, sharedReasons } from './parts'

const clause = clausesOf('星城市就业见习管理办法（示例）')
const dayIn = (answers: Answers, field: string): string => String(answers[field])

/** An allowance for an internship, for each month of it that is over. */
export const internshipProgram: ProgramDefinition = {
  ...shared('internship-subsidy'),
  prefix: 'JX',
  summary: '毕业 2 年内还没有就业，到见习基地见习：按实际见习的月数发补贴（示例）。',
  stage: 'arriving',
  situation: 'look-for-job',
  words: ['见习补贴', '见习', '实习', '就业见习', '补贴'],
  source: clause('第五条', '见习补贴由另一人复核批准，按实际见习月数逐月发放，10 个工作日内到账。'),
  form: {
    sections: [
      {
        key: 'internship',
        title: '见习',
        fields: [
          {
            key: 'base',
            kind: 'employer',
            label: '见习单位',
            why: '须是认定的就业见习基地。',
            required: true,
          },
          {
            key: 'internshipFrom',
            kind: 'date',
            label: '见习协议从哪天开始',
            why: '见习开始当天起可以申请。',
            required: true,
            max: 'today',
          },
          {
            key: 'internshipTo',
            kind: 'date',
            label: '见习协议到哪天结束',
            why: '见习 3 到 12 个月，按实际月数发放。',
            required: true,
          },
          paper('agreement', '见习协议', '证明见习单位和起止日期。', { maxItems: 6 }),
          {
            key: 'employed',
            kind: 'single',
            label: '你和单位签了劳动合同吗',
            why: '见习补贴给还没有就业的人；已经就业的可以看生活补贴。',
            required: true,
            options: [
              { value: 'no', label: '没有' },
              { value: 'yes', label: '签了' },
            ],
          },
        ],
      },
      educationSection({ degree: '大专以上可以申请。', graduatesOn: '毕业 2 年内可以申请。' }),
      contactSection('知道找到工作或提前结束见习的，次月起停发，会及时说明'),
    ],
  },
  policy: {
    code: 'internship-stipend',
    facts: {
      degree: 'degree',
      graduatesOn: 'graduatesOn',
      employedHere: isOneOf('employed', 'yes'),
      internshipFrom: 'internshipFrom',
      internshipTo: 'internshipTo',
    },
  },
  ...subsidyActs({
    timing: (answers) => ({ from: dayIn(answers, 'internshipFrom'), inArrears: true }),
    monthsAsked: (answers) => monthsWithin(dayIn(answers, 'internshipFrom'), dayIn(answers, 'internshipTo')),
  }),
  reasons: [
    ...sharedReasons('第三条'),
    {
      code: 'not-a-base',
      title: '见习单位不是认定的见习基地',
      clause: '第二条（示例）',
      fix: '“【单位】”不在见习基地名单里；名单见【哪里】，可以换到名单上的单位见习后再申请',
    },
  ],
  path: pathTo('见习满一个月发一个月，每期 10 个工作日内到账；走到哪一步都看得到'),
  sensitive: ['phone'],
}
