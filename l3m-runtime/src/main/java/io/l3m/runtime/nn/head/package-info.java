// SPDX-License-Identifier: Apache-2.0
/** From tokens or vectors to predictions. */
@NullMarked
package io.l3m.runtime.nn.head;

import org.jspecify.annotations.NullMarked;
