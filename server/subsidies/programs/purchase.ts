import { clausesOf, type ProgramDefinition } from '../../applications'
import { subsidyActs } from '../approve'
import {
  contactSection,
  educationSection,
  isOneOf,
  paper,
  pathTo,
  shared,
  sharedReasons,
  workFacts,
  workSection,
} from './parts'

const clause = clausesOf('星城市人才购房补贴办法（示例）')

/** A grant for the first home here, once. */
export const purchaseProgram: ProgramDefinition = {
  ...shared('purchase-subsidy'),
  prefix: 'GF',
  summary: '在星城买第一套房，备案后一年内申请：按学历一次发放（示例）。',
  stage: 'settling',
  situation: 'find-home',
  words: ['购房补贴', '买房', '首套房', '住房补贴', '安家费', '补贴'],
  source: clause('第三条', '购房补贴由另一人复核批准，批准后一次发放，30 个工作日内到账。'),
  form: {
    checks: [
      {
        rule: 'other-file',
        at: 'homeQuery',
        than: ['purchase', 'workProof', 'certificate'],
        message: '这份文件在别处传过了，请上传家庭住房查询结果',
      },
    ],
    sections: [
      {
        key: 'home',
        title: '买的房子',
        fields: [
          {
            key: 'homeBoughtOn',
            kind: 'date',
            label: '购房合同备案日期',
            why: '备案后 12 个月内申请，满 12 个月的当天计算在内。',
            required: true,
            max: 'today',
          },
          {
            key: 'firstHome',
            kind: 'single',
            label: '是你们家在本市的第一套房吗',
            why: '补贴给家庭首套住房。',
            required: true,
            options: [
              { value: 'yes', label: '是第一套' },
              { value: 'no', label: '不是' },
            ],
          },
          {
            key: 'address',
            kind: 'text',
            label: '房屋坐落',
            why: '与备案信息核对。加密保存，办理时隐去一部分。',
            required: true,
            maxLength: 60,
          },
          paper('purchase', '已备案的购房合同', '证明买了房和备案日期。', { maxItems: 6 }),
          paper('homeQuery', '家庭住房查询结果', '证明是首套。由不动产登记中心出具，网上可办。'),
        ],
      },
      educationSection({ degree: '补贴按学历分档。', graduatesOn: '与学历证书核对。' }),
      workSection('申请时要连续缴满规定的月数。'),
      contactSection('知道要先完成人才认定；享受租房补贴的，购房补贴按办法第六条减发'),
    ],
  },
  policy: {
    code: 'purchase-subsidy',
    facts: {
      ...workFacts,
      degree: 'degree',
      insuranceMonths: 'insuranceMonths',
      firstHome: isOneOf('firstHome', 'yes'),
      homeBoughtOn: 'homeBoughtOn',
    },
  },
  ...subsidyActs(),
  reasons: [
    ...sharedReasons('第三条'),
    {
      code: 'not-first-home',
      title: '不是家庭首套住房',
      clause: '第四条第一项（示例）',
      fix: '查询到家庭在本市另有【位置】的住房；信息有误的，请到【窗口】更正后再申请',
    },
  ],
  path: pathTo('一次发放，30 个工作日内到账；走到哪一步都看得到'),
  sensitive: ['phone', 'address'],
}
