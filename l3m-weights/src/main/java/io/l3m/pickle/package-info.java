// SPDX-License-Identifier: Apache-2.0
/** Python's pickles as trees of plain values; nothing that a pickle names is executed. */
@NullMarked
package io.l3m.pickle;

import org.jspecify.annotations.NullMarked;
