import { NextIntlClientProvider } from 'next-intl'
import { createElement, type ReactElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import indicators from '@/messages/zh-CN/indicators.json'
import portrait from '@/messages/zh-CN/portrait.json'
import { buildPortrait } from '@/server/portrait/domain/build-portrait'
import { AS_OF, sampleFacts } from '@/server/portrait/domain/facts.fixture'
import { cardByVersion } from '@/server/portrait/domain/score-card'
import { evaluationSources, gateSources, unreadOf } from '@/server/portrait/schema'
import { scoredClasses } from '@/server/sources/schema'
import { Evaluations, LegalStatus } from './axes'

const card = cardByVersion('EXPERT-2026.2')
const shown = (element: ReactElement) =>
  renderToStaticMarkup(
    NextIntlClientProvider({
      locale: 'zh-CN',
      timeZone: 'Asia/Shanghai',
      messages: { indicators, portrait },
      children: element,
    }),
  )

describe('the legal status that a reader is shown', () => {
  const body = buildPortrait(sampleFacts(), card, AS_OF)
  const read = body.coverage.map((one) => ({ ...one, state: 'PRESENT' as const }))
  /** As a reader sees it whose consent covers these classes: coverage is all of these alone. */
  const seenWith = (classes: readonly (typeof scoredClasses)[number][]) => {
    const coverage = read.filter(({ dataClass }) => classes.some((one) => one === dataClass))
    return shown(createElement(LegalStatus, { items: [], unread: unreadOf(gateSources, coverage) }))
  }

  it('is "no record" only where every register was read', () => {
    expect(seenWith(scoredClasses)).toContain(`>${portrait.axes.noRecords}<`)
    expect(seenWith(scoredClasses)).not.toContain('未取得')
  })
  it('names the courts where the consent leaves them out, and says no record of the rest alone', () => {
    const seen = seenWith(scoredClasses.filter((one) => one !== 'COURT'))
    expect(seen).toContain(`${indicators.dataClasses.COURT}数据未取得`)
    expect(seen).not.toContain(`>${portrait.axes.noRecords}<`)
    expect(seen).toContain(portrait.axes.noRecordsRead)
  })
  it('says of no record at all where none of the registers was read', () => {
    const seen = seenWith(['TAX'])
    expect(seen).toContain('未取得')
    expect(seen).not.toContain('没有在公示期内的记录')
  })
  it('names the classes beside it that evaluations could not come from', () => {
    const unread = unreadOf(
      evaluationSources,
      read.filter(({ dataClass }) => dataClass !== 'ENVIRONMENT'),
    )
    expect(shown(createElement(Evaluations, { items: [], unread }))).toContain(indicators.dataClasses.ENVIRONMENT)
  })
})

describe('evaluations that a reader is shown', () => {
  const evaluation = { dataClass: 'LIST' as const, issuer: null, on: null }
  it('name level, authority, year, day and source', () => {
    const one = {
      ...evaluation,
      kind: 'PUBLIC_EVALUATION' as const,
      value: 'GOOD',
      issuer: '市公共信用信息中心',
      on: '2026-05-12',
      year: '2025',
    }
    const seen = shown(createElement(Evaluations, { items: [one] })).replace(/<[^>]+>/g, '')
    expect(seen).toContain('公共信用综合评价良评价单位：市公共信用信息中心2025 年度 · 2026-05-12 评价来源：名单')
  })
  it('say of a firm that nobody evaluated that this is no bad mark', () => {
    const none = { ...evaluation, kind: 'PUBLIC_EVALUATION' as const, value: 'NOT_EVALUATED' }
    const seen = shown(createElement(Evaluations, { items: [none] }))
    expect(seen).toContain('未参评')
    expect(seen).toContain(portrait.axes.notEvaluatedHint)
    expect(seen).not.toContain(`>${portrait.axes.values.POOR}<`)
  })
})
