// SPDX-License-Identifier: Apache-2.0
/** Tests of random numbers. */
@NullMarked
package io.l3m.runtime.random;

import org.jspecify.annotations.NullMarked;
