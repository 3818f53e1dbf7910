// SPDX-License-Identifier: Apache-2.0
/** The typed experiment: every node bound to its schema, and the data flow between the nodes. */
@NullMarked
package io.l3m.compiler.graph;

import org.jspecify.annotations.NullMarked;
