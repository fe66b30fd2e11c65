export default definePageConfig({ navigationBarTitleText: '申请选房' })
