// SPDX-License-Identifier: Apache-2.0
/** Tests of data sets, orders and loaders. */
@NullMarked
package io.l3m.runtime.data;

import org.jspecify.annotations.NullMarked;
