/** Names that begin with a vowel's sound though not with its letter. */
const SPELT_WITH_VOWEL = /^(?:HTTP|MQTT|SSH|SFTP|FTP|LDAP|SNMP|NATS|RTC|X\w)\b/

/** Answers a noun with its indefinite article: `an editor`, `a socket`. */
export function withArticle(noun: string): string {
  return /^[aeiou]/i.test(noun) || SPELT_WITH_VOWEL.test(noun) ? `an ${noun}` : `a ${noun}`
}
