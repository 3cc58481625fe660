import { setPreferences } from '@/server/i18n/preference'
import { boundedRequest, tooLarge } from '../bounded-request'

const mostBytes = 4 * 1024

export async function POST(request: Request): Promise<Response> {
  const bounded = await boundedRequest(request, mostBytes)
  return bounded ? setPreferences(bounded, ['locale']) : tooLarge()
}
