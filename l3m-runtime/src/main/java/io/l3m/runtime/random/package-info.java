// SPDX-License-Identifier: Apache-2.0
/** The random numbers of PyTorch and NumPy, and those of single samples. */
@NullMarked
package io.l3m.runtime.random;

import org.jspecify.annotations.NullMarked;
