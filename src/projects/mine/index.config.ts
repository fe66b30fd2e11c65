export default definePageConfig({ navigationBarTitleText: '项目引进' })
