export default definePageConfig({ navigationBarTitleText: '找岗位', enablePullDownRefresh: true })
