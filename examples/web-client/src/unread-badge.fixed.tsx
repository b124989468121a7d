import { useEffect, useState } from 'react'

export function UnreadBadge({ mailbox }: { mailbox: string }) {
  const [count, setCount] = useState(0)

  useEffect(() => {
    const refresh = async (): Promise<void> => {
      const response = await fetch(`/mailboxes/${mailbox}/unread`)
      setCount(Number(await response.text()))
    }
    const controller = new AbortController()
    document.addEventListener('visibilitychange', () => void refresh(), { signal: controller.signal })
    void refresh()
    return () => {
      controller.abort()
    }
  }, [mailbox])

  return <span className="badge">{count}</span>
}
