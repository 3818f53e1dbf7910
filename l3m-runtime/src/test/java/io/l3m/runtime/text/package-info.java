// SPDX-License-Identifier: Apache-2.0
/** Tests of tokenisers and text data. */
@NullMarked
package io.l3m.runtime.text;

import org.jspecify.annotations.NullMarked;
