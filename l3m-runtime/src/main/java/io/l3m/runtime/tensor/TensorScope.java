// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.tensor;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * The lifetime of tensors: what this thread makes while a scope is open is freed when it closes.
 *
 * <p>Scopes nest, are bound to the thread that opened them, and cost next to nothing, so a training
 * step, an evaluation batch and a piece of work with large intermediate results each have their
 * own. Tensors made while no scope is open live as long as the process, or until they are closed.
 */
public final class TensorScope implements AutoCloseable {

  private final @Nullable PointerScope outer;
  private final PointerScope scope;

  private TensorScope() {
    this.outer = PointerScope.getInnerScope();
    this.scope = new PointerScope();
  }

  /** Opens a scope inside the present one of this thread. */
  public static TensorScope open() {
    return new TensorScope();
  }

  /**
   * Lets a tensor that was made in this scope outlive it: it then belongs to the next scope
   * outwards, or to nobody where there is none.
   *
   * @return the tensor to use from now on: {@code tensor} itself unless that was a mere view into a
   *     result list, whose memory dies with this scope
   */
  public Tensor keep(Tensor tensor) {
    Tensor owned = tensor.referenceCount() > 0 ? tensor : new Tensor(tensor);
    if (outer == null) {
      owned.retainReference();
    } else {
      outer.attach(owned);
    }
    scope.detach(owned); // the reference taken above keeps this from freeing it
    return owned;
  }

  /**
   * The scope that is the innermost now, for what is made in scopes inside it and shared beyond
   * them: by all layers of a model, for example.
   */
  public static final class Home {

    private final @Nullable PointerScope scope = PointerScope.getInnerScope();

    private Home() {}

    /**
     * Lets an object live as long as the scope that is meant, whatever scope it was made in.
     *
     * @return {@code pointer}
     */
    @CanIgnoreReturnValue
    public <P extends Pointer> P keep(P pointer) {
      if (scope == null) {
        pointer.retainReference();
      } else {
        scope.attach(pointer);
      }
      return pointer;
    }
  }

  /** The present scope of this thread. */
  public static Home here() {
    return new Home();
  }

  /** Makes a tensor of unknown origin die with this scope. */
  @CanIgnoreReturnValue
  public Tensor adopt(Tensor tensor) {
    scope.attach(tensor);
    return tensor;
  }

  /**
   * Takes a native object out of the reach of all scopes, for constants and parameters: it lives
   * until it is closed by hand.
   */
  @CanIgnoreReturnValue
  public static <P extends Pointer> P immortal(P pointer) {
    pointer.retainReference();
    return pointer;
  }

  @Override
  public void close() {
    scope.close();
  }
}
