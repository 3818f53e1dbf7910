// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.check;

import io.l3m.compiler.diag.Problems;

/** One rule about an experiment that is bound and whose data flow is known. */
interface Check {

  /** Reports where the experiment breaks the rule; says nothing about what is not known. */
  void inspect(CheckContext context, Problems problems);
}
