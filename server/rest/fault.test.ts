import { expect, test, vi } from 'vitest'
import { api } from './app'

vi.mock('@/server/kernel/credit-code', () => ({
  checkCreditCode: () => {
    throw new Error('planted fault')
  },
}))

test('a fault of ours is a 500 that is logged and tells nothing of its cause, so that the random tests would see one', async () => {
  const logged = vi.spyOn(console, 'error').mockReturnValue()
  const response = await api.request('/api/v1/tools/credit-code/1', { headers: { 'accept-language': 'en' } })
  expect(response.status).toBe(500)
  expect(await response.json()).toEqual({
    type: 'urn:credit-easy-loan:problem:internal',
    title: 'The system cannot answer now: try again later',
    status: 500,
    instance: '/api/v1/tools/credit-code/1',
  })
  expect(logged).toHaveBeenCalledWith(expect.objectContaining({ message: 'planted fault' }))
})
