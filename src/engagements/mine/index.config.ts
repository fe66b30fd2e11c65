export default definePageConfig({ navigationBarTitleText: '我的聘用', enablePullDownRefresh: true })
