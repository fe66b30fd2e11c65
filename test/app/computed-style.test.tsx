/** What the tests' quick answer to getComputedStyle (../computed-style.ts) says is what jsdom itself says. */
const page = `
  <header><h1><span>聚才</span></h1><nav><a href="/">首页</a></nav></header>
  <main>
    <ul><li>一<ul><li>二<ol><li>三</li></ol></li></ul></li></ul>
    <p hidden>不显示</p><div style="display: none"><b>里面</b></div>
    <div style="visibility: hidden">看不见<span>也看不见<i style="visibility: visible">看得见</i></span></div>
    <form><label for="a">姓名</label><input id="a"><input type="hidden"><input type="checkbox">
      <select><option>甲</option></select><textarea></textarea><button disabled>提交</button></form>
    <details><summary>更多</summary><p>其余</p></details><details open><summary>更多</summary><p>其余</p></details>
    <table><caption>表</caption><thead><tr><th>列</th></tr></thead><tbody><tr><td>格</td></tr></tbody></table>
    <img alt=""><svg><title>图</title></svg><script></script><template></template><dialog>话</dialog><br><hr>
  </main>`

it('tells display and visibility as jsdom does', () => {
  document.body.innerHTML = page
  const all = [...document.querySelectorAll('*')]
  const told = () =>
    all.map((element) => {
      const { display, visibility } = getComputedStyle(element)
      return [element.tagName, display, visibility]
    })
  const quick = told()
  const style = document.head.appendChild(document.createElement('style'))
  style.textContent = '.gone { display: none }' // with a sheet that may hide something jsdom is asked each time
  expect(quick).toEqual(told())
  expect(new Set(quick.map(([, display]) => display)).size).toBeGreaterThan(5)
  expect(quick.filter(([, , visibility]) => visibility === 'hidden')).toHaveLength(2)
})

it.each<[string, string, boolean]>([
  [
    'hides nothing',
    '.a { color: red } .b::before { display: none } @keyframes c { to { opacity: 0 } }',
    true,
  ],
  ['takes elements away', '.a { color: red } .gone { display: none }', false],
  ['hides them', '.gone { visibility: hidden }', false],
  ['hides them on some screens', '@media print { .gone { display: none } }', false],
])('remembers beside a style sheet only while it %s', (_, rules, remembers) => {
  document.head.innerHTML = `<style>${rules}</style>`
  document.body.innerHTML = '<p class="a">一</p><p class="gone">二</p>'
  const shown = document.querySelector('.a') as Element
  const gone = document.querySelector('.gone') as Element
  expect(getComputedStyle(gone) === getComputedStyle(shown)).toBe(remembers)
})

it('sees a rule that comes later, into a sheet that hid nothing', () => {
  document.head.innerHTML = '<style>.a { color: red }</style>'
  document.body.innerHTML = '<p class="gone">一</p>'
  const element = document.querySelector('p') as Element
  expect(getComputedStyle(element).display).toBe('block')
  document.styleSheets[0]?.insertRule('.gone { display: none }')
  expect(getComputedStyle(element).display).toBe('none')
})
