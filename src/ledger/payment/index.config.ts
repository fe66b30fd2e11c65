export default definePageConfig({ navigationBarTitleText: '一笔补贴款', enablePullDownRefresh: true })
