// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.data;

/**
 * An image and what it shows.
 *
 * @param image {@code [3, H, W]} floats
 * @param target the class number, a scalar of integers, or the probabilities of all classes
 */
public record LabelledImage(HostArray image, HostArray target) {}
