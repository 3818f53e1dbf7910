// SPDX-License-Identifier: Apache-2.0
/** Attention layers, their masks and rotary positions. */
@NullMarked
package io.l3m.runtime.nn.attention;

import org.jspecify.annotations.NullMarked;
