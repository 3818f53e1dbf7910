// SPDX-License-Identifier: Apache-2.0
/** From all tokens to one vector, or from all layers to one. */
@NullMarked
package io.l3m.runtime.nn.pool;

import org.jspecify.annotations.NullMarked;
