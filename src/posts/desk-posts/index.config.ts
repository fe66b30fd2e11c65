export default definePageConfig({ navigationBarTitleText: '单位的岗位', enablePullDownRefresh: true })
