// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.data;

/**
 * An image, its description, and its class.
 *
 * @param image {@code [3, H, W]} floats
 * @param text token ids {@code [L]}
 * @param target the class number, a scalar of integers, or the probabilities of all classes
 */
public record ImageTextTarget(HostArray image, LongArray text, HostArray target) {}
