// SPDX-License-Identifier: Apache-2.0
/** The training engine: a run from its first line to its last checkpoint. */
@NullMarked
package io.l3m.runtime.train;

import org.jspecify.annotations.NullMarked;
