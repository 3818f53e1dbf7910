// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.data;

/**
 * An image and its description.
 *
 * @param image {@code [3, H, W]} floats
 * @param text token ids {@code [L]}
 */
public record ImageText(HostArray image, LongArray text) {}
