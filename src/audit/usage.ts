/** What `--help` prints. */
export const usage = `Usage: eslint-plugin-leaks [options] [path ...]

Finds code that keeps memory or a resource alive for longer than it is needed.
Needs no ESLint configuration and reads none, unless told to. Audits the given
files, folders and patterns such as 'src/**/*.ts', or the current folder.

Options:
  --preset NAME       recommended (default), strict or all
  --rule NAME         run only this rule of the plugin; may be repeated
  --format NAME       stylish (default, for people), json, sarif (for code
                      scanning), html or gitlab (a Code Quality report)
  -o, --output FILE   write the report to a file instead: --format html
                      -o report.html
  --settings FILE     take settings.leaks from a JSON file
  --config            take settings.leaks from the ESLint configuration in place
  --baseline FILE     report only findings that FILE does not know
  --update-baseline   write the findings of this run to the baseline
  --prune-baseline    take findings that are gone out of the baseline
  --max-findings N    fail only if there are more than N findings (default: 0)
  --explain PLACE     say what begins or grows in FILE, or on FILE:LINE
                      (FILE), whether and where it is ended, and why that is
                      reported or not; --format is text or json
  -h, --help          print this text
  -v, --version       print the version

In a folder it looks for .js .mjs .cjs .jsx .ts .mts .cts .tsx files, and for
.vue .svelte .astro components where vue-eslint-parser, svelte-eslint-parser or
astro-eslint-parser is installed. It passes over symbolic links, node_modules,
dist, build, coverage, out, vendor, folders whose name starts with a dot,
minified files and type declarations. What is named on the command line is
audited in any case.

Types are used for the files that a tsconfig.json or jsconfig.json covers. The
summary says how many. Comments such as
"eslint-disable-next-line leaks/require-release" are honoured. FORCE_COLOR and
NO_COLOR say whether there is colour.

Exit code:
  0  no findings: none that the baseline does not know, or no more than
     --max-findings
  1  findings
  2  no findings, but something could not be audited (one line each on stderr),
     or a wrong option

With --explain it is 0, or 2 where there is nothing to explain.
`
