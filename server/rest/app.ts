import { OpenAPIHono } from '@hono/zod-openapi'
import { bodyLimit } from 'hono/body-limit'
import { HTTPException } from 'hono/http-exception'
import { problem, refuseInput } from './problem'
import { creditCodeTool } from './tools/credit-code'
import { deadlineTool } from './tools/deadline'
import { enterpriseSizeTool } from './tools/enterprise-size'
import { loanCostTool } from './tools/loan-cost'

const BODY_LIMIT = 64 * 1024

/** The open API. Its answers hold nobody's data and depend on nothing but the question, so caches may keep them. */
export const api = new OpenAPIHono({
  defaultHook: (result, c) => (result.success ? undefined : refuseInput(c, result.error.issues)),
}).basePath('/api/v1')

api.onError((error, c) => {
  // The validator's own: malformed JSON is a 400, another content type a 415.
  if (error instanceof HTTPException && error.status === 400) return problem(c, 'malformed-json')
  if (error instanceof HTTPException && error.status === 415) return problem(c, 'media-type')
  console.error(error)
  return problem(c, 'internal')
})
api.notFound((c) => problem(c, 'not-found'))

api.use(bodyLimit({ maxSize: BODY_LIMIT, onError: (c) => problem(c, 'too-large') }))
api.use(async (c, next) => {
  await next()
  // Not for long: a deadline changes when the calendar of its year is corrected.
  if (c.res.ok) c.header('cache-control', 'public, max-age=300')
})

for (const { route, mount } of [creditCodeTool, enterpriseSizeTool, loanCostTool, deadlineTool]) {
  mount(api)
  const allow = route.method === 'get' ? 'GET, HEAD' : 'POST'
  api.all(route.getRoutingPath(), (c) => {
    c.header('allow', allow)
    return problem(c, 'method', { values: { allow } })
  })
}

api.doc31('/openapi.json', {
  openapi: '3.1.0',
  info: {
    title: '信易贷开放工具 · Credit-Easy Loan open tools',
    version: '1.0.0',
    description:
      '免费、公开，无需登录。出错时按 RFC 9457 返回，说明文字的语言由 Accept-Language 决定（zh-CN 或 en，默认中文）。\n\nFree, public, without sign-in. Errors follow RFC 9457; Accept-Language chooses the language of their sentences (zh-CN or en, Chinese by default). Unknown fields are refused; bodies are JSON of at most 64 KB.',
  },
  tags: [{ name: 'tools', description: '办事工具 · Tools' }],
})
