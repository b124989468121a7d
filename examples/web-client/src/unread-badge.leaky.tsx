import { useEffect, useState } from 'react'

/** Every badge that was ever shown still asks for its count whenever the tab comes to the front. */
export function UnreadBadge({ mailbox }: { mailbox: string }) {
  const [count, setCount] = useState(0)

  useEffect(() => {
    const refresh = async (): Promise<void> => {
      const response = await fetch(`/mailboxes/${mailbox}/unread`)
      setCount(Number(await response.text()))
    }
    document.addEventListener('visibilitychange', () => void refresh())
    void refresh()
  }, [mailbox])

  return <span className="badge">{count}</span>
}
