import { clausesOf, type ProgramDefinition } from '../../applications'
import { subsidyActs } from '../approve'
import { contactSection, educationSection, paper, pathTo, shared, sharedReasons } from './parts'

const clause = clausesOf('星城市青年创业补贴办法（示例）')

/** A grant for a company founded here, once. */
export const startupProgram: ProgramDefinition = {
  ...shared('startup-subsidy'),
  prefix: 'CY',
  summary: '毕业 5 年内来星城办公司，经营满 6 个月就能申请；带动就业的加倍（示例）。',
  stage: 'growing',
  situation: 'start-business',
  words: ['创业补贴', '开公司', '个体户', '带动就业', '大学生创业', '补贴'],
  source: clause('第五条', '创业补贴由另一人复核批准，批准后一次发放，20 个工作日内到账。'),
  form: {
    sections: [
      {
        key: 'company',
        title: '你的企业',
        fields: [
          {
            key: 'companyRole',
            kind: 'single',
            label: '你在企业中的身份',
            why: '补贴给法定代表人或第一大股东。',
            required: true,
            options: [
              { value: 'main', label: '法定代表人或第一大股东' },
              { value: 'shareholder', label: '小股东' },
            ],
          },
          {
            key: 'company',
            kind: 'employer',
            label: '企业或个体户名称',
            why: '与营业执照核对。',
            required: true,
          },
          {
            key: 'companyFoundedOn',
            kind: 'date',
            label: '营业执照上的成立日期',
            why: '成立满 6 个月后、36 个月内申请，两头的当天都算。',
            required: true,
            max: 'today',
          },
          {
            key: 'companyEmployees',
            kind: 'number',
            label: '为几个人缴了社保',
            why: '3 人以上的补贴加倍；不算你自己。',
            required: true,
            min: 0,
            max: 100_000,
            unit: ' 人',
          },
          paper('license', '营业执照', '证明身份和成立日期。'),
          paper('insured', '企业参保记录', '证明为几个人缴了社保。', { required: false }),
        ],
      },
      educationSection({ degree: '大专以上可以申请。', graduatesOn: '在校或毕业 5 年内可以申请。' }),
      contactSection('知道每人只享受一次；企业要正常经营'),
    ],
  },
  policy: {
    code: 'start-up-grant',
    facts: {
      degree: 'degree',
      graduatesOn: 'graduatesOn',
      companyRole: 'companyRole',
      companyFoundedOn: 'companyFoundedOn',
      companyEmployees: 'companyEmployees',
    },
  },
  ...subsidyActs(),
  reasons: [
    ...sharedReasons('第三条'),
    {
      code: 'not-running',
      title: '企业没有正常经营',
      clause: '第四条（示例）',
      fix: '核对到企业【什么情况】；恢复正常并【满足什么】后可以再申请',
    },
  ],
  path: pathTo('一次发放，20 个工作日内到账；走到哪一步都看得到'),
  sensitive: ['phone'],
}
