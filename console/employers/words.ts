import type { EmployerEvent, EmployerState } from '@jucai/contract/employer-vocabulary'

/** The colour of the word for each state. */
export const tones: Record<EmployerState, string> = {
  draft: '',
  submitted: 'care',
  returned: 'care',
  verified: 'good',
  suspended: 'bad',
  closed: '',
}

/** What happened, in the words of the record. */
export const stepWords: Record<string, string> = {
  place: '建立',
  submit: '提交',
  verify: '核实通过',
  return: '退回补正',
  suspend: '暂停',
  resume: '恢复',
  close: '注销',
}

/** What is said before each decision that needs a reason. */
export const leads: Record<Exclude<EmployerEvent, 'verify'>, string> = {
  return: '写明哪一项不对、怎样改。负责人会看到，改好后再提交，填过的都在。',
  suspend: '暂停以后，这个单位不能发布岗位、看人才，公开页也看不到。单位的人都会看到原因。',
  resume: '恢复以后，这个单位又可以发布岗位、看人才。负责人会看到您写的。',
  close: '注销不能撤回。没办完的岗位、投递、见习等会按各自的规则结束，单位的人都会看到原因。',
}
