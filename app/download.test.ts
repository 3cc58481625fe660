import { TRPCError } from '@trpc/server'
import { createTranslator } from 'next-intl'
import { describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { loadMessages } from '@/server/i18n/messages'
import { NotFound, Refused } from '@/server/kernel/refused'
import { download, downloadOnceDrawn } from './download'

let locale: 'zh-CN' | 'en' = 'en'
vi.mock('next-intl/server', () => ({
  getLocale: async () => locale,
  getTranslations: async (namespace: string) =>
    createTranslator({ locale, messages: await loadMessages(locale), namespace: namespace as 'refusals' }),
}))
vi.mock('node:timers/promises', () => ({ setTimeout: async () => {} }))

const from = (headers: Record<string, string>) => new Request('http://city.test/api/exports/records', { headers })
const browser = { accept: 'text/html', referer: 'http://city.test/office/records?kind=granted', host: 'city.test' }
const refusing = (error: unknown) => () => Promise.reject(error)
const refused = (code: TRPCError['code'], cause?: Error) => refusing(new TRPCError({ code, cause }))

async function told(error: () => Promise<never>, headers: Record<string, string> = browser) {
  const answer = await download(from(headers), 'x', 'csv', error)
  return { status: answer.status, type: answer.headers.get('content-type'), text: await answer.text() }
}

describe('a file that is refused', () => {
  it('sends whoever is signed out to sign in, and back to the page before, never to another site', async () => {
    const sent = async (headers: Record<string, string>) => {
      const answer = await download(from(headers), 'x', 'csv', refused('UNAUTHORIZED'))
      return [answer.status, answer.headers.get('location')]
    }
    expect(await sent(browser)).toEqual([303, `/login?next=${encodeURIComponent('/office/records?kind=granted')}`])
    expect(await sent({ ...browser, referer: 'http://evil.test/office' })).toEqual([303, '/login'])
    expect(await sent({ accept: 'text/html' })).toEqual([303, '/login'])
    expect((await sent({ accept: 'text/csv' }))[0]).toBe(401)
  })

  it('says why in the language of the reader, with the status and the way back', async () => {
    expect(await told(refused('FORBIDDEN'))).toMatchObject({
      status: 403,
      type: 'text/html; charset=utf-8',
      text: expect.stringContaining('Your role does not allow this'),
    })
    const many = refused('UNPROCESSABLE_CONTENT', new Refused('statistics.too-many-rows'))
    const page = await told(many)
    expect([page.status, page.text.includes('More than 10,000 rows')]).toEqual([422, true])
    expect(page.text).toContain('<a href="/office/records?kind=granted">')
    expect(page.text).toContain('simulated')
    locale = 'zh-CN'
    expect((await told(many)).text).toMatch(/lang="zh-CN"[\s\S]*超过 10,000 行[\s\S]*仿真数据/)
    locale = 'en'
    expect((await told(refused('NOT_FOUND', new NotFound('report')))).status).toBe(404)
  })

  it('names the field of a wrong parameter, with nothing of it run as markup', async () => {
    const wrong = z.strictObject({ county: z.enum(['610802']) }).safeParse({ county: 'x', '<b>': '1' })
    const page = await told(refusing(wrong.error))
    expect(page.status).toBe(422)
    expect(page.text).toContain('county: ')
    expect(page.text).not.toContain('<b>')
  })

  it('is 503 with a sentence where the worker does not come, and the file where it does', async () => {
    const late = await downloadOnceDrawn(from(browser), async () => ({ name: 'r', drawn: async () => null }))
    expect([late.status, late.headers.get('retry-after')]).toEqual([503, '10'])
    expect(await late.text()).toContain('still being prepared')
    const there = await downloadOnceDrawn(from(browser), async () => ({ name: 'r', drawn: async () => 'JVBERg==' }))
    expect([there.status, await there.text()]).toEqual([200, '%PDF'])
  })

  it('leaves a fault of our own to the platform (control)', async () => {
    await expect(download(from(browser), 'x', 'csv', refusing(new Error('broken')))).rejects.toThrow('broken')
  })
})
