// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.graph;

import io.l3m.compiler.source.Origin;

/** A value and where it comes from. */
public record Argument(Value value, Origin origin) {}
