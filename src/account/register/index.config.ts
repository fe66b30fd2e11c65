export default definePageConfig({ navigationBarTitleText: '人才登记' })
