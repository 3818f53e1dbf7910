// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.data;

/**
 * A piece of text.
 *
 * @param text token ids {@code [L]}
 */
public record TextSample(LongArray text) {}
