// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.log;

/** A number with a name, already read from its tensor. */
public record Scalar(String name, double value) {}
