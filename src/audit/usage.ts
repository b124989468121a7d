/** What `--help` prints. */
export const usage = `Usage: eslint-plugin-leaks [options] [path ...]

Finds code that keeps memory or a resource alive for longer than it is needed. Needs no ESLint
configuration and reads none. Audits the given files and folders, or the current folder.

Options:
  --preset NAME   recommended (default), strict or all
  --rule NAME     run only this rule of the plugin; may be repeated
  --format NAME   stylish (default), json, sarif or html
  -o, --output FILE
                  write the report to a file instead: --format html -o report.html
  --explain PLACE say what is begun on a line (FILE:LINE), or in a whole file (FILE), whether and
                  where it is ended, and why that is reported or not; --format is text or json
  -h, --help      print this text
  -v, --version   print the version

In a folder it looks for .js .mjs .cjs .jsx .ts .mts .cts .tsx files. It passes over symbolic links,
node_modules, dist, build, coverage, out, vendor, folders whose name starts with a dot, minified files
and type declarations. What is named on the command line is audited in any case.

Types are used for the files that a tsconfig.json or jsconfig.json covers. The summary says how many.
Comments such as "eslint-disable-next-line leaks/require-release" are honoured.

Exit code:
  0  no findings
  1  findings
  2  no findings, but something could not be audited (one line each on stderr), or a wrong option

With --explain it is 0, or 2 where there is nothing to explain.
`
