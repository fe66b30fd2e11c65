export default definePageConfig({ navigationBarTitleText: '归根人才', enablePullDownRefresh: true })
