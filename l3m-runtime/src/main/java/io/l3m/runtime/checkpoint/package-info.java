// SPDX-License-Identifier: Apache-2.0
/** Weights from files of several formats, and safetensors files written atomically. */
@NullMarked
package io.l3m.runtime.checkpoint;

import org.jspecify.annotations.NullMarked;
