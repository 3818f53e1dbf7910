// SPDX-License-Identifier: Apache-2.0
/** Builders of attention masks. */
@NullMarked
package io.l3m.runtime.nn.mask;

import org.jspecify.annotations.NullMarked;
