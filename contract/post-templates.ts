// Templates of posts: what an employer starts from instead of an empty page. Words only, nothing is required.
import type { PayUnit, PostKind } from './post-vocabulary'

/** A post to start from. */
export interface PostTemplate {
  key: string
  /** What it is called in the list of templates. */
  name: string
  kind: PostKind
  title: string
  payUnit: PayUnit
  duties: string
  wants: string
}
/** Templates, at least one of each kind. */
export const postTemplates: readonly PostTemplate[] = [
  {
    key: 'engineer',
    name: '工程技术（全职）',
    kind: 'full-time',
    title: '工艺工程师',
    payUnit: 'month',
    duties: '1. 负责产线工艺的设计和改进；\n2. 解决量产中的质量问题；\n3. 编写作业指导书并培训班组。',
    wants: '能看懂图纸，会用一种三维设计软件。',
  },
  {
    key: 'sales',
    name: '市场服务（全职）',
    kind: 'full-time',
    title: '客户经理',
    payUnit: 'month',
    duties: '1. 开发和维护客户；\n2. 跟进合同、交付和回款；\n3. 收集客户意见。',
    wants: '愿意和人打交道，能适应短期出差。',
  },
  {
    key: 'intern',
    name: '学生实习',
    kind: 'internship',
    title: '研发实习生',
    payUnit: 'day',
    duties: '1. 跟随导师完成测试和数据整理；\n2. 每周写一份小结。',
    wants: '每周能到岗 3 天，连续 3 个月。',
  },
  {
    key: 'shared',
    name: '双聘专家',
    kind: 'shared',
    title: '技术顾问（双聘）',
    payUnit: 'month',
    duties: '1. 指导技术路线；\n2. 带教两名青年工程师。\n成果归属、保密和时间安排写在三方协议里。',
    wants: '原单位同意双聘。',
  },
  {
    key: 'weekend',
    name: '周末专家',
    kind: 'weekend',
    title: '周末工程师',
    payUnit: 'day',
    duties: '周末到厂解决具体技术问题，一次 1 到 2 天。',
    wants: '不占用原单位的工作时间。',
  },
  {
    key: 'task',
    name: '项目任务',
    kind: 'task',
    title: '产线视觉检测方案',
    payUnit: 'task',
    duties: '交付一套能在现场运行的检测方案，含算法、硬件清单和验收报告。',
    wants: '按里程碑验收付款。',
  },
]
