// SPDX-License-Identifier: Apache-2.0
package io.l3m.cli;

import io.l3m.runtime.data.HostArray;
import java.util.Map;

/** One sample of a recorded batch; an accessor for each data key that a recording may have. */
public record RecordedSample(Map<String, HostArray> values) {

  /** The image. */
  public HostArray image() {
    return value("image");
  }

  /** The class, or the probabilities of all classes. */
  public HostArray target() {
    return value("target");
  }

  /** The ids of a text. */
  public HostArray text() {
    return value("text");
  }

  /** Which patches are not prefix. */
  public HostArray encoderPrefixMask() {
    return value("encoder_prefix_mask");
  }

  /** Which patches are masked. */
  public HostArray mask() {
    return value("mask");
  }

  private HostArray value(String key) {
    HostArray value = values.get(key);
    if (value == null) {
      throw new IllegalStateException("the recording has no `" + key + "`");
    }
    return value;
  }
}
