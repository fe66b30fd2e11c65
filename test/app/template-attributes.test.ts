import fs from 'node:fs'
import path from 'node:path'
import ts from 'typescript'
import kept from '../../config/plugins/template-attributes.json'

const root = path.resolve(__dirname, '../../src')
const attributesOf: Readonly<Record<string, readonly string[] | undefined>> = kept
const always = /^(?:key|ref|className|style|id|onClick|aria-\w+)$/

const sources = (folder: string): string[] =>
  fs.readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const at = path.join(folder, entry.name)
    // What stands in for Taro's components in a browser is no page.
    if (entry.isDirectory()) return at === path.join(root, 'h5') ? [] : sources(at)
    return at.endsWith('.tsx') ? [at] : []
  })

const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
/** What an attribute of a page is called in WeChat's template: `onCalloutTap` is `bindcallouttap`. */
const inTemplate = (name: string): string =>
  /^on[A-Z]/.test(name) ? `bind${name.slice(2).toLowerCase()}` : kebab(name)

/** Local names of Taro's components in a file, with what they are. */
const componentsIn = (file: ts.SourceFile): Map<string, string> => {
  const found = new Map<string, string>()
  for (const statement of file.statements) {
    if (!ts.isImportDeclaration(statement)) continue
    if ((statement.moduleSpecifier as ts.StringLiteral).text !== '@tarojs/components') continue
    const names = statement.importClause?.namedBindings
    if (names && ts.isNamedImports(names))
      for (const { name, propertyName } of names.elements) found.set(name.text, (propertyName ?? name).text)
  }
  // DatePicker calls WeChat's picker by another name.
  if (found.has('Picker')) found.set('Wheel', 'Picker')
  return found
}

const namesOf = (attributes: ts.JsxAttributes): string[] =>
  attributes.properties.flatMap((attribute) => {
    if (ts.isJsxAttribute(attribute)) return [attribute.name.getText()]
    if (!ts.isObjectLiteralExpression(attribute.expression)) return []
    return attribute.expression.properties.flatMap(({ name }) => (name ? [name.getText()] : []))
  })

/** Every attribute that a page gives to a component of WeChat, as `file: <Component attribute>`. */
const lostIn = (file: string): string[] => {
  const source = ts.createSourceFile(file, fs.readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true)
  const components = componentsIn(source)
  const lost: string[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isJsxSelfClosingElement(node) || ts.isJsxOpeningElement(node)) {
      const component = components.get(node.tagName.getText())
      const own = component && attributesOf[kebab(component).slice(1)]
      if (component)
        for (const name of namesOf(node.attributes)) {
          const reaches = own && (always.test(name) || own.includes(inTemplate(name)))
          if (!reaches || (component === 'Text' && /^on[A-Z]/.test(name)))
            lost.push(`${path.relative(root, file)}: <${component} ${name}>`)
        }
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return lost
}

test('whatever a page says of a component of WeChat is in the templates (config/plugins/template-attributes.json; a touch on Text or a caught move needs its template back in lean-template.ts)', () => {
  const files = sources(root)
  expect(files.length).toBeGreaterThan(100)
  expect(files.flatMap(lostIn)).toEqual([])
})
