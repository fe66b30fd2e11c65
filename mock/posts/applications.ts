/** One sample application: who, for which post by title, and how far it came. */
export interface SampleApplication {
  graduate: number
  title: string
  daysAgo: number
  end:
    | 'sent'
    | 'seen'
    | 'shortlisted'
    | 'interview'
    | 'offered'
    | 'accepted'
    | 'declined'
    | 'rejected'
    | 'withdrawn'
    | 'closed-with-post'
}
/** An application in every state, and some that wait too long. */
export const sampleApplications: readonly SampleApplication[] = [
  { graduate: 1, title: '锂电池材料研发工程师', daysAgo: 3, end: 'sent' },
  { graduate: 2, title: '锂电池材料研发工程师', daysAgo: 6, end: 'seen' },
  { graduate: 3, title: '电芯测试工程师', daysAgo: 8, end: 'shortlisted' },
  { graduate: 4, title: '液压系统工程师', daysAgo: 10, end: 'interview' },
  { graduate: 5, title: '焊接工艺工程师', daysAgo: 12, end: 'offered' },
  { graduate: 6, title: '数控操作技师', daysAgo: 11, end: 'accepted' },
  { graduate: 7, title: '后端开发工程师', daysAgo: 10, end: 'declined' },
  { graduate: 8, title: '临床监查员', daysAgo: 9, end: 'rejected' },
  { graduate: 9, title: '工艺技术员', daysAgo: 9, end: 'withdrawn' },
  { graduate: 10, title: '现场服务工程师', daysAgo: 28, end: 'closed-with-post' },
  { graduate: 11, title: '机器人应用工程师', daysAgo: 19, end: 'sent' },
  { graduate: 12, title: '机器人应用工程师', daysAgo: 18, end: 'seen' },
  { graduate: 13, title: '机器人应用工程师', daysAgo: 2, end: 'sent' },
]
