/**
 * Makes a question to the checker answer `unknown` where the compiler throws. It does so on some code that does not
 * compile, such as a declaration whose type depends on itself: there are errors enough then, and none should be ours.
 */
export function orUnknown<Given extends readonly unknown[], Answer>(
  question: (...given: Given) => Answer,
  unknown: NoInfer<Answer>,
): (...given: Given) => Answer {
  return (...given) => {
    try {
      return question(...given)
    } catch {
      return unknown
    }
  }
}
