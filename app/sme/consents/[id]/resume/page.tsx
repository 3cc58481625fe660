import type { Metadata } from 'next'
import { PauseOrResume, titleOf } from '../pause-or-resume'

export const generateMetadata = (): Promise<Metadata> => titleOf('resume')

export default async function ResumePage({ params }: { params: Promise<{ id: string }> }) {
  return <PauseOrResume act="resume" id={(await params).id} />
}
