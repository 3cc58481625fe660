import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { classNames } from '../class-names'
import { dataClasses } from '../schema'
import { buildReceipt } from './consent-receipt'
import type { ConsentTerms } from './grant-consent'
import { currentNoticeVersion, type NoticeFacts, noticeObstacle, renderNotice } from './notice-text'
import { renderPersonalNotice } from './personal-notice'

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
const terms: ConsentTerms = {
  recipient: { kind: 'INSTITUTION', institutionId: 'bank', applicationId: 'application' },
  purpose: 'LOAN_APPLICATION',
  dataClasses: ['REGISTRATION', 'TAX', 'SOCIAL_SECURITY', 'ELECTRICITY', 'WATER', 'GAS', 'PENALTY', 'COURT', 'LIST'],
  consentMode: 'STORE',
  fetchType: 'PERIODIC',
  lookbackMonths: 24,
  startsAt: new Date('2026-09-17T16:00:00Z'),
  expiresAt: new Date('2026-12-17T16:00:00Z'),
  retention: { unit: 'MONTH', value: 12 },
  frequency: { unit: 'MONTH', value: 2 },
}
const facts: NoticeFacts = {
  terms,
  enterpriseName: '榆林市沙柳食品有限公司',
  creditCode: '91610802MA70ABCD7Q',
  recipientName: '榆州示例银行',
  recipientContact: '0912-0000000',
  from: '2026-09-18',
  to: '2026-12-17',
}

describe('the notice', () => {
  it('never changes a character of a published version', () => {
    const hashes = (['zh-CN', 'en'] as const).map((language) =>
      sha256(renderNotice('consent-notice/1', language, facts)?.text ?? ''),
    )
    expect(hashes).toEqual([
      '64637368ec7ec032bfd2a6d62539bbd3b5a93075d2d8c2bb3f1f71685938df3c',
      '4b0ed9986666b33016451a051fab84540eddb675910147de601047ed1c88b2aa',
    ])
  })

  it('is kept to its second version, too', () => {
    const hashes = (['zh-CN', 'en'] as const).map((language) =>
      sha256(renderNotice('consent-notice/2', language, { ...facts, classNames: ['甲', 'B'] })?.text ?? ''),
    )
    expect(hashes).toEqual([
      '1783b19038252f1dfc25d0ecda746a30e9afe87b203eca94212b7096e1af3d9f',
      'b6f39b7c72cab49f1e6f1518decf93f795343d65413617fd4741704cba6fb6ee',
    ])
  })

  it('is kept to its third version, which adds what is kept beyond its day to the second, and nothing else', () => {
    const named = { ...facts, classNames: ['甲', 'B'] }
    const added = (['zh-CN', 'en'] as const).map((language) => {
      const second = renderNotice('consent-notice/2', language, named)?.lines ?? []
      const third = renderNotice('consent-notice/3', language, named)
      expect(third?.lines.filter((line) => second.includes(line))).toEqual(second)
      return [third?.lines.length, sha256(third?.text ?? '')]
    })
    expect(added).toEqual([
      [13, 'ea218e01df0a630bfc2fb35da5e658252c8451dea03ee84b784b6e8cea0013cb'],
      [13, 'afb1135ac496b672daacb84ac78a0e7cd7f8f095203762630b03b78f751cc0bb'],
    ])
  })

  it('for the person alone never changes a character either', () => {
    const person = {
      personName: '李某',
      enterpriseName: '榆林市沙柳食品有限公司',
      creditCode: '91610802MA70ABCD7Q',
      recipientName: '榆州示例银行',
      recipientContact: '0912-0000000',
      classNames: ['司法'],
      purpose: '审查一笔融资申请',
      from: '2026-09-18',
      to: '2026-12-17',
      retention: '12 个月',
    }
    const hashes = (['zh-CN', 'en'] as const).map((language) =>
      sha256(renderPersonalNotice('personal-notice/1', language, person)?.text ?? ''),
    )
    expect(hashes).toEqual([
      'ef729918f2974086c32e157cf10fb91f7dd3a4960e4c4f25f475fc2a07ae1492',
      'ec28afbdf822c0d3c53b8f4c67afc0fce2f652f782a65a098423b36c6a22ca34',
    ])
    expect(renderPersonalNotice('personal-notice/0', 'en', person)).toBeUndefined()
  })

  it('names every class of the catalogue, in both languages', () => {
    for (const language of ['zh-CN', 'en'] as const) expect(classNames(dataClasses, language)).toHaveLength(dataClasses.length)
    expect(() => classNames(['SOMETHING_ELSE'], 'en')).toThrow('no name for the data class')
  })

  it('names recipient, purpose, classes, method, period, retention and the way back, as the law asks', () => {
    const zh = renderNotice(currentNoticeVersion, 'zh-CN', { ...facts, classNames: classNames(terms.dataClasses, 'zh-CN') })?.text
    for (const part of [
      '榆州示例银行',
      '0912-0000000',
      '审查本次融资申请',
      '社会保险',
      '查阅并留存',
      '2026-12-17',
      '24 个月',
      '12 个月',
      '撤回',
    ]) {
      expect(zh).toContain(part)
    }
    const en = renderNotice(currentNoticeVersion, 'en', { ...facts, classNames: classNames(terms.dataClasses, 'en') })?.text ?? ''
    expect(en).toContain('at most 12 months')
    expect(en.replaceAll(facts.enterpriseName, '').replaceAll(facts.recipientName, '')).not.toMatch(/\p{Script=Han}/u)
  })

  it('is undefined for a version that never was', () => {
    expect(renderNotice('consent-notice/0', 'en', facts)).toBeUndefined()
    expect(renderNotice('constructor', 'en', facts)).toBeUndefined()
  })

  it('binds only when the words on the screen were the current ones', () => {
    const shown = sha256(renderNotice(currentNoticeVersion, 'en', facts)?.text ?? '')
    expect(noticeObstacle({ version: currentNoticeVersion, sha256: shown }, shown)).toBeUndefined()
    expect(noticeObstacle({ version: 'consent-notice/0', sha256: shown }, shown)).toBe('consent.notice-outdated')
    expect(noticeObstacle({ version: currentNoticeVersion, sha256: sha256('other words') }, shown)).toBe('consent.notice-differs')
  })
})

