// SPDX-License-Identifier: Apache-2.0
package io.l3m.pickle;

import io.l3m.pickle.PickleValue.Global;

/**
 * What the names in a pickle mean to one kind of file. Whoever reads such files has its own, so
 * what one kind may mention is not open to another.
 */
public interface PickleNames {

  /**
   * A name that the pickle mentions.
   *
   * @throws PickleFault if this kind of file has no use for it
   */
  Global find(String module, String name) throws PickleFault;

  /**
   * The result that a call would have.
   *
   * @throws PickleFault if the function is not called so
   */
  PickleValue call(Global function, PickleValue arguments) throws PickleFault;

  /**
   * An object without contents.
   *
   * @throws PickleFault if there are none of this type
   */
  PickleValue newObject(Global type) throws PickleFault;

  /**
   * Gives an object its state.
   *
   * @throws PickleFault if it can have none, or not this one
   */
  void setState(PickleValue target, PickleValue state) throws PickleFault;

  /**
   * What a persistent id stands for.
   *
   * @throws PickleFault if this kind of file has no such ids
   */
  PickleValue persistent(PickleValue id) throws PickleFault;
}
