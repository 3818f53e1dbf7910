// SPDX-License-Identifier: Apache-2.0
/** Normalisation layers. */
@NullMarked
package io.l3m.runtime.nn.norm;

import org.jspecify.annotations.NullMarked;
