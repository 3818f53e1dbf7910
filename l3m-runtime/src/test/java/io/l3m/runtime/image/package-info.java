// SPDX-License-Identifier: Apache-2.0
/** Tests of decoding, changing and mixing images. */
@NullMarked
package io.l3m.runtime.image;

import org.jspecify.annotations.NullMarked;
