// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.diag;

/** How problems are written down. */
public enum ReportFormat {
  /** For a person: the lines of the config, with marks and hints. */
  TEXT,
  /** One line a problem, as compilers print them. */
  SHORT,
  /** {@code {"problems":[…]}}, for programs. */
  JSON,
  /** The Static Analysis Results Interchange Format 2.1.0, for code hosts and editors. */
  SARIF,
  /** Commands of GitHub Actions, which show problems beside the changed lines. */
  GITHUB
}
