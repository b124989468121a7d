/** Modules that only tests import, themselves or as a part of a test runner: `kit/chai`. */
export const TEST_MODULE =
  /(?:^|[/:])(?:chai|vitest|mocha|jest|sinon|ava|tape|cypress)$|^(?:node|bun):test$|^(?:@testcontainers\/|testcontainers$)|^@(?:jest\/globals|playwright\/test)$/

/** Folders and files that tests are made of, by the names that projects give them. */
export const TEST_PATH =
  /(?:^|[/-])tests?-(?:utils?|helpers?|support|kit)(?:[/.]|$)|(?:^|\/)(?:unit|integration|browser|smoke|acceptance|functional|load|performance)-tests?\/|(?:^|\/)(?:__tests__|e2e)\//
