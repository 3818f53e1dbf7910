// SPDX-License-Identifier: Apache-2.0
/** Safetensors files: strict reading and atomic writing. */
@NullMarked
package io.l3m.runtime.checkpoint;

import org.jspecify.annotations.NullMarked;
