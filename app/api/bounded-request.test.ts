import { describe, expect, it } from 'vitest'
import { boundedRequest } from './bounded-request'

const post = (body: BodyInit) =>
  new Request('http://localhost:3000/api/x?y=1', {
    method: 'POST',
    headers: { 'x-app-request': '1' },
    body,
    duplex: 'half',
  } as RequestInit)

describe('a bounded request', () => {
  it('is the same request as long as its body keeps within the bound', async () => {
    const bounded = await boundedRequest(post('0123456789'), 10)
    expect(bounded?.headers.get('x-app-request')).toBe('1')
    expect(bounded?.nextUrl.searchParams.get('y')).toBe('1')
    expect(await bounded?.text()).toBe('0123456789')
    expect(await boundedRequest(post('0123456789a'), 10)).toBeNull()
  })

  it('takes no more off the wire than the bound, whatever follows', async () => {
    let pulled = 0
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        pulled += 1
        controller.enqueue(new Uint8Array(1000))
      },
    })
    expect(await boundedRequest(post(endless), 5000)).toBeNull()
    expect(pulled).toBeLessThan(10)
  })

  it('may have no body', async () => {
    const bounded = await boundedRequest(new Request('http://localhost:3000/api/x'), 10)
    expect(bounded?.method).toBe('GET')
  })
})
