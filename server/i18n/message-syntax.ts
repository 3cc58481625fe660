/** What a message is made of: the words that people read, and the arguments that code must pass. */
export type MessageParts = { texts: string[]; args: string[] }

type Cursor = { source: string; at: number }

/** Reads `{…}` after its opening brace: an argument, perhaps with branches, each a message of its own. */
function readArgument(cursor: Cursor, parts: MessageParts): void {
  const [whole = '', name = '', kind = ''] = /^\s*(\w+)\s*(?:,\s*(\w+)\s*)?/.exec(cursor.source.slice(cursor.at)) ?? []
  if (!name) throw new SyntaxError(`Argument without a name in “${cursor.source}”`)
  cursor.at += whole.length
  parts.args.push(kind ? `${name}:${kind}` : name)
  for (; cursor.at < cursor.source.length; cursor.at++) {
    const char = cursor.source[cursor.at]
    if (char === '}') return
    if (char !== '{') continue
    cursor.at++
    readMessage(cursor, parts)
  }
  throw new SyntaxError(`Unclosed brace in “${cursor.source}”`)
}

/** Reads text and arguments up to the closing brace of a branch, or to the end. */
function readMessage(cursor: Cursor, parts: MessageParts): void {
  let text = ''
  for (; cursor.at < cursor.source.length; cursor.at++) {
    const char = cursor.source[cursor.at] ?? ''
    if (char === '}') break
    if (char === '{') {
      cursor.at++
      readArgument(cursor, parts)
      // A letter that stands for the value keeps the neighbours apart without being punctuation.
      text += '\u0001'
    } else text += char
  }
  if (text.trim()) parts.texts.push(text)
}

/**
 * Takes an ICU message apart: plain, plural, select, number and date arguments, nested branches.
 * @throws SyntaxError when braces do not match
 */
export function messageParts(source: string): MessageParts {
  const parts: MessageParts = { texts: [], args: [] }
  const cursor = { source, at: 0 }
  readMessage(cursor, parts)
  if (cursor.at < source.length) throw new SyntaxError(`Brace too many in “${source}”`)
  parts.args = [...new Set(parts.args)].sort()
  return parts
}
