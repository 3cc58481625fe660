import { readHealth } from '@/server/jobs/health'

export const dynamic = 'force-dynamic'

/** For load balancers and people: 200 when the product can serve, 503 when it cannot. */
export async function GET() {
  const health = await readHealth()
  return Response.json(health, { status: health.status === 'ok' ? 200 : 503, headers: { 'cache-control': 'no-store' } })
}
