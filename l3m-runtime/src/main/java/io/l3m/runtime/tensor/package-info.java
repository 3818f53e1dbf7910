// SPDX-License-Identifier: Apache-2.0
/** Tensors from Java: lifetimes, conversions, devices, random numbers and operators by name. */
@NullMarked
package io.l3m.runtime.tensor;

import org.jspecify.annotations.NullMarked;
