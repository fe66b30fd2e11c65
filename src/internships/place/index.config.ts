export default definePageConfig({ navigationBarTitleText: '见习岗位', enablePullDownRefresh: true })
