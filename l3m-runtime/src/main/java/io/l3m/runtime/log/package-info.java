// SPDX-License-Identifier: Apache-2.0
/** Where a run's numbers go: the terminal, a text log and JSON lines. */
@NullMarked
package io.l3m.runtime.log;

import org.jspecify.annotations.NullMarked;
