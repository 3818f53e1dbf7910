// SPDX-License-Identifier: Apache-2.0
/** Decoding, changing and mixing images on the host. */
@NullMarked
package io.l3m.runtime.image;

import org.jspecify.annotations.NullMarked;
