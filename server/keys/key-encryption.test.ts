import { randomBytes } from 'node:crypto'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { blindIndex, normalisedNumber } from './blind-index'
import { keyEncryptionOf, newKekId, newKeyMaterial, readKeyFile, textOf, useKeyEncryption } from './key-encryption'
import { UnwrappedKeys } from './unwrapped-keys'

const folder = mkdtempSync(path.join(tmpdir(), 'keys-'))
afterAll(() => rmSync(folder, { recursive: true }))
afterEach(() => useKeyEncryption(undefined))

describe('a key file', () => {
  it('is read back as it was written, and only where nobody else may read it', () => {
    const [file, material] = [path.join(folder, 'encryption.json'), newKeyMaterial()]
    writeFileSync(file, textOf(material), { mode: 0o600 })
    expect(readKeyFile(file)).toEqual(material)
    chmodSync(file, 0o640)
    expect(() => readKeyFile(file)).toThrow(/may be read by others/)
    expect(() => readKeyFile(path.join(folder, 'none.json'))).toThrow(/npm start makes/)
  })

  it('is refused with a short key, and keeps its keys out of what is said about it', () => {
    const file = path.join(folder, 'short.json')
    const { current, keys } = newKeyMaterial()
    writeFileSync(file, JSON.stringify({ current, keys, index: 'c2hvcnQ=' }), { mode: 0o600 })
    expect(() => readKeyFile(file)).toThrow()
  })
})

describe('a data key', () => {
  const material = newKeyMaterial()
  const above = keyEncryptionOf(material)

  it('unwraps under the name that it was wrapped under and no other', async () => {
    const bytes = randomBytes(32)
    const wrapped = await above.wrap(bytes, 'data-key|a|RECORDS|1')
    expect((await above.unwrap(wrapped, 'data-key|a|RECORDS|1')).export()).toEqual(bytes)
    for (const bound of ['data-key|b|RECORDS|1', 'data-key|a|PEOPLE|1', 'data-key|a|RECORDS|2'])
      await expect(above.unwrap(wrapped, bound)).rejects.toThrow()
    await expect(keyEncryptionOf(newKeyMaterial()).unwrap(wrapped, 'data-key|a|RECORDS|1')).rejects.toThrow(/is not in this/)
  })

  it('is wrapped by the current key, and still unwrapped by a former one', async () => {
    const bytes = randomBytes(32)
    const before = await above.wrap(bytes, 'x')
    const current = newKekId()
    const rotated = keyEncryptionOf({ ...material, current, keys: { ...material.keys, [current]: randomBytes(32) } })
    expect((await rotated.unwrap(before, 'x')).export()).toEqual(bytes)
    expect((await rotated.wrap(bytes, 'x')).kekId).toBe(current)
  })

  it('is unwrapped once while it is used, and no more keys are kept than said', async () => {
    let unwrapped = 0
    const unwrap: typeof above.unwrap = (...given) => {
      unwrapped++
      return above.unwrap(...given)
    }
    const counting = { ...above, unwrap }
    const kept = new UnwrappedKeys(2, () => counting)
    const keys = await Promise.all(['a', 'b', 'c'].map((name) => above.wrap(randomBytes(32), name)))
    const [a, b, c] = keys as [(typeof keys)[0], (typeof keys)[0], (typeof keys)[0]]
    await kept.get(a, 'a')
    await kept.get(b, 'b')
    await kept.get(a, 'a')
    expect(unwrapped).toBe(2)
    await kept.get(c, 'c') // b was used longest ago
    await kept.get(a, 'a')
    expect([unwrapped, kept.size]).toEqual([3, 2])
    await kept.get(b, 'b')
    expect(unwrapped).toBe(4)
    await expect(kept.get(a, 'b')).rejects.toThrow() // not even from memory under another's name
  })
})

describe('a blind index', () => {
  it('is the same for the same number however it is typed, and another under another label or key', () => {
    useKeyEncryption(keyEncryptionOf(newKeyMaterial()))
    const index = blindIndex('mobile', '13800005678')
    for (const typed of ['138 0000 5678', '138-0000-5678', '１３８００００５６７８'])
      expect(blindIndex('mobile', typed)).toEqual(index)
    expect(blindIndex('bank-account', '13800005678')).not.toEqual(index)
    expect(index).toHaveLength(32)
    useKeyEncryption(keyEncryptionOf(newKeyMaterial()))
    expect(blindIndex('mobile', '13800005678')).not.toEqual(index)
    expect(normalisedNumber('61080219900101123x')).toBe('61080219900101123X')
  })
})
