export default definePageConfig({ navigationBarTitleText: '投递进展', enablePullDownRefresh: true })
