import iconv from 'iconv-lite'
import { expect, it } from 'vitest'
import { fileText } from './file-text'

const words = '申请编号,放款金额（元）\r\nSQ1,榆林市沙柳𠮷食品€'

it('reads UTF-8 with and without mark, and GB18030, to the same text', () => {
  expect(fileText(new TextEncoder().encode(words))).toEqual({ ok: true, value: { text: words, encoding: 'UTF-8' } })
  expect(fileText(new TextEncoder().encode(`\uFEFF${words}`))).toEqual({ ok: true, value: { text: words, encoding: 'UTF-8' } })
  expect(fileText(iconv.encode(words, 'gb18030'))).toEqual({ ok: true, value: { text: words, encoding: 'GB18030' } })
})

it.each([
  ['an empty file', [], 'file.empty'],
  ['a workbook', [0x50, 0x4b, 0x03, 0x04, 0x14], 'file.is-workbook'],
  ['an old workbook', [0xd0, 0xcf, 0x11, 0xe0, 0xa1], 'file.is-workbook'],
  ['UTF-16', [0xff, 0xfe, 0x61, 0x00], 'file.encoding'],
  ['neither', [0x61, 0xff, 0xff], 'file.encoding'],
])('refuses %s', (_, bytes, refusal) => {
  expect(fileText(new Uint8Array(bytes))).toEqual({ ok: false, refusal })
})
