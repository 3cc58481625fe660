import { TRPCError } from '@trpc/server'
import { isForeign } from '@/server/auth/same-origin'
import { maximumFileBytes, ReportKind } from '@/server/disbursement/schema'
import { Refused } from '@/server/kernel/refused'
import { api } from '@/server/trpc/caller'
import { createContext } from '@/server/trpc/context'
import { explain } from '@/server/trpc/explain'

export const dynamic = 'force-dynamic'

/** The form's own overhead beside the file. */
const formBytes = 8 * 1024

/**
 * A bank's file of reports: `kind` and `file` as multipart/form-data from our own pages. The procedure behind checks
 * session, role and content; here only the bytes come off the wire, and never more than a file may have.
 */
export async function POST(request: Request): Promise<Response> {
  if (isForeign(request, 'multipart/form-data')) return new Response(null, { status: 403 })
  const { locale } = await createContext()
  try {
    const form = await boundedForm(request)
    const alien = [...form.keys()].find((name, at, all) => !['kind', 'file'].includes(name) || all.indexOf(name) !== at)
    if (alien !== undefined) throw new Refused('validation.unknown-field', { field: alien.slice(0, 100) })
    const kind = ReportKind.safeParse(form.get('kind'))
    const file = form.get('file')
    if (!kind.success || !(file instanceof File)) throw new Refused('file.empty', { field: 'file' })
    if (file.size > maximumFileBytes) throw new Refused('file.too-large', { field: 'file' })
    const caller = await api()
    const bytes = new Uint8Array(await file.arrayBuffer())
    const { batchId } = await caller.disbursement.upload({
      kind: kind.data,
      fileName: file.name.slice(0, 200) || 'file.csv',
      bytes,
    })
    return Response.json({ batchId })
  } catch (error) {
    const failure = error instanceof TRPCError ? error : new TRPCError({ code: 'UNPROCESSABLE_CONTENT', cause: error })
    const { message, reference } = explain(failure, locale)
    const status = { UNAUTHORIZED: 401, FORBIDDEN: 403, INTERNAL_SERVER_ERROR: 500 }[String(failure.code)] ?? 422
    return Response.json({ message, reference }, { status })
  }
}

/** The form, read only up to its bound: a length that the sender states is not believed. */
async function boundedForm(request: Request): Promise<FormData> {
  const most = maximumFileBytes + formBytes
  let seen = 0
  const counted = request.body?.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        seen += chunk.byteLength
        if (seen > most) controller.error(new Refused('file.too-large', { field: 'file' }))
        else controller.enqueue(chunk)
      },
    }),
  )
  try {
    return await new Response(counted, { headers: { 'content-type': request.headers.get('content-type') ?? '' } }).formData()
  } catch {
    throw new Refused(seen > most ? 'file.too-large' : 'file.damaged', { field: 'file' })
  }
}
