// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.check;

import io.l3m.compiler.diag.Problems;
import java.util.List;

/** All rules, in the order in which they are inspected. */
public final class Checks {

  private static final List<Check> ALL =
      List.of(
          new AccumulationCheck(),
          new MixupBatchCheck(),
          new ScheduleKindCheck(),
          new ScheduleTotalCheck(),
          new SchedulePhaseCheck(),
          new PatternCheck(),
          new FrozenCheck(),
          new PrecedenceCheck(),
          new LayerDecayCheck(),
          new ProbeCheck(),
          new ProbeNamesCheck(),
          new WidthFormulaCheck(),
          new NestedKeysCheck(),
          new StartingWeightsCheck(),
          new CheckpointKeysCheck(),
          new CheckpointFileCheck(),
          new CheckpointNamesCheck(),
          new CheckpointShapesCheck(),
          new CheckpointPatternsCheck(),
          new RenamingTargetCheck(),
          new VocabularyCheck(),
          new PredictedIdsCheck(),
          new ClassCountCheck(),
          new EndTokenCheck(),
          new TextLengthCheck(),
          new ClassTokenCheck(),
          new EvenMaskCheck(),
          new EmptyMaskCheck(),
          new RotaryLengthCheck(),
          new TemperatureCheck(),
          new CausalityCheck(),
          new DepthCheck(),
          new MixtureCheck(),
          new MeasureNamesCheck(),
          new ZeroShotCheck(),
          new EvaluationCheck(),
          new ResumeCheck(),
          new TrackingCheck(),
          new PrecisionCheck(),
          new ModulePathCheck(),
          new ClassNameCheck(),
          new RecomputationCheck(),
          new MeshSizeCheck(),
          new ParallelPlanCheck(),
          new PrefixRangeCheck(),
          new DroppedPatchesCheck(),
          new DecoderMaskCheck(),
          new ProbeBatchNormCheck(),
          new HeadPatternCheck(),
          new ProbeOptimisationCheck(),
          new ProbeRateCheck(),
          new UnitVectorsCheck(),
          new EndShiftCheck(),
          new SingleSampleCheck(),
          new PositionsCheck(),
          new FrozenNoiseCheck(),
          new ForgottenMaskCheck(),
          new GenerationCheck(),
          new UnbalancedExpertsCheck(),
          new BalanceEvaluationCheck(),
          new LayerShareCheck(),
          new RecomputedNamesCheck(),
          new RateCheck(),
          new PatternOrderCheck(),
          new MissingFileCheck(),
          new ClassFoldersCheck(),
          new PictureSizeCheck(),
          new SameSamplesCheck(),
          new EvaluationLoaderCheck(),
          new TextBatchCheck(),
          new PaddingCheck(),
          new PaddingTokenCheck(),
          new ShardPlanCheck(),
          new NestedShardsCheck(),
          new WeightsOnceCheck(),
          new DeviceCheck(),
          new NegativesCheck(),
          new SharedSequenceCheck(),
          new SharedAttentionCheck(),
          new SharedBufferCheck(),
          new SharedLayersCheck(),
          new SharedLayersEffectCheck());

  private Checks() {}

  /** Reports where an experiment breaks a rule. */
  public static void inspect(CheckContext context, Problems problems) {
    ALL.forEach(check -> check.inspect(context, problems));
  }
}
