import type { Metadata } from 'next'
import { PauseOrResume, titleOf } from '../pause-or-resume'

export const generateMetadata = (): Promise<Metadata> => titleOf('pause')

export default async function PausePage({ params }: { params: Promise<{ id: string }> }) {
  return <PauseOrResume act="pause" id={(await params).id} />
}
