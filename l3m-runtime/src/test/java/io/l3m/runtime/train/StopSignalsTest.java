// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.l3m.runtime.train.StopSignals.Stop;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One wish to stop is one, however many signals tell of it. */
class StopSignalsTest {

  private final List<Integer> ends = new ArrayList<>();
  private long millis = 5;
  private final StopSignals signals = StopSignals.deaf(() -> millis * 1_000_000, ends::add);

  @Test
  void nothingIsRequestedAtFirst() {
    assertThat(signals.requested()).isEmpty();
  }

  @Test
  void theFirstOfSeveralAtOnceCounts() {
    signals.request(Stop.HANG_UP);
    signals.request(Stop.HANG_UP);
    millis += 400;
    signals.request(Stop.TERMINATE);
    assertThat(signals.requested()).contains(Stop.HANG_UP);
    assertThat(ends).isEmpty();
  }

  @Test
  void aLaterOneEndsTheProcess() {
    signals.request(Stop.INTERRUPT);
    millis += 600;
    signals.request(Stop.TERMINATE);
    assertThat(ends).containsExactly(143);
    assertThat(signals.requested()).contains(Stop.INTERRUPT);
  }
}
