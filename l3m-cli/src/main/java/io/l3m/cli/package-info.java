// SPDX-License-Identifier: Apache-2.0
/** The command line: checks, compiles and trains an experiment from a terminal. */
@NullMarked
package io.l3m.cli;

import org.jspecify.annotations.NullMarked;
