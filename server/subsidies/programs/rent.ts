import { clausesOf, type ProgramDefinition } from '../../applications'
import { subsidyActs } from '../approve'
import {
  contactSection,
  educationSection,
  holdsToday,
  isOneOf,
  paper,
  pathTo,
  shared,
  sharedReasons,
  workFacts,
  workSection,
} from './parts'

const clause = clausesOf('星城市人才租房补贴办法（示例）')

/** Rent for who works here and has no home here, by the month. */
export const rentProgram: ProgramDefinition = {
  ...shared('rent-subsidy'),
  prefix: 'ZF',
  summary: '在星城租房、没有自己的房子：按学历每月补贴，最长三年（示例）。',
  stage: 'arriving',
  situation: 'find-home',
  words: ['租房补贴', '房租', '租房', '住房补贴', '市场租赁补贴', '补贴'],
  source: clause('第三条', '租房补贴由另一人复核批准，批准后按月发放，15 个工作日内到账。'),
  form: {
    checks: [
      {
        rule: 'other-file',
        at: 'homeProof',
        than: ['lease', 'workProof', 'certificate'],
        message: '这份文件在别处传过了，请上传无房证明',
      },
    ],
    sections: [
      {
        key: 'home',
        title: '租房',
        fields: [
          {
            key: 'leaseTerm',
            kind: 'date-range',
            label: '租房合同起止日期',
            why: '在租期内才能领。',
            hint: '没写到哪天的，结束日期留空',
            required: true,
          },
          {
            key: 'address',
            kind: 'text',
            label: '租住的地址',
            why: '核对房子在本市。加密保存，办理时隐去一部分。',
            required: true,
            maxLength: 60,
          },
          paper('lease', '租房合同', '证明在本市租房。', { maxItems: 6 }),
          {
            key: 'ownsHome',
            kind: 'single',
            label: '你和配偶、未成年子女在本市有没有自己的房子',
            why: '补贴给在本市无房的人。',
            required: true,
            options: [
              { value: 'no', label: '没有' },
              { value: 'yes', label: '有' },
            ],
          },
          paper('homeProof', '无房证明', '由不动产登记中心出具，网上可办。', {
            when: { field: 'ownsHome', is: ['no'] },
          }),
          {
            key: 'otherBenefit',
            kind: 'single',
            label: '正在享受的其他住房优惠',
            why: '公租房不能与租房补贴同时享受。',
            required: true,
            options: [
              { value: 'none', label: '没有' },
              { value: 'public-rental', label: '公租房' },
            ],
          },
        ],
      },
      educationSection({
        degree: '补贴按学历分档。',
        graduatesOn: '毕业 5 年内可以申请，博士不限。',
      }),
      workSection('申请时要连续缴满规定的月数。'),
      contactSection('知道买房、退租、入住人才公寓或离开本市的，次月起停发，会及时说明'),
    ],
  },
  policy: {
    code: 'rent-subsidy',
    facts: {
      ...workFacts,
      degree: 'degree',
      graduatesOn: 'graduatesOn',
      insuranceMonths: 'insuranceMonths',
      ownsHome: isOneOf('ownsHome', 'yes'),
      rentsHere: holdsToday('leaseTerm'),
      otherBenefit: 'otherBenefit',
    },
  },
  ...subsidyActs(),
  reasons: [
    ...sharedReasons('第三条'),
    {
      code: 'owns-home',
      title: '在本市有自有住房',
      clause: '第四条第一项（示例）',
      fix: '登记信息显示【位置】有住房；如已转让，请上传【过户证明】后再申请',
    },
  ],
  path: pathTo('按月发放，第一期 15 个工作日内到账；每一期走到哪一步都看得到'),
  sensitive: ['phone', 'address'],
}
