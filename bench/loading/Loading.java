// SPDX-License-Identifier: Apache-2.0

import io.l3m.runtime.codec.ImageDecoder;
import io.l3m.runtime.data.CustomImageFolder;
import io.l3m.runtime.data.Picture;
import io.l3m.runtime.data.Transform;
import io.l3m.runtime.image.Compose;
import io.l3m.runtime.image.Interpolation;
import io.l3m.runtime.image.Normalize;
import io.l3m.runtime.image.RandomHorizontalFlip;
import io.l3m.runtime.image.RandomResizedCrop;
import io.l3m.runtime.image.ToTensor;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Times the making of samples from a folder of images, on one thread: see loading.py. */
final class Loading {

  private static final int ROUNDS = 8;

  private interface Work {
    void run() throws Exception;
  }

  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[0]);
    int count = Integer.parseInt(args[2]);
    Transform transform =
        Compose.builder()
            .transforms(
                RandomResizedCrop.builder()
                    .size(Long.parseLong(args[1]))
                    .scale(0.4, 1.0)
                    .interpolation(Interpolation.BICUBIC)
                    .build(),
                RandomHorizontalFlip.builder().build(),
                ToTensor.builder().build(),
                Normalize.builder().mean(0.5, 0.5, 0.5).std(0.5, 0.5, 0.5).build())
            .build();
    List<Path> files;
    try (Stream<Path> entries = Files.walk(folder)) {
      files = entries.filter(Files::isRegularFile).toList();
    }
    Random random = new Random(0);
    time("decode", count, () -> ImageDecoder.read(files.get(random.nextInt(files.size()))));
    time(
        "decode and augment",
        count,
        () ->
            transform.apply(
                Picture.of(ImageDecoder.read(files.get(random.nextInt(files.size())))), random));
    CustomImageFolder data =
        CustomImageFolder.builder().root(args[0]).transform(transform).build();
    time("sample of the data set", count, () -> data.get(random.nextInt(files.size()), random));
  }

  /** The least processor time of several rounds, which other work on the machine disturbs least. */
  private static void time(String what, int count, Work work) throws Exception {
    double least = Double.MAX_VALUE;
    for (int round = 0; round < ROUNDS; round++) {
      long begin = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
      for (int i = 0; i < count; i++) {
        work.run();
      }
      long nanos = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - begin;
      least = Math.min(least, nanos / 1e3 / count);
    }
    System.out.printf("l3m          %-24s %8.0f us%n", what, least);
  }
}
