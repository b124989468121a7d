/** Answers the word that says what a name is of, in lower case: `id` of `userId`, of `USER_ID` and of `user_id`. */
export function lastWord(name: string): string {
  return (/(?:[A-Z]?[a-z0-9]+|[A-Z]+)$/.exec(name)?.[0] ?? '').toLowerCase()
}
