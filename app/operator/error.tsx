'use client'
import { FaultPage, type FaultProps } from '@/components/shell/fault-page'

/** A page of this portal that failed: its frame stays, with the way elsewhere and out. */
export default function PortalError(props: FaultProps) {
  return <FaultPage {...props} home="/operator" />
}
