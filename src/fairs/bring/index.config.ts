export default definePageConfig({ navigationBarTitleText: '展位带什么', enablePullDownRefresh: true })
