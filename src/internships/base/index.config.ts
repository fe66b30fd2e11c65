export default definePageConfig({ navigationBarTitleText: '见习基地', enablePullDownRefresh: true })