describe('the receipt', () => {
  const party = (id: string) => ({ id, name: id, address: '榆林市', contact: '0912-0000000' })
  const receipt = buildReceipt({
    recordId: 'record',
    receiptId: 'receipt',
    terms,
    personalClasses: ['COURT'],
    notice: { version: currentNoticeVersion, language: 'zh-CN', sha256: 'a'.repeat(64) },
    signOffs: [],
    principal: party('91610802MA70ABCD7Q'),
    controller: party('platform'),
    recipient: party('bank'),
    storageLocation: '榆林市政务云',
    withdrawalUrl: '/sme/consents',
    events: [{ at: new Date('2026-09-18T02:00:00Z'), event: 'GRANTED', state: 'ACTIVE', byId: 'person' }],
  })

  it('has every mandatory field of ISO/IEC TS 27560, none empty', () => {
    const mandatory: Record<string, string[]> = {
      header: ['schema_version', 'record_id', 'pii_principal_id'],
      processing: [
        'privacy_notice',
        'language',
        'purpose',
        'pii_information',
        'pii_controllers',
        'storage_locations',
        'retention_period',
        'jurisdiction',
        'recipient_third_parties',
        'withdrawal_method',
      ],
    }
    for (const [section, fields] of Object.entries(mandatory)) {
      const content = new Map<string, unknown>(Object.entries(receipt[section as 'header' | 'processing']))
      for (const field of fields) expect(String(content.get(field) ?? ''), field).not.toBe('')
    }
    for (const each of receipt.parties) expect(Object.values(each).every(Boolean)).toBe(true)
    expect(receipt.events[0]).toEqual({
      event_time: '2026-09-18T02:00:00.000Z',
      validity_duration: '2026-09-17T16:00:00.000Z/2026-12-17T16:00:00.000Z',
      entity_id: 'person',
      event_type: 'GRANTED',
      event_state: 'ACTIVE',
    })
    expect(receipt.processing.retention_period).toBe('P12M')
    expect(receipt.processing.recipient_third_parties).toEqual(['bank'])
  })

  it('survives JSON', () => {
    expect(JSON.parse(JSON.stringify(receipt))).toEqual(receipt)
  })
})
