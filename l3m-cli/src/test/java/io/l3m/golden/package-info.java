// SPDX-License-Identifier: Apache-2.0
/** Recorded numbers of the original, computed again from the same configs by the real path. */
@NullMarked
package io.l3m.golden;

import org.jspecify.annotations.NullMarked;
