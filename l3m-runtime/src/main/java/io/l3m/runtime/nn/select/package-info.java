// SPDX-License-Identifier: Apache-2.0
/** From all tokens to some of them, or to one vector. */
@NullMarked
package io.l3m.runtime.nn.select;

import org.jspecify.annotations.NullMarked;
