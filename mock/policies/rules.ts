import type { BookRule } from '@jucai/contract/policies/book'
import { paperOf } from './writing'

const opinion = paperOf('星城市人才工作实施意见（示例）')

/** How the sample policies stand to one another. */
export const rules: BookRule[] = [
  {
    oneOf: ['rent-subsidy', 'youth-apartment'],
    source: paperOf('星城市青年人才公寓管理办法（示例）')(
      '第五条第三项',
      '正在享受租房补贴、公租房等住房优惠的，不同时享受公寓。',
    ),
  },
  {
    oneOf: ['living-subsidy', 'postdoc-station', 'shortage-posts'],
    source: opinion('第二十四条', '生活补贴、博士后生活资助、薪酬补贴从高享受，不重复享受。'),
  },
  {
    cap: ['living-subsidy', 'rent-subsidy', 'purchase-subsidy', 'shortage-posts'],
    parameter: 'personalCap',
    each: 'all',
    source: opinion('第二十四条', '生活、租房、购房补贴和薪酬补贴合计不超过标准表规定的上限。'),
  },
  {
    cap: ['start-up-grant', 'start-up-loan'],
    parameter: 'startUpCap',
    each: 'all',
    source: opinion('第二十四条', '创业补贴和贷款贴息合计不超过标准表规定的上限。'),
  },
  {
    reduces: 'purchase-subsidy',
    by: 'rent-subsidy',
    toThousandths: 700,
    source: paperOf('星城市人才购房补贴办法（示例）')('第六条', '享受租房补贴的，购房补贴按七成发放。'),
  },
  {
    reduces: 'research-funds',
    by: 'postdoc-station',
    toThousandths: 500,
    source: paperOf('星城市博士科研启动经费办法（示例）')(
      '第六条',
      '同时享受博士后生活资助的，启动经费减半发放。',
    ),
  },
  {
    benefit: 'purchase-subsidy',
    needs: ['tier-recognition'],
    source: paperOf('星城市人才购房补贴办法（示例）')('第三条第一项', '申请购房补贴前，须完成人才认定。'),
  },
  {
    benefit: 'shortage-posts',
    needs: ['tier-recognition'],
    source: paperOf('星城市急需紧缺人才薪酬补贴办法（示例）')(
      '第三条第一项',
      '申请薪酬补贴前，须完成人才认定。',
    ),
  },
  {
    benefit: 'research-funds',
    needs: ['tier-recognition'],
    source: paperOf('星城市博士科研启动经费办法（示例）')('第三条第一项', '申请启动经费前，须完成人才认定。'),
  },
]
