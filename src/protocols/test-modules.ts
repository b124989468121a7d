/** Modules that only tests import, themselves or as a part of a test runner: `kit/chai`. */
export const TEST_MODULE =
  /(?:^|[/:])(?:chai|vitest|mocha|jest|sinon|ava|tape|cypress)$|^(?:node|bun):test$|^@(?:jest\/globals|playwright\/test)$/
