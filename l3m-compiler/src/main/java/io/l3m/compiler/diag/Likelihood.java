// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.diag;

/** How likely one of several places is the one to mend, the likeliest first. */
public enum Likelihood {
  /** Left at its default, while another value is given under this name elsewhere. */
  FORGOTTEN,
  /** Named by the rule itself. */
  NAMED,
  /** Written in place, where others refer to a shared value. */
  WRITTEN_HERE,
  /** Named by the rule, which speaks of a value that is written elsewhere. */
  NAMED_ELSEWHERE,
  /** A switch that makes the difference. */
  SWITCH,
  /** Left at its default, with nothing else that it could be. */
  LEFT_OUT,
  /** A reference to a value, where another block refers to another one under the same name. */
  ODD,
  /** A reference to a value that others share. */
  SHARED,
  /** As {@link #SHARED}, by the name that the value has there, too. */
  NAMESAKE,
  /** As {@link #SHARED}, and one of several such values. */
  ONE_OF_SEVERAL,
  /** Left at a default that says nothing. */
  NOT_SAID,
  /** Written in the defaults, which are not the experiment's to mend. */
  NOT_OURS
}
