import { beforeAll, describe, expect, it } from 'vitest'
import messages from '@/messages/zh-CN/tools.json'
import { api } from '@/server/rest/app'
import { type DocumentView, fieldKey, readDocument } from './document'

let document: DocumentView
beforeAll(async () => {
  document = readDocument(await (await api.request('/api/v1/openapi.json')).json())
})
const described = (group: string): string[] =>
  Object.keys(new Map<string, object>(Object.entries(messages.api.fields)).get(group) ?? {})

describe('the page of the open API', () => {
  it('shows every operation of the document', () => {
    expect(document.operations.map(({ id }) => id).sort()).toEqual(Object.keys(messages.api.operations).sort())
    for (const { summary, question, answer } of document.operations) {
      expect(summary.zh).not.toBe(summary.en)
      expect(question.length).toBeGreaterThan(0)
      expect(answer.length).toBeGreaterThan(0)
    }
  })
  // English has the same keys: messages.test.ts.
  it('describes every field in words, and none that is gone', () => {
    for (const { id, question, answer } of document.operations) {
      const keys = new Set([...question, ...answer].map(({ name }) => fieldKey(name)))
      expect([id, described(id).sort()]).toEqual([id, [...keys].sort()])
    }
    expect(described('Problem').sort()).toEqual(document.problem.map(({ name }) => fieldKey(name)).sort())
  })
  it('names every status', () => {
    const statuses = new Set(document.operations.flatMap((operation) => operation.statuses))
    expect(Object.keys(messages.api.statuses).sort()).toEqual([...statuses].sort())
  })
  it('opens nested fields and lists', () => {
    const loan = document.operations.find(({ id }) => id === 'computeLoanCost')
    expect(loan?.answer.map(({ name }) => name)).toContain('schedule[].dueDate')
    expect(loan?.question.find(({ name }) => name === 'termMonths')).toMatchObject({ required: true, limits: '≥ 1, ≤ 600' })
  })
})
