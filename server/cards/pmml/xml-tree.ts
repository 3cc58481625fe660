import { SaxesParser } from 'saxes'
import { PmmlFault } from './fault'

export type XmlAttribute = { value: string; line: number }
export type XmlElement = {
  name: string
  /** Of the tag's beginning, 1-based. */
  line: number
  attributes: Map<string, XmlAttribute>
  children: XmlElement[]
  text: string
}

const MOST_BYTES = 512 * 1024
const MOST_ELEMENTS = 20_000
const DEEPEST = 40
/** A text of the file that a sentence quotes. */
const QUOTED = 60
export const PMML_NAMESPACE = 'http://www.dmg.org/PMML-4_4'
const JPMML_TABLE = 'http://jpmml.org/jpmml-model/InlineTable'
const SCHEMA_INSTANCE = 'http://www.w3.org/2001/XMLSchema-instance'

/**
 * The elements of an XML file with their lines. Nothing is fetched and nothing expands: a document type, with which entities
 * are declared, is refused where it stands, as are processing instructions, more than 512 KiB, 20,000 elements or 40 levels.
 * Throws a PmmlFault.
 */
export function xmlTree(text: string): XmlElement {
  if (Buffer.byteLength(text) > MOST_BYTES) throw new PmmlFault('card.too-large', 1, { limit: '512 KiB' })
  const parser = new SaxesParser({ xmlns: true })
  const open: XmlElement[] = []
  const lines = new Map<string, number>()
  let root: XmlElement | undefined
  let line = 1
  let count = 0
  parser.on('error', (error) => {
    throw new PmmlFault('card.not-well-formed', parser.line, {
      detail: error.message.replace(/^.*?:\d+:\d+: /, '').slice(0, 120),
    })
  })
  // saxes tells of a document type only behind its end; it begins behind the last comment.
  let afterComment = 0
  parser.on('comment', () => {
    afterComment = parser.position
  })
  parser.on('doctype', () => {
    throw new PmmlFault('card.document-type', lineOf(text, '<!DOCTYPE', afterComment) ?? parser.line)
  })
  parser.on('processinginstruction', ({ target }) => {
    throw new PmmlFault('card.instruction', parser.line, { name: quoted(target) })
  })
  parser.on('opentagstart', () => {
    line = parser.line
    lines.clear()
    if (open.length >= DEEPEST) throw new PmmlFault('card.too-deep', line, { limit: String(DEEPEST) })
    if (++count > MOST_ELEMENTS) throw new PmmlFault('card.too-many-elements', line, { limit: String(MOST_ELEMENTS) })
  })
  parser.on('attribute', ({ name }) => {
    lines.set(name, parser.line)
  })
  parser.on('opentag', (tag) => {
    if (tag.uri !== PMML_NAMESPACE && !mayBeForeign(tag.uri, open)) {
      throw new PmmlFault('card.wrong-namespace', line, { name: quoted(tag.name), namespace: PMML_NAMESPACE })
    }
    const attributes = new Map<string, XmlAttribute>()
    for (const attribute of Object.values(tag.attributes)) {
      // Where schemas lie is of no account here; nothing is fetched.
      if (attribute.prefix === 'xmlns' || attribute.name === 'xmlns' || attribute.uri === SCHEMA_INSTANCE) continue
      attributes.set(attribute.name, { value: attribute.value, line: lines.get(attribute.name) ?? line })
    }
    // A table's columns are named with their prefix.
    const element = { name: tag.uri === PMML_NAMESPACE ? tag.local : tag.name, line, attributes, children: [], text: '' }
    open.at(-1)?.children.push(element)
    root ??= element
    open.push(element)
  })
  parser.on('closetag', () => {
    open.pop()
  })
  const addText = (piece: string) => {
    const element = open.at(-1)
    if (element) element.text += piece
  }
  parser.on('text', addText)
  parser.on('cdata', addText)
  parser.write(text).close()
  if (!root) throw new PmmlFault('card.not-well-formed', 1, { detail: 'no element' })
  return root
}

/** What a vendor puts into an Extension, and the cells of a table as JPMML writes them, have names of their own. */
const mayBeForeign = (uri: string, open: readonly XmlElement[]) =>
  open.some(({ name }) => name === 'Extension') || (uri === JPMML_TABLE && open.at(-1)?.name === 'row')

/** The line on which a mark first stands from a place on. */
function lineOf(text: string, mark: string, from: number): number | null {
  const at = text.indexOf(mark, from)
  return at < 0 ? null : text.slice(0, at).split(/\r\n|\r|\n/).length
}

export const quoted = (text: string) => (text.length > QUOTED ? `${text.slice(0, QUOTED)}…` : text)
