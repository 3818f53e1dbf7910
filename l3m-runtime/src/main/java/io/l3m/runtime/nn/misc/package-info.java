// SPDX-License-Identifier: Apache-2.0
/** Layers that fit nowhere else. */
@NullMarked
package io.l3m.runtime.nn.misc;

import org.jspecify.annotations.NullMarked;
