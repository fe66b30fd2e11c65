export default definePageConfig({ navigationBarTitleText: '退房' })
