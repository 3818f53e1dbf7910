// SPDX-License-Identifier: Apache-2.0
/** A config file as a tree of nodes that know their place. */
@NullMarked
package io.l3m.compiler.yaml;

import org.jspecify.annotations.NullMarked;
