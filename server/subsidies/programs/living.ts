import { clausesOf, type ProgramDefinition } from '../../applications'
import { subsidyActs } from '../approve'
import {
  contactSection,
  educationSection,
  pathTo,
  shared,
  sharedReasons,
  workFacts,
  workSection,
} from './parts'

const clause = clausesOf('星城市青年人才生活补贴办法（示例）')

/** A living allowance for young graduates who work here, by the month. */
export const livingProgram: ProgramDefinition = {
  ...shared('living-subsidy'),
  prefix: 'SH',
  summary: '毕业 5 年内来星城就业或创业：按学历每月发生活补贴，最长两年（示例）。',
  stage: 'arriving',
  situation: 'live-here',
  words: ['生活补贴', '补贴', '人才津贴', '毕业生补贴', '每月'],
  source: clause('第五条', '生活补贴由另一人复核批准，批准后按月发放，15 个工作日内到账。'),
  form: {
    sections: [
      educationSection({
        degree: '补贴按学历分档。',
        graduatesOn: '毕业 5 年内可以申请，博士不限。',
      }),
      workSection('申请时要连续缴满规定的月数。', [
        {
          key: 'employerKind',
          kind: 'single',
          label: '单位性质',
          why: '机关和参公单位的在编人员不享受。',
          required: true,
          options: [
            { value: 'chain', label: '重点产业链企业' },
            { value: 'firm', label: '其他企业或社会组织' },
            { value: 'research', label: '学校、医院或科研院所' },
            { value: 'government', label: '机关或参公单位（在编）' },
          ],
          when: { field: 'works', is: ['employed'] },
        },
      ]),
      contactSection('知道离开本市的，次月起停发，会及时说明'),
    ],
  },
  policy: {
    code: 'living-subsidy',
    facts: {
      ...workFacts,
      degree: 'degree',
      graduatesOn: 'graduatesOn',
      employerKind: 'employerKind',
      insuranceMonths: 'insuranceMonths',
    },
  },
  ...subsidyActs(),
  reasons: sharedReasons('第三条'),
  path: pathTo('按月发放，第一期 15 个工作日内到账；每一期走到哪一步都看得到'),
  sensitive: ['phone'],
}
