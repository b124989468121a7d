/** Modules that only tests import, themselves or as a part of a test runner: `kit/chai`. */
export const TEST_MODULE =
  /(?:^|[/:])(?:chai|vitest|mocha|jest|sinon|ava|tape|cypress)$|^(?:node|bun):test$|^(?:@testcontainers\/|testcontainers$)|^@(?:jest\/globals|playwright\/test)$/

/** Folders and files that tests are made of, by the names that projects give them. */
export const TEST_PATH =
  /(?:^|[/-])tests?-(?:utils?|helpers?|support|kit)(?:[/.]|$)|(?:^|\/)(?:unit|integration|browser|smoke|acceptance|functional|load|performance)-tests?\/|(?:^|\/)(?:__tests__|e2e)\//

/** Files that show how a product is used, or whether it works, and are no part of what it does. */
export const BESIDE_PRODUCT =
  /(?:^|\/)(?:tests?|doctests?|__tests__|__mocks__|specs?|e2e|examples?|samples?|demos?|bench(?:mark)?s?|stories|fixtures|playgrounds?)\/|\.(?:test|spec|stories|story|bench|e2e|mock)\.[cm]?[jt]sx?$/

/** Folders of a repository, or of a package in it, whose files are run by hand or by a build, and end. */
export const RUN_AND_OVER = /^(?:(?:packages|apps|libs)\/[^/]+\/)?(?:scripts|tools|dev|ci)\//
