// SPDX-License-Identifier: Apache-2.0
/** Files of weights: what they say about their tensors, and how these fit the names of a model. */
@NullMarked
package io.l3m.weights;

import org.jspecify.annotations.NullMarked;
