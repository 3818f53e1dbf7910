// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.schema;

import java.util.Optional;

/**
 * A data key that a block reads or writes, or an argument of a plain module's call.
 *
 * @param optional whether a missing key is legal; of a key written: it is written only where the
 *     block reads the same key and finds it
 * @param when present only if this holds
 */
public record Port(KeyName key, boolean optional, PortType type, Optional<Expr> when) {

  /** How the name of the key is found. */
  public sealed interface KeyName {

    /** The value of a parameter of type key; no port at all where it is null. */
    record FromParameter(String parameter) implements KeyName {}

    /** Always this key (or, in a call, this argument). */
    record Fixed(String key) implements KeyName {}

    /** Made from a parameter: {@code {write_key}_trunk}. */
    record Template(String parameter, String suffix) implements KeyName {}

    /** The value of a parameter of type key of the block in another parameter. */
    record OfPart(String part, String parameter) implements KeyName {}

    /**
     * Each generator, loader field …: the key that the block in list parameter {@code parameter}
     * writes.
     */
    record EachWriteKey(String parameter) implements KeyName {}

    /** Every key with this end that anybody wrote before: {@code *_experts}. */
    record EachEnding(String suffix) implements KeyName {}
  }
}
