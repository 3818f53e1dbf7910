// SPDX-License-Identifier: Apache-2.0
/** Measures the compiler with JMH. */
@org.jspecify.annotations.NullMarked
package io.l3m.bench;
