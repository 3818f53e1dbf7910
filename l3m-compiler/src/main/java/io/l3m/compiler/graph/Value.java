// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.graph;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The typed value of a parameter, after binding, or of a schema expression. */
public sealed interface Value {

  record Null() implements Value {}

  record Bool(boolean value) implements Value {}

  record Int(long value) implements Value {}

  /** A float; an int that the config wrote for a float parameter is one too. */
  record Real(double value) implements Value {}

  record Text(String value) implements Value {}

  record Many(List<Argument> items) implements Value {
    public Many {
      items = List.copyOf(items);
    }
  }

  /** A map, in the order of the config. */
  record Named(Map<String, Argument> entries) implements Value {
    public Named {
      entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }
  }

  /** A block; a factory where {@link BoundBlock#partial()}. */
  record Block(BoundBlock block) implements Value {}

  /** Not known, because something about it is wrong and reported, or not known before the run. */
  record Unknown() implements Value {}
}
