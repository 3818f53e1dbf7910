// SPDX-License-Identifier: Apache-2.0
/** Image files to pixels, to the bit as Pillow reads them. */
@NullMarked
package io.l3m.runtime.codec;

import org.jspecify.annotations.NullMarked;
