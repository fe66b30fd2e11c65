export default definePageConfig({ navigationBarTitleText: '查验见习证明' })
