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
  document.head.append(document.createElement('style')) // with a style sheet jsdom is asked each time
  expect(document.styleSheets).toHaveLength(1)
  expect(quick).toEqual(told())
  expect(new Set(quick.map(([, display]) => display)).size).toBeGreaterThan(5)
  expect(quick.filter(([, , visibility]) => visibility === 'hidden')).toHaveLength(2)
})
