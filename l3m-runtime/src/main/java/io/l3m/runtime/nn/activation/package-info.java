// SPDX-License-Identifier: Apache-2.0
/** Activation functions as layers. */
@NullMarked
package io.l3m.runtime.nn.activation;

import org.jspecify.annotations.NullMarked;
