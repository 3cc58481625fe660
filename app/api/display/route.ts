import { setPreferences } from '@/server/i18n/preference'

export const POST = (request: Request) => setPreferences(request, ['theme', 'density'])
