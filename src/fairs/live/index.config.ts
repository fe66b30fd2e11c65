export default definePageConfig({ navigationBarTitleText: '线上面谈', enablePullDownRefresh: true })
