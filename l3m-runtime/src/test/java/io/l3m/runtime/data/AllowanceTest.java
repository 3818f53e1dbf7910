// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.l3m.runtime.data.Allowance.Share;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Data sets together keep no more in memory than they may. */
class AllowanceTest {

  private static final Picture PICTURE = Picture.of(1, 10, new byte[30]);

  @Test
  void ownersShareOneAllowance() {
    Allowance allowance = new Allowance(100);
    Share first = allowance.shareOf(this);
    Share second = allowance.shareOf(this);
    assertThat(first.take(60)).isTrue();
    assertThat(second.take(60)).isFalse();
    assertThat(second.take(40)).isTrue();
    assertThat(first.take(1)).isFalse();
  }

  @Test
  void picturesBeyondTheAllowanceAreNotKept() {
    PictureCache cache = PictureCache.of(3, new Allowance(70));
    for (int i = 0; i < 3; i++) {
      cache.put(0, PICTURE);
      cache.put(i, PICTURE);
    }
    assertThat(cache.get(0)).contains(PICTURE);
    assertThat(cache.get(1)).contains(PICTURE);
    assertThat(cache.get(2)).isEmpty();
    assertThat(PictureCache.none().get(0)).isEqualTo(Optional.empty());
  }

  @Test
  @Timeout(60)
  void whatAForgottenOwnerHadIsFreeAgain() {
    Allowance allowance = new Allowance(100);
    assertThat(takenByAnOwnerNobodyKeeps(allowance)).isTrue();
    Share other = allowance.shareOf(this);
    while (!other.take(100)) {
      System.gc();
      LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
    }
    assertThat(other.take(1)).isFalse();
  }

  private static boolean takenByAnOwnerNobodyKeeps(Allowance allowance) {
    return allowance.shareOf(new Object()).take(100);
  }
}
