// SPDX-License-Identifier: Apache-2.0
/** Tests of decoders. */
@NullMarked
package io.l3m.runtime.codec;

import org.jspecify.annotations.NullMarked;
