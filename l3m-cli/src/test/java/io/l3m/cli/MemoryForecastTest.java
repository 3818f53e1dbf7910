// SPDX-License-Identifier: Apache-2.0
package io.l3m.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.assertj.core.data.Percentage.withPercentage;

import io.l3m.compiler.Analysis;
import io.l3m.compiler.CheckRequest;
import io.l3m.compiler.CompileRequest;
import io.l3m.compiler.CompileResult;
import io.l3m.compiler.Compiler;
import io.l3m.compiler.explain.Memory;
import io.l3m.compiler.explain.Overview;
import io.l3m.house.Checkout;
import io.l3m.runtime.block.Model;
import io.l3m.runtime.block.NamedTensor;
import io.l3m.runtime.block.Parameter;
import io.l3m.runtime.block.Parameters;
import io.l3m.runtime.data.Loader;
import io.l3m.runtime.data.MiniBatch;
import io.l3m.runtime.loss.Criterion;
import io.l3m.runtime.optim.Optimizer;
import io.l3m.runtime.optim.OptimizerFactory;
import io.l3m.runtime.optim.ParameterGroups;
import io.l3m.runtime.tensor.Device;
import io.l3m.runtime.tensor.TensorScope;
import io.l3m.runtime.train.TrainingData;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What {@code l3m explain} says about memory is what a step takes. Parameters, gradients and
 * moments are the bytes of their tensors. Activations are what the forward pass leaves in the
 * native heap for the backward pass, outputs and loss included: the bytes in use after it less
 * those before it.
 */
class MemoryForecastTest {

  private static final int REPEATS = 5;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "digits-aimv1",
        "digits-aimv2",
        "digits-aimv2-moe",
        "digits-clip",
        "digits-mae",
        "digits-vit",
        "moby-llm"
      })
  void isWithinATwentieth(String name, @TempDir Path work) throws Exception {
    Optional<NativeHeap> heap = NativeHeap.find();
    assumeThat(heap).as("needs Java 22 and glibc to count bytes").isPresent();
    CheckRequest request = request(name, work);
    Analysis analysis = new Compiler().analyse(request).analysis().orElseThrow();
    CompileResult program = new Compiler().compile(CompileRequest.of(request));
    Path classes = Files.createDirectory(work.resolve("classes"));
    new JavaSources(program.files()).compileInto(classes);
    URL[] places = {classes.toUri().toURL()};
    try (URLClassLoader loader =
            new URLClassLoader(places, MemoryForecastTest.class.getClassLoader());
        TensorScope scope = TensorScope.open()) {
      Measured measured = measure(loader.loadClass(program.mainClass()), heap.orElseThrow());
      Memory forecast = Memory.of(analysis, 1);
      assertThat(measured.count()).isEqualTo(Overview.of(analysis, 1).parameterCount());
      assertThat(measured.parameters()).isEqualTo(forecast.parameters());
      assertThat(measured.gradients()).isEqualTo(forecast.gradients());
      assertThat(measured.moments()).isCloseTo(forecast.optimizer(), withPercentage(1));
      assertThat(forecast.activations()).isCloseTo(measured.activations(), withPercentage(5));
    }
  }

  /** The config with the paths of its data from the root, since tests run in another folder. */
  private static CheckRequest request(String name, Path work) throws Exception {
    Path configs = Checkout.root().resolve("configs");
    String text = Files.readString(configs.resolve("quickstart/" + name + ".yaml"));
    Path config = work.resolve(name + ".yaml");
    Files.writeString(
        config, text.replace("configs/quickstart/data", configs + "/quickstart/data"));
    return CheckRequest.of(config)
        .withDefaults(configs.resolve("defaults.yaml"))
        .withOverrides(List.of("optim.gradient_accumulation_steps=1", "experiment.device=cpu"));
  }

  private record Measured(
      long count, long parameters, long gradients, long moments, long activations) {}

  private static <B extends MiniBatch<B>, O> Measured measure(Class<?> main, NativeHeap heap)
      throws Exception {
    Model<B, O> model = made(main, "Model");
    TrainingData<B> data = made(main, "Data");
    Criterion<B, O> loss = made(main, "Loss");
    Parameters parameters = Parameters.of(model).allocate(Device.CPU).initialise(0);
    OptimizerFactory factory = given(main, "optimizer");
    ParameterGroups groups = given(main, "parameterGroups");
    Optimizer optimizer = factory.create(groups.of(parameters));
    model.train();
    long[] activations = new long[REPEATS];
    long gradients = 0;
    try (Loader<B> loader = data.train()) {
      B batch = loader.next();
      heap.awaitRest(); // the loader has prepared what it prepares ahead
      for (int i = 0; i < REPEATS; i++) {
        try (TensorScope step = TensorScope.open()) {
          long before = heap.bytes();
          Tensor mean = loss.compute(batch, model.forward(batch)).loss();
          activations[i] = heap.bytes() - before;
          mean.backward();
          gradients =
              parameters.trainable().stream()
                  .map(Parameter::grad)
                  .mapToLong(grad -> grad.map(Tensor::nbytes).orElse(0L))
                  .sum();
          optimizer.step(1e-4);
          parameters.zeroGrad();
        }
      }
    }
    return new Measured(
        parameters.count(),
        parameters.all().stream().mapToLong(each -> each.tensor().nbytes()).sum(),
        gradients,
        optimizer.state().stream().map(NamedTensor::tensor).mapToLong(Tensor::nbytes).sum(),
        NativeHeap.median(activations));
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <T> T made(Class<?> main, String part) throws ReflectiveOperationException {
    Class<?> type = main.getClassLoader().loadClass(main.getName() + part);
    return (T) type.getConstructor().newInstance();
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <T> T given(Class<?> main, String name) throws ReflectiveOperationException {
    Method method =
        main.getClassLoader().loadClass(main.getName() + "Optim").getDeclaredMethod(name);
    method.setAccessible(true);
    return (T) method.invoke(null);
  }
}
