// SPDX-License-Identifier: Apache-2.0
/** Stacks of transformer blocks. */
@NullMarked
package io.l3m.runtime.nn.trunk;

import org.jspecify.annotations.NullMarked;
