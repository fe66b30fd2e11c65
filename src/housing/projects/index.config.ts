export default definePageConfig({ navigationBarTitleText: '青年人才公寓', enablePullDownRefresh: true })
