// SPDX-License-Identifier: Apache-2.0
/** The goals of the Maven plugin; they hold no logic of the compiler. */
@NullMarked
package io.l3m.mojo;

import org.jspecify.annotations.NullMarked;
