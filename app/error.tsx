'use client'
import { FaultPage, type FaultProps } from '@/components/shell/fault-page'

/** Errors inside a page: the frame around it stays. */
export default function PageError(props: FaultProps) {
  return <FaultPage {...props} />
}
