// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.data;

/** An image on its way through the transforms: pixels first, numbers at the end. */
public sealed interface Frame permits Picture, FloatArray {}
